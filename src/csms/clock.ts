import { onAbort } from '../model/linkSignals';

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
