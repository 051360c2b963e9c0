import type { Account, User } from './account';
import { FailureLocks } from './failureLocks';
import { unauthorized } from './identityGuard';
import { refersTo } from './tokenRequest';
import type { GivenUser } from './tokenRequest';

const quarterHourMs = 15 * 60 * 1000;

/**
 * What an account has when nobody changed its policy. Source: Huawei Cloud, "IAM User Guide", chapter "Login
 * Authentication Policy"; the answer of a locked user is in the IAM FAQ, "Why Is My Account Locked?".
 */
const policy = { failures: 5, windowMs: quarterHourMs, lockMs: quarterHourMs };

/** Finds the user of a name and password. */
export class PasswordCheck {
  private readonly locks: FailureLocks;

  constructor(
    private readonly account: Account,
    now: () => number,
  ) {
    this.locks = new FailureLocks(policy, now);
  }

  /** @throws {Refusal} */
  check({ name, password, domain }: GivenUser): User {
    const { users, domain: ownDomain } = this.account;
    const user = refersTo(domain, ownDomain) && Object.values(users).find((candidate) => candidate.name === name);
    if (!user) throw unauthorized('The username or password is wrong.');
    if (this.locks.locked(user.id)) throw unauthorized('The account is locked.');
    if (password !== user.password) {
      this.locks.addFailure(user.id);
      throw unauthorized('The username or password is wrong.');
    }
    this.locks.clear(user.id);
    return user;
  }
}
