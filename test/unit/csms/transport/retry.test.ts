import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import {
  type Attempt,
  maxTries,
  parseRetryAfter,
  systemClock,
  withRetries,
} from '../../../../src/csms/transport/retry';
import { isServiceError, ServiceError, type ServiceErrorDetails } from '../../../../src/model/serviceError';
import { FakeClock } from '../../../support/fakeClock';
import { never } from '../clientUnderTest';

type Facts = Omit<ServiceErrorDetails, 'operation'>;

const timeout: Facts = { kind: 'timeout' };

const throttled: Facts = { kind: 'throttled' };

/** Fails as told, then again with the last of it. */
async function delaysOf(facts: Facts, options: { retryAfterMs?: number; random?: number; tryMs?: number } = {}) {
  const clock = new FakeClock();
  const attempt = (): Promise<Attempt<never>> => {
    void clock.sleep(options.tryMs ?? 0);
    clock.slept.pop();
    const error = new ServiceError({ operation: 'Test', ...facts });
    return Promise.resolve({ error, retryAfterMs: options.retryAfterMs });
  };
  const run = withRetries(attempt, {
    clock,
    random: () => options.random ?? 0,
    signal: never,
    maxTries,
    onRetry: () => undefined,
  });
  await assert.rejects(run, (error) => isServiceError(error, facts.kind));
  return clock.slept;
}

describe('Retries', () => {
  for (const [what, facts, options, delays] of [
    ['come at most three times, with doubled delays', timeout, {}, [500, 1000, 2000]],
    ['are shortened by up to a half at random', timeout, { random: 0.5 }, [375, 750, 1500]],
    [
      'wait as long as the server asks, and no shorter than usual',
      throttled,
      { retryAfterMs: 1500 },
      [1500, 1500, 2000],
    ],
    ['do not wait for a server that asks for more than 30 seconds', throttled, { retryAfterMs: 30_001 }, []],
    ['stop when tries have taken a minute', timeout, { tryMs: 30_000 }, [500]],
    ['stop when waits would take more than a minute', throttled, { retryAfterMs: 29_000 }, [29_000, 29_000]],
  ] as const) {
    it(what, async () => assert.deepEqual(await delaysOf(facts, options), delays));
  }

  it('follow a connection that broke', async () => {
    const passing = ['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'ERR_STREAM_PREMATURE_CLOSE'];
    for (const reason of passing) assert.equal((await delaysOf({ kind: 'network', reason })).length, 3, reason);
  });

  for (const facts of [
    { kind: 'rejected', status: 400 },
    { kind: 'unauthorized', status: 401 },
    { kind: 'forbidden', status: 403 },
    { kind: 'notFound', status: 404 },
    { kind: 'unauthorized', status: 500 },
    { kind: 'network', reason: 'ENOTFOUND' },
    { kind: 'certificate', reason: 'CERT_HAS_EXPIRED' },
    { kind: 'cancelled' },
    { kind: 'unreadable' },
  ] satisfies Facts[]) {
    it(`never follow what will fail again: ${Object.values(facts).join(' ')}`, async () => {
      assert.deepEqual(await delaysOf(facts), []);
    });
  }
});

describe('Retry-After', () => {
  const serverNow = Date.parse('2026-11-24T10:00:00Z');
  for (const [text, expected] of [
    ['7', 7000],
    ['0', 0],
    [' 12 ', 12_000],
    ['Tue, 24 Nov 2026 10:00:09 GMT', 9000],
    ['Tue, 24 Nov 2026 09:00:00 GMT', 0],
    ['-5', undefined],
    ['1.5', undefined],
    ['1'.repeat(10), undefined],
    ['1 Nov 2026', undefined],
    ['Fr 24 Nov 2026', undefined],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ] as const) {
    it(`is read in both forms and otherwise ignored: ${text}`, () => {
      assert.equal(parseRetryAfter(text, serverNow), expected);
    });
  }
});

describe('the clock of the system', () => {
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

  it('sleeps as long as it is told', async () => {
    const began = performance.now();
    await systemClock.sleep(30, never);
    assert.ok(performance.now() - began >= 25);
    assert.ok(Math.abs(systemClock.now() - Date.now()) < 10_000);
  });

  it('wakes at an abort, and at once after one, and leaves no timer and no listener', async () => {
    await Promise.resolve(); // The test's own timer begins after its first step.
    const before = timers();
    await systemClock.sleep(1_000_000, AbortSignal.abort());
    const abort = new AbortController();
    const sleep = systemClock.sleep(1_000_000, abort.signal);
    assert.equal(timers(), before + 1);
    abort.abort();
    await sleep;
    assert.equal(timers(), before);
    const { signal } = new AbortController();
    await systemClock.sleep(1, signal);
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });
});
