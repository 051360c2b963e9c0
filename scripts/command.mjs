import { startOwnedProcess } from './ownedProcess.mjs';
import { projectRoot } from './projectPaths.mjs';

/**
 * Runs a program of this project on the Node that this script runs on, and shows what it prints.
 *
 * @param {readonly string[]} args the program's path, from the project's root, and its arguments
 * @param {{ env?: NodeJS.ProcessEnv, stdoutToStderr?: boolean }} [options]
 * @returns {Promise<boolean>} whether it succeeded
 */
export async function runNode(args, { env = {}, stdoutToStderr = false } = {}) {
  const program = startOwnedProcess(process.execPath, args, {
    cwd: projectRoot,
    env: { ...process.env, ...env },
    stdio: ['ignore', stdoutToStderr ? 2 : 'inherit', 'inherit'],
  });
  const { code } = await program.ended;
  await program.stop();
  return code === 0;
}
