/** Lets at most `maxRunning` tasks run at once; the others wait in order. */
export class ConcurrencyLimiter {
  readonly #maxRunning: number;
  readonly #waiting = new Set<() => void>();
  #running = 0;

  constructor(maxRunning: number) {
    this.#maxRunning = maxRunning;
  }

  /**
   * Runs the task as soon as there is room. When the signal aborts while it waits, the task runs at once, out of turn:
   * it looks at the signal first, so there is one place that says what cancellation looks like.
   */
  async run<T>(task: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const gotRoom = this.#running < this.#maxRunning || (await this.#roomOrAbort(signal));
    if (!gotRoom) return task();
    this.#running++;
    try {
      return await task();
    } finally {
      this.#running--;
      this.#admitNext();
    }
  }

  #roomOrAbort(signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const leave = (gotRoom: boolean): void => {
        this.#waiting.delete(admit);
        signal.removeEventListener('abort', giveUp);
        resolve(gotRoom);
      };
      const admit = (): void => leave(true);
      const giveUp = (): void => leave(false);
      this.#waiting.add(admit);
      if (signal.aborted) giveUp();
      else signal.addEventListener('abort', giveUp);
    });
  }

  #admitNext(): void {
    const [admit] = this.#waiting;
    admit?.();
  }
}
