import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { createApp } from './app';
import { createEmulation } from './emulation';
import type { EmulatorOptions } from './emulation';

export interface RunningEmulator {
  /** Of CSMS and of IAM, such as `http://127.0.0.1:41234`. */
  readonly endpoint: string;
  readonly projectId: string;
  readonly token: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly iamUser: { readonly domain: string; readonly name: string; readonly password: string };
  /** Ends open connections at once. */
  readonly stop: () => Promise<void>;
}

const loopback = '127.0.0.1';

/** Tokens are several KB; the documents allow up to 2 MiB. Node's own limit is 16 KiB for all headers together. */
const maxHeaderSize = 2 * 1024 * 1024 + 64 * 1024;

/**
 * Starts a local CSMS and IAM, for this machine only.
 *
 * @throws {Error} when the port cannot be had or the data is not what `SecretSpec` says
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<RunningEmulator> {
  const emulation = createEmulation(options);
  const { account, project, tokens } = emulation;
  const app = createApp(emulation);
  // The globals `Request` and `Response` are left alone: the emulator also runs inside the editor's process.
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer({ maxHeaderSize }, (request, response) => void answer(request, response));
  await listen(server, options.port ?? 0);
  return {
    endpoint: `http://${loopback}:${(server.address() as AddressInfo).port}`,
    projectId: project.id,
    token: tokens.issue(project.id, Infinity, options.token).token,
    accessKey: account.accessKey,
    secretKey: account.secretKey,
    iamUser: { domain: account.domain.name, name: account.user.name, password: account.user.password },
    stop: () => close(server),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopback, resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve()); // Its only error is that the server is closed already.
    server.closeAllConnections();
  });
}
