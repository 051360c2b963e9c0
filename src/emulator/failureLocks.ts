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
