import { spawn } from 'node:child_process';
import { whenThisProcessEnds } from './cleanup.mjs';
import { projectRoot } from './projectPaths.mjs';

/**
 * Runs a script of this project in a process of its own and shows what it prints. When this process is told to end,
 * so is the script; it cleans up after itself.
 *
 * @param {readonly string[]} args for Node: its options, the script, the script's arguments
 * @returns {Promise<number | null>} the exit code
 */
export async function runOwnScript(args) {
  const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: ['ignore', 'inherit', 'inherit'] });
  const forget = whenThisProcessEnds(() => child.kill('SIGTERM'));
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', resolve);
    });
  } finally {
    forget();
  }
}
