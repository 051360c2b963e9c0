import { onAbort } from '../../model/linkSignals';
import type { ServiceError } from '../../model/serviceError';
import { isWorthRetrying } from './errors';

/** Time, as an argument, so that tests need not wait. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number;
  /** Resolves after `ms`, or at once when the signal aborts; it never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      const timer = setTimeout(() => {
        unlink();
        resolve();
      }, ms);
      const unlink = onAbort(signal, () => {
        clearTimeout(timer);
        resolve();
      });
    }),
};

/** The first try included. */
export const maxTries = 4;

/** A server that asks for more patience than this is not waited for. */
export const longestRetryAfterMs = 30_000;

/** No try starts later than this after the first one. */
export const retryBudgetMs = 60_000;

const firstBackoffMs = 500;

export type Attempt<T> =
  | { readonly value: T }
  | {
      readonly error: ServiceError;
      /** What the response's `Retry-After` asks for. */
      readonly retryAfterMs?: number | undefined;
    };

export interface RetryOptions {
  readonly clock: Clock;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** Ends a wait. */
  readonly signal: AbortSignal;
  /** The first try included. */
  readonly maxTries: number;
  /** Called before each wait. */
  readonly onRetry: (error: ServiceError, tries: number, delayMs: number) => void;
}

/**
 * Tries until there is a value or a reason to stop. Only for requests that are safe to repeat.
 *
 * @throws {ServiceError} the last try's.
 */
export async function withRetries<T>(attempt: () => Promise<Attempt<T>>, options: RetryOptions): Promise<T> {
  const { clock, random, signal, onRetry } = options;
  const startedAt = clock.now();
  for (let tries = 1; ; tries++) {
    const result = await attempt();
    if ('value' in result) return result.value;
    const { error, retryAfterMs = 0 } = result;
    if (tries >= options.maxTries || !isWorthRetrying(error) || retryAfterMs > longestRetryAfterMs) throw error;
    const delayMs = Math.max(retryAfterMs, backoffMs(tries, random()));
    if (clock.now() - startedAt + delayMs > retryBudgetMs) throw error;
    onRetry(error, tries, delayMs);
    await clock.sleep(delayMs, signal);
  }
}

/** 500, 1,000, 2,000 ms, each shortened by up to a half so that clients do not come back together. */
function backoffMs(tries: number, random: number): number {
  return Math.round(firstBackoffMs * 2 ** (tries - 1) * (1 - random / 2));
}

/**
 * Reads `Retry-After`: seconds, or an HTTP date, which is compared with the server's own clock where the response has it.
 * Gives ms, or `undefined` for anything else.
 */
export function parseRetryAfter(text: string | undefined, serverNow: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/u.test(text.trim())) return Number(text) * 1000;
  // Date.parse alone makes a date of "-5".
  const time = /^[A-Z][a-z]{2}/u.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? undefined : Math.max(0, time - serverNow);
}
