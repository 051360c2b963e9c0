import { randomBytes } from 'node:crypto';
import type { SecretStore } from './secretStore';

export interface Project {
  readonly id: string;
  readonly name: string;
  readonly secrets: SecretStore;
}

/** The one account of the emulator, with its one user. */
export interface Account {
  readonly domain: { readonly id: string; readonly name: string };
  readonly user: { readonly id: string; readonly name: string; readonly password: string };
  readonly accessKey: string;
  readonly secretKey: string;
  readonly projects: readonly Project[];
}

/** A new account; its secrets are new with every start, its ids never change. */
export function createAccount(projects: readonly Project[]): Account {
  return {
    domain: { id: 'd78cbac186b744899480f25bd0224680', name: 'example-corp' },
    user: { id: '7116d09f88fa41908676fdd4b039e95b', name: 'explorer', password: randomText(16) },
    accessKey: randomText(20).toUpperCase(),
    secretKey: randomText(40),
    projects,
  };
}

export const projectIds = {
  region: '2a90c1f8e4d34b6c9a57d0e3b81f6c42',
  sandbox: '8e3b5d7f0c9a4126b1d84f2e6a7053c9',
} as const;

export interface IssuedToken {
  readonly token: string;
  /** `undefined` for a token of the whole account, which opens no project. */
  readonly projectId: string | undefined;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** The tokens given out. A new one does not end the older ones. */
export class Tokens {
  private readonly issued = new Map<string, IssuedToken>();

  constructor(private readonly now: () => number) {}

  issue(
    projectId: string | undefined,
    lifetimeMs: number,
    // Real ones are base64 of several KB, too, and begin in this way.
    token = `MII${randomBytes(3000).toString('base64')}`,
  ): IssuedToken {
    const issuedAt = this.now();
    const issued = { token, projectId, issuedAt, expiresAt: issuedAt + lifetimeMs };
    this.issued.set(token, issued);
    return issued;
  }

  find(token: string): IssuedToken | undefined {
    return this.issued.get(token);
  }
}

function randomText(length: number): string {
  return randomBytes(length * 2)
    .toString('base64')
    .replaceAll(/[^a-zA-Z0-9]/gu, '')
    .slice(0, length);
}
