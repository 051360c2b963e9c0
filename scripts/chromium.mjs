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

/** @returns {Promise<import('playwright-core').Browser>} */
export async function launchBrowser() {
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath: await chromiumProgram(),
    args: flags,
    // process.mjs ends this process on a signal; playwright then ends the browser, as it does on every exit.
    handleSIGHUP: false,
    handleSIGINT: false,
    handleSIGTERM: false,
  });
}

/** The npm package's Chromium is preferred where it exists (Linux x64): everyone then tests with the same browser. */
async function chromiumProgram() {
  const chosen = process.env[environmentVariable];
  if (chosen) return chosen;
  if (process.platform === 'linux' && process.arch === 'x64') return chromiumFromNpm();
  const installed = installedChromiums().find((path) => existsSync(path));
  if (installed !== undefined) return installed;
  throw new Error(`No Chrome, Chromium or Edge was found. Install one, or name its program in ${environmentVariable}.`);
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

function installedChromiums() {
  if (process.platform === 'darwin') {
    const names = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    return names.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  }
  if (process.platform === 'win32') {
    const programs = ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap((name) => process.env[name] ?? []);
    const paths = [
      join('Google', 'Chrome', 'Application', 'chrome.exe'),
      join('Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ];
    return programs.flatMap((folder) => paths.map((path) => join(folder, path)));
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name)));
}
