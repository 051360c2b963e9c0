// Makes a fresh clone ready for a script: dependencies installed, and the script running on the Node that the
// project pins. Entry points therefore have no static imports from node_modules; they await this, then import().
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeModules, projectRoot } from './projectPaths.mjs';

const pinnedNode = join(nodeModules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/**
 * Installs what is missing, then starts the script again on the pinned Node. Returns only in the process that runs
 * on the pinned Node; the outer process ends with the inner one's exit code.
 *
 * @param {string} scriptUrl the script's `import.meta.url`
 * @param {{ log?: (line: string) => void }} [options] where progress goes; standard output unless told otherwise
 */
export async function bootstrap(scriptUrl, { log = console.log } = {}) {
  if (!isInstalled()) {
    log('Installing dependencies…');
    await runNpm(['ci', '--include=dev'], { cwd: projectRoot }).catch((error) => fail(error.message));
  }
  const { version } = JSON.parse(readFileSync(join(nodeModules, 'node', 'package.json'), 'utf8'));
  if (process.version === `v${version}`) return;
  const env = { ...process.env, PATH: [join(nodeModules, '.bin'), process.env['PATH']].join(delimiter) };
  const child = spawn(pinnedNode, [fileURLToPath(scriptUrl), ...process.argv.slice(2)], { stdio: 'inherit', env });
  for (const signal of /** @type {const} */ (['SIGHUP', 'SIGTERM', 'SIGINT'])) {
    // Ctrl-C in a terminal reaches the inner process by itself; a signal sent to this process alone does not.
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal)));
  }
  await new Promise(() => {
    child.once('error', (error) => fail(`Node.js v${version} could not be started: ${error.message}`));
    child.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
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

/**
 * Runs npm and resolves with its standard output. Its messages are shown only when it fails: a working install has
 * nothing to say that its caller has not said better.
 *
 * @param {readonly string[]} args
 * @param {{ cwd: string }} options
 * @returns {Promise<string>}
 */
export async function runNpm(args, { cwd }) {
  // The npm that started this script, else the one on the PATH. On Windows that is a .cmd file, which only a shell
  // can start; no argument here needs quoting.
  const program = process.env['npm_execpath'];
  const [command, ...first] = program?.endsWith('npm-cli.js') ? [process.execPath, program] : ['npm'];
  const child = spawn(command, [...first, ...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    shell: command === 'npm' && process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  const code = await new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`npm could not be started: ${error.message}`)));
    child.once('close', resolve);
  });
  if (code === 0) return stdout;
  throw new Error(`npm ${args.join(' ')} failed (exit code ${code}):\n${stderr.trim() || stdout.trim()}`);
}

/**
 * Whether npm's own record of node_modules names the versions of the lock file. npm leaves out of that record what
 * does not belong on this platform, so an optional package may be missing from it.
 */
function isInstalled() {
  const record = join(nodeModules, '.package-lock.json');
  if (!existsSync(record)) return false;
  const { packages: installed } = JSON.parse(readFileSync(record, 'utf8'));
  const { packages: wanted } = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'));
  return Object.keys(wanted).every(
    (path) =>
      path === '' ||
      installed[path]?.version === wanted[path].version ||
      (wanted[path].optional === true && !(path in installed)),
  );
}
