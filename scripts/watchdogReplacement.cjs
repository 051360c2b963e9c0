// Stands in for the native module @vscode/native-watchdog, as spdlogReplacement.cjs does for its own: VS Code's
// extension host ends when the server that started it is gone.
'use strict';

/** How often to look, in ms. */
const interval = 3_000;

exports.start = (/** @type {number} */ pid) => {
  setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      process.exit(0);
    }
  }, interval).unref();
};

exports.exit = (/** @type {number} */ code) => process.exit(code);
