// Processes that this script starts, and ends together with everything they started themselves.
import { spawn } from 'node:child_process';
import { whenThisProcessEnds } from './cleanup.mjs';

const isWindows = process.platform === 'win32';

/** How long a process may take to end by itself once asked to, in ms. */
const gracePeriod = 5_000;

/**
 * @typedef {object} ProcessEnd
 * @property {number | null} code
 * @property {NodeJS.Signals | null} signal
 *
 * @typedef {object} OwnedProcess
 * @property {import('node:child_process').ChildProcess} child
 * @property {Promise<ProcessEnd>} ended resolves when the process is gone; rejects when it could not be started
 * @property {() => Promise<void>} stop ends the process and all it started; harmless when it is gone already
 */

/**
 * Starts a process as the leader of a group of its own, so that ending it ends its children too: a VS Code server
 * has an extension host, and that one an emulator.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Pick<import('node:child_process').SpawnOptions, 'cwd' | 'env' | 'stdio'>} [options]
 * @returns {OwnedProcess}
 */
export function startOwnedProcess(command, args, options = {}) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options, detached: !isWindows });
  const forget = whenThisProcessEnds(() => signalGroup(child, 'SIGKILL'));
  /** @type {Promise<ProcessEnd>} */
  const ended = new Promise((resolve, reject) => {
    child.once('error', (error) => {
      forget();
      reject(error);
    });
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  // A caller may never ask how it ended; that must not become an unhandled rejection.
  ended.catch(() => {});

  return {
    child,
    ended,
    stop: async () => {
      signalGroup(child, 'SIGTERM');
      const impatience = setTimeout(() => signalGroup(child, 'SIGKILL'), gracePeriod);
      await ended.catch(() => {});
      clearTimeout(impatience);
      // The leader is gone; whatever it left behind in its group goes too.
      signalGroup(child, 'SIGKILL');
      forget();
    },
  };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  if (child.pid === undefined) {
    return;
  }
  try {
    if (isWindows) {
      child.kill(signal);
    } else {
      process.kill(-child.pid, signal);
    }
  } catch {
    // ESRCH: nobody is left in the group.
  }
}
