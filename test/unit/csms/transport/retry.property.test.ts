import fc from 'fast-check';
import assert from 'node:assert/strict';
import {
  type Attempt,
  longestRetryAfterMs,
  maxTries,
  parseRetryAfter,
  retryBudgetMs,
  withRetries,
} from '../../../../src/csms/transport/retry';
import { ServiceError, type ServiceErrorKind } from '../../../../src/model/serviceError';
import { FakeClock } from '../../../support/fakeClock';

/** Nothing of these may ever be repeated. */
const final: ReadonlySet<ServiceErrorKind> = new Set<ServiceErrorKind>([
  ...(['cancelled', 'certificate', 'redirect', 'unauthorized', 'clockSkew'] as const),
  ...(['forbidden', 'notFound', 'rejected', 'unreadable', 'tooLarge'] as const),
]);

const kinds: readonly ServiceErrorKind[] = [...final, 'timeout', 'network', 'throttled', 'unavailable'];
const failure = fc.record({
  kind: fc.oneof(fc.constantFrom(...kinds), fc.constantFrom<ServiceErrorKind>('timeout', 'throttled')),
  status: fc.constantFrom(200, 400, 401, 403, 404, 429, 500, 501, 502, 503, 504),
  reason: fc.constantFrom('ECONNRESET', 'ENOTFOUND', 'EPIPE', 'EAI_AGAIN'),
  retryAfterMs: fc.option(fc.nat(40_000), { nil: undefined }),
  tookMs: fc.nat(40_000),
});

describe('Retries, whatever fails', () => {
  it('end within the tries and the time that are promised, and never repeat what is final', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(failure, { maxLength: 6 }),
        fc.integer({ min: 1, max: maxTries }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        async (failures, most, random) => {
          const clock = new FakeClock();
          const startedAt = clock.now();
          const begins: number[] = [];
          const attempt = async (): Promise<Attempt<string>> => {
            const failed = failures[begins.length];
            begins.push(clock.now() - startedAt);
            if (!failed) return { value: 'done' };
            const { tookMs, retryAfterMs, ...facts } = failed;
            await clock.sleep(tookMs);
            return { error: new ServiceError({ operation: 'test', ...facts }), retryAfterMs };
          };
          const { signal } = new AbortController();
          const options = { clock, random: () => random, signal, maxTries: most, onRetry: () => undefined };
          const outcome = await withRetries(attempt, options).catch((error: unknown) => error);
          assert.ok(begins.length <= most);
          assert.ok(begins.every((ms) => ms <= retryBudgetMs));
          assert.ok(outcome === 'done' || outcome instanceof ServiceError);
          for (const { kind, retryAfterMs = 0 } of failures.slice(0, begins.length - 1)) {
            assert.ok(!final.has(kind) && retryAfterMs <= longestRetryAfterMs, kind);
          }
        },
      ),
    );
  });

  it('read any Retry-After as a time to wait or as nothing', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...Array.from('0123456789 -+.e')) }),
      fc.date().map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    );
    fc.assert(
      fc.property(text, fc.nat(), (header, now) => {
        const ms = parseRetryAfter(header, now);
        assert.ok(ms === undefined || (Number.isFinite(ms) && ms >= 0), String(ms));
      }),
    );
  });
});
