import type { Clock } from '../../src/csms/transport/retry';

/** Time passes only by sleeping, and sleeping takes no time. */
export class FakeClock implements Clock {
  readonly slept: number[] = [];
  #now = Date.parse('2026-11-24T10:00:00Z');

  now(): number {
    return this.#now;
  }

  sleep(ms: number): Promise<void> {
    this.slept.push(ms);
    this.#now += ms;
    return Promise.resolve();
  }
}
