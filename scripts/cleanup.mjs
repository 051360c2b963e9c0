// What a script has started or created must be gone when it ends, however it ends: normally, by an error, by Ctrl-C
// or by a signal. Node runs 'exit' handlers synchronously and nothing after them, so every undo here is synchronous.

/** @type {Set<() => void>} */
const undos = new Set();
let listening = false;

/** The conventional exit codes of a process ended by a signal: 128 + its number. */
const signalExitCodes = /** @type {const} */ ({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 });

function listen() {
  if (listening) {
    return;
  }
  listening = true;
  process.on('exit', () => {
    // Last in, first out: a process ends before the folder it works in is removed.
    for (const undo of [...undos].reverse()) {
      undo();
    }
  });
  for (const [signal, code] of Object.entries(signalExitCodes)) {
    process.on(signal, () => process.exit(code));
  }
}

/**
 * Runs `undo` when this process ends. It must be synchronous and must not throw.
 *
 * @param {() => void} undo
 * @returns {() => void} forgets the undo, for when its work has been done in the ordinary way
 */
export function whenThisProcessEnds(undo) {
  listen();
  undos.add(undo);
  return () => undos.delete(undo);
}
