// Running npm from a script. Nothing here may import from node_modules.
import { spawn } from 'node:child_process';

/**
 * npm's own program when this script was started by npm (`npm test`), else whatever `npm` is on the PATH. The first
 * is preferred because it needs no shell, and is the npm that the person chose.
 *
 * @param {readonly string[]} args
 * @returns {{ command: string, args: string[], shell: boolean }}
 */
function npmCommand(args) {
  const program = process.env['npm_execpath'];
  if (program?.endsWith('npm-cli.js')) {
    return { command: process.execPath, args: [program, ...args], shell: false };
  }
  // On Windows npm is a .cmd file, which only a shell can start. No argument here needs quoting.
  return { command: 'npm', args: [...args], shell: process.platform === 'win32' };
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
  const { command, args: allArgs, shell } = npmCommand([...args, '--no-audit', '--no-fund', '--loglevel=error']);
  // npm hands its own settings to the scripts it runs through npm_config_* variables (`npm start --omit=dev`, say).
  // They were meant for the outer npm; inherited, they would change what this one installs.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^npm_config_(omit|include|production|prefix|global|dry_run|ignore_scripts|package_lock)/i.test(name),
    ),
  );
  return new Promise((resolve, reject) => {
    const child = spawn(command, allArgs, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => (stderr += text));
    child.once('error', (error) => reject(new Error(`npm could not be started: ${error.message}`)));
    child.once('close', (code) => {
      if (code === 0) {
        resolve(stdout);
      } else {
        reject(new Error(`npm ${args.join(' ')} failed (exit code ${code}):\n${stderr.trim() || stdout.trim()}`));
      }
    });
  });
}
