// Runs the VS Code server program named by the first argument, with the remaining arguments, and answers for it the
// one request that it leaves to code-server's own front end.
//
// VS Code in a browser encrypts SecretStorage with a key of which the server keeps one half, fetched by
// `POST /mint-key`. Without an answer nothing can be stored, and an extension that signs in cannot be tried at all.
import childProcess from 'node:child_process';
import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { pathToFileURL } from 'node:url';

/** VS Code wants 256 bits. A new key a run: what it protects lives no longer than the server. */
const serverKeyHalf = randomBytes(32);

const { createServer } = http;
http.createServer = (...args) => {
  // Only the program's own server, which is the first; it runs in this process, extensions do not.
  http.createServer = createServer;
  syncBuiltinESMExports();
  const listener = args.pop();
  return createServer(...args, (request, response) => {
    if (request.method === 'POST' && request.url === '/mint-key') response.end(serverKeyHalf);
    else listener(request, response);
  });
};

// VS Code keeps NODE_OPTIONS from its extension hosts: what is to be loaded into them for a test is named here.
const preload = process.env['CSMS_EXPLORER_PRELOAD'];
if (preload !== undefined) {
  const { fork } = childProcess;
  childProcess.fork = (program, args, options) =>
    fork(program, args, { ...options, execArgv: [...(options.execArgv ?? []), '--require', preload] });
}
syncBuiltinESMExports();

// Whoever started this ends it. Should they be killed before they can, nobody would be left to do so. The extension
// hosts look after this process in the same way.
const parent = process.ppid;
globalThis
  .setInterval(() => {
    if (process.ppid !== parent) process.exit(1);
  }, 2_000)
  .unref();

const [program] = process.argv.splice(2, 1);
await import(pathToFileURL(program).href);
