/** Lets a number of requests through in each second. */
export class Throttle {
  private windowStart = -Infinity;
  private used = 0;

  constructor(
    private readonly perSecond: number,
    private readonly now: () => number,
  ) {}

  /** @returns whether one more request is let through now */
  admit(): boolean {
    if (this.now() - this.windowStart >= 1000) {
      this.windowStart = this.now();
      this.used = 0;
    }
    this.used += 1;
    return this.used <= this.perSecond;
  }
}
