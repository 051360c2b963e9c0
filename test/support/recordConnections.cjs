// Loaded into the extension host of a VS Code under test: writes down where it connects to and what names it looks up.
const { appendFileSync } = require('node:fs');
const dgram = require('node:dgram');
const dns = require('node:dns');
const net = require('node:net');

const file = process.env.CSMS_EXPLORER_CONNECTIONS;

/**
 * @param {string} what
 * @param {unknown} where
 */
function record(what, where) {
  if (file === undefined || !process.argv.includes('--type=extensionHost')) return;
  appendFileSync(file, `${what} ${String(where)}\n`);
}

if (process.argv.includes('--type=extensionHost')) record('started', process.pid);

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (/** @type {any[]} */ ...args) {
  // What connects calls it with its arguments put in order, or as they were given.
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  const target = typeof first === 'object' && first !== null ? first : { port: first, host: second };
  // Pipes and sockets of this machine are how VS Code's own processes talk.
  if (target.path === undefined && Number.isInteger(Number(target.port))) {
    record('connect', `${target.host ?? 'localhost'}:${target.port}`);
  }
  return connect.apply(this, /** @type {any} */ (args));
};

const { lookup } = dns;
// @ts-expect-error The overloads are passed through.
dns.lookup = (/** @type {any[]} */ ...args) => {
  record('lookup', args[0]);
  return lookup(.../** @type {Parameters<typeof lookup>} */ (args));
};

const { send } = dgram.Socket.prototype;
dgram.Socket.prototype.send = function (/** @type {any[]} */ ...args) {
  record('datagram', '');
  return send.apply(this, /** @type {any} */ (args));
};
