// Stands in for the native module @vscode/spdlog in the VS Code that comes from npm, where it cannot be compiled.
// Without it VS Code writes no log files, and log output channels, which show those files, stay empty.
// Only what VS Code 1.139 calls is here; files do not rotate, because no test writes enough.
'use strict';

const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const levelNames = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];

class Logger {
  #file;
  #level = 2;
  #bare = false;

  constructor(_loggerType, _name, file) {
    this.#file = file;
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, '');
  }

  trace(message) {
    this.#write(0, message);
  }
  debug(message) {
    this.#write(1, message);
  }
  info(message) {
    this.#write(2, message);
  }
  warn(message) {
    this.#write(3, message);
  }
  error(message) {
    this.#write(4, message);
  }
  critical(message) {
    this.#write(5, message);
  }
  getLevel() {
    return this.#level;
  }
  setLevel(level) {
    this.#level = level;
  }
  clearFormatters() {
    this.#bare = true;
  }
  setPattern() {
    this.#bare = false;
  } // VS Code sets one pattern, the one written below
  flush() {}
  drop() {}

  #write(level, message) {
    if (level < this.#level) {
      return;
    }
    const prefix = this.#bare ? '' : `${localTime(new Date())} [${levelNames[level]}] `;
    // Without a pattern the messages bring their own line ends.
    appendFileSync(this.#file, this.#bare ? message : `${prefix}${message}\n`);
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
