// The one way this project starts a browser: a Chromium from npm where there is one, else one that is installed.
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { makeFolderOnce, runNode } from './process.mjs';
import { editorCache, nodeModules } from './projectPaths.mjs';

/** Names a Chromium to use instead of the one found. */
const environmentVariable = 'CSMS_EXPLORER_CHROMIUM';

/**
 * Reasons: a test machine runs as root and without a graphics card, where the sandbox and the GPU process do not
 * start; and the browser's own background requests would only fill a closed network's refusals.
 */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

/**
 * The npm package's Chromium is preferred where it exists (Linux x64): everyone then tests with the same browser.
 *
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launchBrowser() {
  const chosen = process.env[environmentVariable];
  if (chosen) return launch({ executablePath: chosen });
  if (process.platform === 'linux' && process.arch === 'x64')
    return launch({ executablePath: await chromiumFromNpm() });
  const installed = installedChromium();
  if (installed) return launch({ executablePath: installed });
  return launch({ channel: 'chrome' })
    .catch(orNext(() => launch({ channel: 'msedge' })))
    .catch(
      orNext(() => {
        throw new Error(
          `No browser was found. Install Chrome, Chromium or Edge, or name one in ${environmentVariable}.`,
        );
      }),
    );
}

/** Playwright finds Chrome and Edge by itself, but no Chromium. */
function installedChromium() {
  const onPath = (process.env['PATH'] ?? '').split(delimiter);
  const programs = onPath.flatMap((folder) => ['chromium', 'chromium-browser'].map((name) => join(folder, name)));
  return [...programs, '/Applications/Chromium.app/Contents/MacOS/Chromium'].find((file) => existsSync(file));
}

/**
 * Goes on where a browser is not installed. One that is there and fails to start says so.
 *
 * @template T
 * @param {() => T} next
 * @returns {(error: Error) => T}
 */
function orNext(next) {
  return (error) => {
    if (/distribution .* is not (?:found|supported)/u.test(error.message)) return next();
    throw error;
  };
}

/** @param {import('playwright-core').LaunchOptions} where */
async function launch(where) {
  const { chromium } = await import('playwright-core');
  // process.mjs ends this process on a signal; playwright then ends the browser, as it does on every exit.
  return chromium.launch({ ...where, args: flags, handleSIGHUP: false, handleSIGINT: false, handleSIGTERM: false });
}

async function chromiumFromNpm() {
  const name = '@sparticuz/chromium';
  const { version } = JSON.parse(readFileSync(join(nodeModules, name, 'package.json'), 'utf8'));
  const entry = createRequire(import.meta.url).resolve(name);
  const folder = join(editorCache, `chromium-${version}`);
  await makeFolderOnce(folder, async (staging) => {
    // The package inflates its archive into the temporary folder that all users of the machine share, and takes
    // whatever stands there already for a finished browser. Run in a process of its own, it gets a folder of our own.
    const script = `import(${JSON.stringify(entry)}).then(({ default: chromium }) => chromium.executablePath())`;
    const code = await runNode(['-e', script], { TMPDIR: staging });
    if (code !== 0) throw new Error(`The Chromium from npm could not be unpacked (exit code ${code}).`);
    chmodSync(join(staging, 'chromium'), 0o755);
  });
  return join(folder, 'chromium');
}
