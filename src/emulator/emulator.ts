import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { IamUser } from './account';
import { createApp } from './app';
import type { IssuedToken } from './credentials';
import { createEmulation } from './emulation';
import type { Emulation, EmulatorOptions } from './emulation';

export interface RunningEmulator {
  /** Of CSMS and of IAM, such as `http://127.0.0.1:41234`. */
  readonly endpoint: string;
  readonly projectId: string;
  /** Of the project, for `iamUser`. */
  readonly token: string;
  /** ISO 8601. */
  readonly tokenExpiresAt: string;
  /** Of `iamUser`; opens all the user's projects. */
  readonly accessKey: string;
  readonly secretKey: string;
  readonly iamUser: NamedPassword;
  /** Someone who may use other projects of the same account. */
  readonly otherUser: NamedPassword & { readonly accessKey: string; readonly secretKey: string };
  /** Ends open connections at once. */
  readonly stop: () => Promise<void>;
}

interface NamedPassword {
  readonly domain: string;
  readonly name: string;
  readonly password: string;
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
  const { explorer, auditor } = emulation.account.users;
  const app = createApp(emulation);
  // The globals `Request` and `Response` are left alone: the emulator also runs inside the editor's process.
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer({ maxHeaderSize }, (request, response) => void answer(request, response));
  await listen(server, options.port ?? 0);
  const { token, expiresAt } = firstToken(emulation, options);
  return {
    endpoint: `http://${loopback}:${(server.address() as AddressInfo).port}`,
    projectId: emulation.account.projects[0].id,
    token,
    tokenExpiresAt: new Date(expiresAt).toISOString(),
    accessKey: explorer.accessKey,
    secretKey: explorer.secretKey,
    iamUser: namedPassword(emulation, explorer),
    otherUser: { ...namedPassword(emulation, auditor), accessKey: auditor.accessKey, secretKey: auditor.secretKey },
    stop: () => close(server),
  };
}

function firstToken(emulation: Emulation, { token, tokenTtlSeconds }: EmulatorOptions): IssuedToken {
  const { account, tokens, tokenLifetimeMs } = emulation;
  // A token that the caller supplies never expires: nobody could renew that of the editor's samples.
  const lifetimeMs = token !== undefined && tokenTtlSeconds === undefined ? undefined : tokenLifetimeMs;
  return tokens.issue({ user: account.users.explorer, project: account.projects[0], lifetimeMs, token });
}

function namedPassword({ account }: Emulation, { name, password }: IamUser): NamedPassword {
  return { domain: account.domain.name, name, password };
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
