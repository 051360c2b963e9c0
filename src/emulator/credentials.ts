import { randomBytes } from 'node:crypto';
import { randomKeyPair, usableProjectIds } from './account';
import type { Account, IamProject, IamUser } from './account';

export interface IssuedToken {
  readonly token: string;
  readonly user: IamUser;
  /** `undefined` for a token of the whole account, which opens no project. */
  readonly project: IamProject | undefined;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

interface TokenOrder {
  readonly user: IamUser;
  readonly project: IamProject | undefined;
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

export interface AccessKey {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly user: IamUser;
  readonly projectIds: readonly string[];
  /** Only of temporary keys: they are of use together with it, and until they expire. */
  readonly session?: { readonly securityToken: string; readonly expiresAt: number };
}

type TemporaryKey = AccessKey & Required<Pick<AccessKey, 'session'>>;

/** The permanent keys of the users and the temporary ones given out. */
export class AccessKeys {
  private readonly keys = new Map<string, AccessKey>();

  constructor(
    account: Account,
    private readonly now: () => number,
  ) {
    for (const user of Object.values(account.users)) {
      const { accessKey, secretKey } = user;
      this.keys.set(accessKey, { accessKey, secretKey, user, projectIds: usableProjectIds(account, user) });
    }
  }

  /** Also finds temporary keys that have expired. */
  find(accessKey: string): AccessKey | undefined {
    return this.keys.get(accessKey);
  }

  issueTemporary(user: IamUser, projectIds: readonly string[], lifetimeMs: number): TemporaryKey {
    const session = { securityToken: randomBytes(600).toString('base64url'), expiresAt: this.now() + lifetimeMs };
    const key = { ...randomKeyPair(), user, projectIds, session };
    this.keys.set(key.accessKey, key);
    return key;
  }
}

interface LockPolicy {
  /** How many failures lock. */
  readonly failures: number;
  /** Older failures do not count. */
  readonly windowMs: number;
  readonly lockMs: number;
}

/** Locks a user or an access key for a time after failures in a row. */
export class FailureLocks {
  /** When each failure since the last success was. */
  private readonly failures = new Map<string, readonly number[]>();
  private readonly lockedUntil = new Map<string, number>();

  constructor(
    private readonly policy: LockPolicy,
    private readonly now: () => number,
  ) {}

  locked(id: string): boolean {
    return this.now() < (this.lockedUntil.get(id) ?? -Infinity);
  }

  addFailure(id: string): void {
    const { failures, windowMs, lockMs } = this.policy;
    const now = this.now();
    const recent = [...(this.failures.get(id) ?? []).filter((time) => now - time < windowMs), now];
    this.failures.set(id, recent);
    if (recent.length < failures) return;
    this.clear(id);
    this.lockedUntil.set(id, now + lockMs);
  }

  clear(id: string): void {
    this.failures.delete(id);
  }
}
