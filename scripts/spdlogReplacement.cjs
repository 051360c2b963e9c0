// Stands in for the native module @vscode/spdlog in the VS Code that comes from npm, where it cannot be compiled.
// Without it VS Code writes no log files, and log output channels, which show those files, stay empty.
// Only what VS Code 1.139 calls is here; files do not rotate, because no test writes enough.
'use strict';

const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const levels = { trace: 'trace', debug: 'debug', info: 'info', warn: 'warning', error: 'error', critical: 'critical' };

class Logger {
  constructor(_type, _name, file) {
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, '');
    let threshold = 2;
    let hasPattern = true;
    for (const [level, [method, name]] of Object.entries(levels).entries()) {
      this[method] = (message) => {
        if (level < threshold) return;
        // Without a pattern the messages bring their own line ends.
        appendFileSync(file, hasPattern ? `${localTime(new Date())} [${name}] ${message}\n` : message);
      };
    }
    this.getLevel = () => threshold;
    this.setLevel = (level) => (threshold = level);
    this.clearFormatters = () => (hasPattern = false);
    this.setPattern = () => (hasPattern = true); // VS Code sets one pattern, the one written above
    this.flush = this.drop = () => {};
  }
}

/** 2026-01-02 03:04:05.678 in local time. */
function localTime(date) {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 23).replace('T', ' ');
}

const create = async (name, file) => new Logger('rotating', name, file);

// One assignment each: VS Code imports this as an ES module, and Node finds the names by reading the text.
exports.version = 0;
exports.Logger = Logger;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
