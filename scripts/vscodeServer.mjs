// One running VS Code server: a real extension host whose windows open in a browser.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startOwnedProcess, temporaryFolder } from './process.mjs';
import { vscodeServerProgram } from './vscodeProgram.mjs';

/** How long the server may take until it accepts windows, in ms. It takes 1 to 3 s on a quiet machine. */
const startLimit = 60_000;

const host = '127.0.0.1';

const serverMain = fileURLToPath(new URL('vscodeServerMain.mjs', import.meta.url));

/** No marketplace: a closed network would answer every look-up with an error, and an open one with surprises. */
const noGallery = '{}';

/** A window that shows what is being tested and nothing else. */
const quietSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/**
 * @typedef {object} ServerOptions
 * @property {Readonly<Record<string, unknown>>} [settings] user settings, over the quiet ones
 * @property {string} [extensionsDir] made, and removed at the end, when not given; what is installed in it is in every
 *   window
 * @property {readonly string[]} [extensions] folders of unpacked extensions, installed where they are: a window runs
 *   them as it runs what came from the marketplace. Only without `extensionsDir`
 * @property {boolean} [testDriver] lets an address name extensions under development and tests to run. Off unless
 *   asked for, because VS Code then shows no notifications
 * @property {string} [locale] the display language of extensions, such as `zh-cn`; `en` unless told otherwise
 * @property {NodeJS.ProcessEnv} [env] added to this process's environment; the extension host inherits it
 * @property {(line: string) => void} [log] progress of the script, for people
 *
 * @typedef {object} WindowOptions
 * @property {string} [folder] the workspace folder or the `.code-workspace` file, an absolute path
 * @property {readonly string[]} [extensionDevelopmentPaths] needs `testDriver`
 * @property {string} [extensionTestsPath] needs `testDriver`; a module whose `run()` the extension host calls
 *
 * @typedef {object} VscodeServer
 * @property {string} origin
 * @property {string} userDataDir
 * @property {(options: WindowOptions) => string} windowUrl the address that opens such a window
 * @property {() => string} output what the server has printed, for explaining a failure
 * @property {() => Promise<void>} stop ends the server and all it started, and removes the folders made for it
 */

/**
 * @param {ServerOptions} [options]
 * @returns {Promise<VscodeServer>}
 */
export async function startVscodeServer(options = {}) {
  const program = await vscodeServerProgram(options.log ?? (() => {}));
  const home = temporaryFolder('vscode');
  const userDataDir = join(home.path, 'user-data');
  const extensionsDir = options.extensionsDir ?? join(home.path, 'extensions');
  if (options.extensionsDir === undefined) installInPlace(options.extensions ?? [], extensionsDir);
  writeJson(join(userDataDir, 'User'), 'settings.json', { ...quietSettings, ...options.settings });
  if (options.locale !== undefined) installEmptyLanguagePack(userDataDir, options.locale);

  const args = [
    '--accept-server-license-terms',
    ...['--host', host, '--port', '0'],
    '--without-connection-token', // it listens on loopback only, and lives as long as this process
    ...(options.testDriver ? ['--enable-smoke-test-driver'] : []),
    '--disable-telemetry',
    '--disable-workspace-trust',
    ...['--locale', options.locale ?? 'en'],
    ...['--user-data-dir', userDataDir],
    ...['--server-data-dir', join(home.path, 'server-data')],
    ...['--extensions-dir', extensionsDir],
  ];
  const server = startOwnedProcess(process.execPath, [serverMain, program, ...args], {
    cwd: home.path,
    env: { ...process.env, EXTENSIONS_GALLERY: noGallery, ...options.env },
  });
  const stop = async () => {
    await server.stop();
    home.remove();
  };
  const output = collectOutput(server.child);
  try {
    const origin = `http://${host}:${await untilReady(server, output)}`;
    return { origin, userDataDir, windowUrl: (window) => windowUrl(origin, window), output, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * @param {readonly string[]} folders
 * @param {string} extensionsDir
 */
function installInPlace(folders, extensionsDir) {
  const entries = folders.map((folder) => {
    const { publisher, name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return {
      identifier: { id: `${publisher}.${name}` },
      version,
      location: { $mid: 1, scheme: 'file', path: folder }, // $mid 1 is how VS Code marks a URI in its JSON
    };
  });
  writeJson(extensionsDir, 'extensions.json', entries);
}

/**
 * VS Code speaks only languages that it has a pack for, and extensions follow it. An empty pack leaves VS Code's own
 * words in English and makes it ask extensions for theirs in the other language.
 *
 * @param {string} userDataDir
 * @param {string} locale
 */
function installEmptyLanguagePack(userDataDir, locale) {
  const pack = {
    hash: 'empty',
    label: locale,
    extensions: [{ extensionIdentifier: { id: 'csms-explorer.empty-language-pack' }, version: '1.0.0' }],
    translations: { vscode: writeJson(userDataDir, 'empty-language-pack.json', { contents: {} }) },
  };
  writeJson(userDataDir, 'languagepacks.json', { [locale]: pack });
}

/**
 * @param {string} folder is made if need be
 * @param {string} name of the file
 * @param {unknown} value
 * @returns the path of the file
 */
function writeJson(folder, name, value) {
  const file = join(folder, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify(value, undefined, 2));
  return file;
}

/**
 * @param {string} origin
 * @param {WindowOptions} options
 */
function windowUrl(origin, { folder, extensionDevelopmentPaths = [], extensionTestsPath }) {
  const url = new URL(origin);
  const remote = (/** @type {string} */ path) => `vscode-remote://${url.host}${path}`;
  const payload = extensionDevelopmentPaths.map((path) => ['extensionDevelopmentPath', remote(path)]);
  if (extensionTestsPath !== undefined) payload.push(['extensionTestsPath', remote(extensionTestsPath)]);
  // An empty window has to be asked for, or VS Code opens the last folder.
  if (folder === undefined) url.searchParams.set('ew', 'true');
  else url.searchParams.set(folder.endsWith('.code-workspace') ? 'workspace' : 'folder', folder);
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/**
 * @param {ReturnType<typeof startOwnedProcess>} server
 * @param {() => string} output
 * @returns {Promise<string>} the port
 */
async function untilReady({ child, ended }, output) {
  return new Promise((resolve, reject) => {
    const refuse = (/** @type {string} */ reason) => reject(new Error(`The VS Code server ${reason}:\n${output()}`));
    const timer = setTimeout(() => refuse(`was not ready after ${startLimit / 1000} s`), startLimit);
    child.stdout.on('data', () => {
      const [, port] = /listening on (\d+)[^]*Extension host agent started/u.exec(output()) ?? [];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(port);
    });
    ended.then((code) => refuse(`ended at once (exit code ${code})`), reject).finally(() => clearTimeout(timer));
  });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => string} everything printed so far
 */
function collectOutput({ stdout, stderr }) {
  let text = '';
  for (const stream of [stdout, stderr]) stream?.setEncoding('utf8').on('data', (more) => (text += more));
  return () => text;
}
