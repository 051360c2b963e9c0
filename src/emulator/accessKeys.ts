import { randomBytes } from 'node:crypto';
import { usableProjectIds } from './account';
import type { Account, User } from './account';
import { randomText } from './randomText';

export interface AccessKey {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly user: User;
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

  issueTemporary(user: User, projectIds: readonly string[], lifetimeMs: number): TemporaryKey {
    const key = {
      accessKey: randomText(20).toUpperCase(),
      secretKey: randomText(40),
      user,
      projectIds,
      session: { securityToken: randomBytes(600).toString('base64url'), expiresAt: this.now() + lifetimeMs },
    };
    this.keys.set(key.accessKey, key);
    return key;
  }
}
