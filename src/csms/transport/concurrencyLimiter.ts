import { onAbort } from '../../model/linkSignals';

/** Lets at most `maxRunning()` tasks run at once; the others wait in order. A new number holds for the next task. */
export class ConcurrencyLimiter {
  readonly #maxRunning: () => number;
  readonly #waiting = new Set<() => void>();
  #running = 0;

  constructor(maxRunning: () => number) {
    this.#maxRunning = maxRunning;
  }

  /**
   * Runs the task as soon as it may. A task whose signal aborts while it waits runs out of turn: it looks at the signal
   * before it does anything, so that cancellation is reported in one place.
   */
  async run<T>(task: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const isAdmitted = await this.#enter(signal);
    try {
      return await task();
    } finally {
      if (isAdmitted) this.#leave();
    }
  }

  async #enter(signal: AbortSignal): Promise<boolean> {
    if (this.#running < this.#maxRunning()) {
      this.#running++;
      return true;
    }
    return new Promise((resolve) => {
      const admit = (): void => {
        this.#waiting.delete(admit);
        unlink();
        resolve(true);
      };
      this.#waiting.add(admit);
      const unlink = onAbort(signal, () => {
        this.#waiting.delete(admit);
        resolve(false);
      });
    });
  }

  /** Hands the place on to the first in the queue, so that no newcomer takes it in between. */
  #leave(): void {
    const [admit] = this.#waiting;
    if (admit) admit();
    else this.#running--;
  }
}
