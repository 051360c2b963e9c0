// Makes a fresh clone ready for a script: dependencies installed, and the script running on the Node that the
// project pins. Entry points therefore have no static imports from node_modules; they await this, then import().
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runNpm } from './npm.mjs';
import { nodeModules, projectRoot } from './projectPaths.mjs';

const oldestNode = 18;

const pinnedNode = join(nodeModules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** Says which package-lock.json the installed node_modules belong to. */
const installStamp = join(nodeModules, '.csms-explorer-install');

/**
 * Installs what is missing, then starts the script again on the pinned Node. Returns only in the process that runs
 * on the pinned Node; the outer process passes signals down and ends with the inner one's exit code.
 *
 * @param {string} scriptUrl the script's `import.meta.url`
 * @param {{ log?: (line: string) => void }} [options] where progress goes; standard output unless told otherwise
 */
export async function bootstrap(scriptUrl, { log = console.log } = {}) {
  if (Number.parseInt(process.versions.node, 10) < oldestNode) {
    fail(`Node.js ${oldestNode} or newer is needed; this is ${process.version}.`);
  }
  try {
    await installDependencies(log);
  } catch (error) {
    fail(`The dependencies could not be installed. ${error instanceof Error ? error.message : String(error)}`);
  }
  if (process.version === pinnedVersion()) {
    return;
  }
  if (!existsSync(pinnedNode)) {
    fail(
      `The npm package "node" brought no program for ${process.platform} ${process.arch}. Install Node.js ${pinnedVersion()} and try again.`,
    );
  }
  await runAgainOnPinnedNode(fileURLToPath(scriptUrl));
}

/**
 * Ends the script with one plain sentence, without a stack trace: for what the person at the keyboard can change.
 *
 * @param {string} sentence
 * @returns {never}
 */
export function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** @param {(line: string) => void} log */
async function installDependencies(log) {
  const lock = readFileSync(join(projectRoot, 'package-lock.json'));
  const wanted = createHash('sha256').update(lock).digest('hex');
  if (existsSync(installStamp) && readFileSync(installStamp, 'utf8') === wanted) {
    return;
  }
  if (npmHasInstalled(lock)) {
    // Someone ran `npm install` by hand: nothing to do but to remember it.
    writeFileSync(installStamp, wanted);
    return;
  }
  log('Installing dependencies…');
  await runNpm(['ci'], { cwd: projectRoot });
  writeFileSync(installStamp, wanted);
}

/**
 * Whether npm's own record of node_modules names the same versions as the lock file. npm leaves out of that record
 * what does not belong on this platform, so an optional package may be missing from it.
 *
 * @param {Buffer} lock
 */
function npmHasInstalled(lock) {
  const record = join(nodeModules, '.package-lock.json');
  if (!existsSync(record)) {
    return false;
  }
  /** @typedef {{ packages?: Record<string, { version?: string, optional?: boolean }> }} Lock */
  const wanted = /** @type {Lock} */ (JSON.parse(lock.toString('utf8'))).packages ?? {};
  const installed = /** @type {Lock} */ (JSON.parse(readFileSync(record, 'utf8'))).packages ?? {};
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' || installed[path]?.version === entry.version || (entry.optional === true && !(path in installed)),
  );
}

function pinnedVersion() {
  const manifest = /** @type {{ version: string }} */ (
    JSON.parse(readFileSync(join(nodeModules, 'node', 'package.json'), 'utf8'))
  );
  return `v${manifest.version}`;
}

/**
 * @param {string} script
 * @returns {Promise<never>}
 */
async function runAgainOnPinnedNode(script) {
  const env = { ...process.env, PATH: [join(nodeModules, '.bin'), process.env['PATH']].join(delimiter) };
  const child = spawn(pinnedNode, [script, ...process.argv.slice(2)], { stdio: 'inherit', env });
  // Ctrl-C in a terminal reaches the inner process by itself; a signal sent to this process alone does not.
  for (const signal of /** @type {const} */ (['SIGHUP', 'SIGTERM'])) {
    process.on(signal, () => child.kill(signal));
  }
  process.on('SIGINT', () => {
    if (!process.stdin.isTTY) {
      child.kill('SIGINT');
    }
  });
  return new Promise(() => {
    child.once('error', (error) => fail(`${pinnedNode} could not be started: ${error.message}`));
    child.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}
