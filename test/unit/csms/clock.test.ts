import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { systemClock } from '../../../src/csms/clock';
import { failureOfSignature } from '../../../src/csms/clockSkew';
import { never } from './clientUnderTest';

const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

describe('the clock of the system', () => {
  it('sleeps as long as it is told', async () => {
    const began = performance.now();
    await systemClock.sleep(30, never);
    assert.ok(performance.now() - began >= 25);
    assert.ok(Math.abs(systemClock.now() - Date.now()) < 10_000);
  });

  it('wakes at an abort, and at once after one, and leaves no timer', async () => {
    await Promise.resolve(); // The test's own timer begins after its first step.
    const before = timers();
    await systemClock.sleep(1_000_000, AbortSignal.abort());
    const abort = new AbortController();
    const sleep = systemClock.sleep(1_000_000, abort.signal);
    assert.equal(timers(), before + 1);
    abort.abort();
    await sleep;
    assert.equal(timers(), before);
  });
});

describe('the refusal of a signature', () => {
  const now = Date.UTC(2026, 0, 1);
  const minute = 60_000;

  it('is a matter of clocks when they are more than a quarter of an hour apart', () => {
    for (const skewMs of [15 * minute + 1, -15 * minute - 1]) {
      const failure = failureOfSignature({ kind: 'unauthorized', reason: 'r' }, now + skewMs, now);
      assert.deepEqual(failure, { kind: 'clockSkew', reason: 'r', skewMs });
    }
  });

  it('is what it was otherwise', () => {
    for (const [kind, time] of [
      ['unauthorized', now + 15 * minute],
      ['unauthorized', now - 15 * minute],
      ['unauthorized', undefined],
      ['forbidden', now + 16 * minute],
    ] as const) {
      assert.deepEqual(failureOfSignature({ kind }, time, now), { kind });
    }
  });
});
