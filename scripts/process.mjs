// What a script starts or creates must be gone when it ends, however it ends: normally, by an error, by Ctrl-C or by a
// signal. Node runs 'exit' handlers synchronously and nothing after them, so every undo here is synchronous.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot } from './projectPaths.mjs';

/** How long a process may take to end by itself once asked to, in ms. */
const gracePeriod = 5_000;

/** @type {Set<() => void>} */
const undos = new Set();
let isListening = false;

/**
 * Runs `undo` when this process ends, unless it has been deleted from `undos` by then. It must not throw.
 *
 * @param {() => void} undo
 */
function undoAtEnd(undo) {
  undos.add(undo);
  if (isListening) return;
  isListening = true;
  // Last in, first out: a process ends before the folder it works in is removed.
  process.on('exit', () => [...undos].reverse().forEach((each) => each()));
  // The conventional exit codes of a process ended by a signal: 128 + its number.
  for (const [signal, code] of Object.entries({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 })) {
    process.on(signal, () => process.exit(code));
  }
}

/**
 * Starts a process as the leader of a group of its own, so that ending it ends its children too: a VS Code server
 * has an extension host, and that one an emulator.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Pick<import('node:child_process').SpawnOptions, 'cwd' | 'env' | 'stdio'>} [options]
 * @returns the child; `ended`, its exit code, which rejects when it could not be started; and `stop`, which ends it
 *   and all it started and is harmless when it is gone already
 */
export function startOwnedProcess(command, args, options = {}) {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
    detached: process.platform !== 'win32',
  });
  const kill = () => signalGroup(child, 'SIGKILL');
  undoAtEnd(kill);
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  ended.catch(() => undos.delete(kill)); // also because a caller may never ask how it ended
  const stop = async () => {
    signalGroup(child, 'SIGTERM');
    const impatience = setTimeout(kill, gracePeriod);
    await ended.catch(() => {});
    clearTimeout(impatience);
    kill(); // The leader is gone; whatever it left behind in its group goes too.
    undos.delete(kill);
  };
  return { child, ended, stop };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f']);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // ESRCH: nobody is left in the group.
  }
}

/**
 * Runs a program on this Node, shows what it prints and resolves with its exit code. When this process is told to
 * end, so is the program, which cleans up after itself.
 *
 * @param {readonly string[]} args for Node: its options, the program, the program's arguments
 * @param {NodeJS.ProcessEnv} [env] added to this process's environment
 * @returns {Promise<number | null>}
 */
export async function runNode(args, env) {
  const child = spawn(process.execPath, args, {
    cwd: projectRoot,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const end = () => void child.kill('SIGTERM');
  undoAtEnd(end);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', resolve);
    });
  } finally {
    undos.delete(end);
  }
}

/**
 * A new empty folder, removed by `remove()` or at the latest when this process ends.
 *
 * @param {string} purpose part of the folder's name, so that a leftover can be told
 */
export function temporaryFolder(purpose) {
  const path = mkdtempSync(join(tmpdir(), `csms-explorer-${purpose}-`));
  const remove = () => {
    undos.delete(remove);
    try {
      // A process that has just been ended may still be writing its last file.
      rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    } catch (error) {
      console.error(`Could not remove the temporary folder ${path}: ${String(error)}`);
    }
  };
  undoAtEnd(remove);
  return { path, remove };
}

/**
 * Makes `folder` from scratch, or not at all: `fill` works in a folder beside it, which takes its final name only
 * when everything has succeeded. An interrupted or a concurrent run can neither leave nor see half a folder.
 *
 * @param {string} folder
 * @param {(staging: string) => Promise<void>} fill
 */
export async function makeFolderOnce(folder, fill) {
  if (existsSync(folder)) return;
  const staging = `${folder}.${process.pid}.partial`;
  const discard = () => rmSync(staging, { recursive: true, force: true });
  undoAtEnd(discard);
  mkdirSync(dirname(folder), { recursive: true });
  discard();
  mkdirSync(staging);
  try {
    await fill(staging);
    renameSync(staging, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error; // else another run was faster, and its folder is as good
  } finally {
    discard();
    undos.delete(discard);
  }
}
