import { linkSignals } from '../model/linkSignals';

/** Ends calls when their own signal aborts, or all of them at once. */
export class OngoingCalls {
  readonly #disposed = new AbortController();

  async during<T>(signal: AbortSignal, task: (callSignal: AbortSignal) => Promise<T>): Promise<T> {
    const call = linkSignals(signal, this.#disposed.signal);
    try {
      return await task(call.signal);
    } finally {
      call.unlink();
    }
  }

  /** Cancels the calls under way, and later ones as they come. */
  cancelAll(): void {
    this.#disposed.abort();
  }
}
