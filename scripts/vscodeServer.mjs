// One running VS Code server: a real extension host whose windows open in a browser.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startOwnedProcess } from './ownedProcess.mjs';
import { temporaryFolder } from './temporaryFolder.mjs';
import { vscodeServerProgram } from './vscodeServerPackage.mjs';

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
 * @property {string} [userDataDir] made, and removed at the end, when not given
 * @property {string} [extensionsDir] likewise; what is installed in it is there in every window
 * @property {readonly string[]} [extensions] folders of unpacked extensions, installed where they are: a window runs
 *   them as it runs what came from the marketplace. Only without `extensionsDir`
 * @property {boolean} [testDriver] lets an address name extensions under development and tests to run. Off unless
 *   asked for, because VS Code then shows no notifications
 * @property {string} [locale] the display language of extensions, such as `zh-cn`; `en` unless told otherwise
 * @property {number} [port] any free port unless told otherwise
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
 * @property {string} extensionsDir
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
  const userDataDir = options.userDataDir ?? join(home.path, 'user-data');
  const extensionsDir = options.extensionsDir ?? join(home.path, 'extensions');
  if (options.extensionsDir === undefined) {
    installInPlace(options.extensions ?? [], extensionsDir);
  }
  writeUserSettings(userDataDir, { ...quietSettings, ...options.settings });
  if (options.locale !== undefined) {
    installEmptyLanguagePack(userDataDir, options.locale);
  }

  const server = startOwnedProcess(
    process.execPath,
    [
      serverMain,
      program,
      '--host',
      host,
      '--port',
      String(options.port ?? 0),
      '--without-connection-token', // it listens on loopback only, and lives as long as this process
      '--accept-server-license-terms',
      ...(options.testDriver ? ['--enable-smoke-test-driver'] : []),
      '--disable-telemetry',
      '--disable-workspace-trust',
      '--user-data-dir',
      userDataDir,
      '--server-data-dir',
      join(home.path, 'server-data'),
      '--extensions-dir',
      extensionsDir,
      '--locale',
      options.locale ?? 'en',
    ],
    { cwd: home.path, env: { ...process.env, EXTENSIONS_GALLERY: noGallery, ...options.env } },
  );
  const stop = async () => {
    await server.stop();
    home.remove();
  };

  try {
    const { port, output } = await untilReady(server);
    const origin = `http://${host}:${port}`;
    return {
      origin,
      userDataDir,
      extensionsDir,
      windowUrl: (window) => windowUrl(origin, window),
      output,
      stop,
    };
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
  mkdirSync(extensionsDir, { recursive: true });
  writeFileSync(join(extensionsDir, 'extensions.json'), JSON.stringify(entries));
}

/**
 * VS Code speaks only languages that it has a pack for, and extensions follow it. An empty pack leaves VS Code's own
 * words in English and makes it ask extensions for theirs in the other language.
 *
 * @param {string} userDataDir
 * @param {string} locale
 */
function installEmptyLanguagePack(userDataDir, locale) {
  const translation = join(userDataDir, 'empty-language-pack.json');
  writeFileSync(translation, JSON.stringify({ contents: {} }));
  const pack = {
    hash: 'empty',
    label: locale,
    extensions: [{ extensionIdentifier: { id: 'csms-explorer.empty-language-pack' }, version: '1.0.0' }],
    translations: { vscode: translation },
  };
  writeFileSync(join(userDataDir, 'languagepacks.json'), JSON.stringify({ [locale]: pack }));
}

/**
 * Installs a packaged extension into a folder that is then given to `startVscodeServer` as `extensionsDir`.
 *
 * @param {string} vsix path of the package
 * @param {string} extensionsDir
 * @returns {Promise<string>} what the server program said
 */
export async function installVsix(vsix, extensionsDir) {
  const program = await vscodeServerProgram(() => {});
  const home = temporaryFolder('install');
  mkdirSync(extensionsDir, { recursive: true });
  const installation = startOwnedProcess(
    process.execPath,
    [
      program,
      '--accept-server-license-terms',
      '--user-data-dir',
      join(home.path, 'user-data'),
      '--server-data-dir',
      join(home.path, 'server-data'),
      '--extensions-dir',
      extensionsDir,
      '--install-extension',
      vsix,
    ],
    { cwd: home.path },
  );
  const output = collectOutput(installation.child, () => {});
  try {
    const { code } = await installation.ended;
    if (code !== 0) {
      throw new Error(`VS Code could not install ${vsix} (exit code ${code}):\n${output()}`);
    }
    return output();
  } finally {
    await installation.stop();
    home.remove();
  }
}

/**
 * @param {string} userDataDir
 * @param {Readonly<Record<string, unknown>>} settings
 */
export function writeUserSettings(userDataDir, settings) {
  mkdirSync(join(userDataDir, 'User'), { recursive: true });
  writeFileSync(join(userDataDir, 'User', 'settings.json'), JSON.stringify(settings, undefined, 2));
}

/**
 * @param {string} origin
 * @param {WindowOptions} options
 */
function windowUrl(origin, { folder, extensionDevelopmentPaths = [], extensionTestsPath }) {
  const url = new URL(origin);
  const remote = (/** @type {string} */ path) => `vscode-remote://${url.host}${path}`;
  /** @type {[string, string][]} */
  const payload = [];
  for (const path of extensionDevelopmentPaths) {
    payload.push(['extensionDevelopmentPath', remote(path)]);
  }
  if (extensionTestsPath !== undefined) {
    payload.push(['extensionTestsPath', remote(extensionTestsPath)]);
  }
  if (folder !== undefined) {
    url.searchParams.set(folder.endsWith('.code-workspace') ? 'workspace' : 'folder', folder);
  } else {
    url.searchParams.set('ew', 'true'); // an empty window, instead of the folder opened last
  }
  if (payload.length > 0) {
    url.searchParams.set('payload', JSON.stringify(payload));
  }
  return url.href;
}

/**
 * @param {import('./ownedProcess.mjs').OwnedProcess} server
 * @returns {Promise<{ port: number, output: () => string }>}
 */
async function untilReady(server) {
  /** @type {number | undefined} */
  let port;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  /** @type {() => string} */
  let output = () => '';
  /** @type {Promise<number>} */
  const ready = new Promise((resolve, reject) => {
    output = collectOutput(server.child, (line) => {
      port ??= Number(/^Extension host agent listening on (\d+)/.exec(line)?.[1]) || undefined;
      if (port !== undefined && line.includes('Extension host agent started')) {
        resolve(port);
      }
    });
    timer = setTimeout(
      () => reject(new Error(`The VS Code server was not ready after ${startLimit / 1000} s:\n${output()}`)),
      startLimit,
    );
    server.ended.then(
      ({ code }) => reject(new Error(`The VS Code server ended at once (exit code ${code}):\n${output()}`)),
      reject,
    );
  });
  try {
    return { port: await ready, output };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {(line: string) => void} onLine
 * @returns {() => string} everything printed so far
 */
function collectOutput(child, onLine) {
  /** @type {string[]} */
  const lines = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        onLine(line);
      });
    }
  }
  return () => lines.join('\n');
}
