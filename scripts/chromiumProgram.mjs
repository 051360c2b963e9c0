// Finding a Chromium to show VS Code in: one from npm where there is one, else one that is installed.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { makeFolderOnce } from './npmPackage.mjs';
import { editorCache, projectRoot } from './projectPaths.mjs';

/** Names a Chromium to use instead of the one found. */
const environmentVariable = 'CSMS_EXPLORER_CHROMIUM';

/**
 * The npm package's own Chromium is preferred over an installed one where it exists (Linux x64): everyone then tests
 * with the same browser.
 *
 * @returns {Promise<string>} the path of the program
 */
export async function chromiumProgram() {
  const chosen = process.env[environmentVariable];
  if (chosen) {
    return chosen;
  }
  if (process.platform === 'linux' && process.arch === 'x64') {
    return chromiumFromNpm();
  }
  const installed = installedChromiums().find((path) => existsSync(path));
  if (installed === undefined) {
    throw new Error(
      `No Chrome, Chromium or Edge was found. Install one, or name its program in ${environmentVariable}.`,
    );
  }
  return installed;
}

async function chromiumFromNpm() {
  const require = createRequire(join(projectRoot, 'package.json'));
  const entry = require.resolve('@sparticuz/chromium');
  const { version } = require(join(entry, '..', '..', 'package.json'));
  const folder = join(editorCache, `chromium-${version}`);
  await makeFolderOnce(folder, (staging) => inflate(entry, staging));
  return join(folder, 'chromium');
}

/**
 * The package inflates its archive into the temporary folder that all users of the machine share, and takes whatever
 * stands there already for a finished browser. Run in a process of its own, it can be given a folder of our own.
 *
 * @param {string} entry the package's module
 * @param {string} folder
 */
async function inflate(entry, folder) {
  const script = `import(${JSON.stringify(entry)}).then(({ default: chromium }) => chromium.executablePath())`;
  const child = spawn(process.execPath, ['-e', script], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== 0) {
    throw new Error(`The Chromium from npm could not be unpacked (exit code ${code}).`);
  }
  chmodSync(join(folder, 'chromium'), 0o755);
}

function installedChromiums() {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    const programs = ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap((name) => process.env[name] ?? []);
    return programs.flatMap((folder) => [
      join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ]);
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name)));
}
