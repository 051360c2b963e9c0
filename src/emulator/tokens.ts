import { randomBytes } from 'node:crypto';
import type { Project, User } from './account';

export interface IssuedToken {
  readonly token: string;
  readonly user: User;
  /** `undefined` for a token of the whole account, which opens no project. */
  readonly project: Project | undefined;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

interface TokenOrder {
  readonly user: User;
  readonly project: Project | undefined;
  /** `undefined` for a token that lasts as long as the emulator. */
  readonly lifetimeMs: number | undefined;
  /** In place of a random one. */
  readonly token?: string | undefined;
}

const never = Date.UTC(9999, 11, 31, 23, 59, 59);

/** The tokens given out. A new one does not end the older ones. */
export class Tokens {
  private readonly issued = new Map<string, IssuedToken>();

  constructor(private readonly now: () => number) {}

  issue({ user, project, lifetimeMs, token = randomToken() }: TokenOrder): IssuedToken {
    const issuedAt = this.now();
    const expiresAt = lifetimeMs === undefined ? never : issuedAt + lifetimeMs;
    const issued = { token, user, project, issuedAt, expiresAt };
    this.issued.set(token, issued);
    return issued;
  }

  /** Also finds tokens that have expired. */
  find(token: string): IssuedToken | undefined {
    return this.issued.get(token);
  }
}

/** Real ones are base64 of several KB, too, and begin in this way. */
function randomToken(): string {
  return `MII${randomBytes(3000).toString('base64')}`;
}
