/**
 * Ends calls when their own signal aborts, or all of them at once.
 *
 * However many calls share a signal, it gets one listener: Node 20 warns of a leak at the eleventh.
 */
export class OngoingCalls {
  readonly #bySignal = new Map<AbortSignal, Group>();
  #cancelled = false;

  async during<T>(signal: AbortSignal, task: (callSignal: AbortSignal) => Promise<T>): Promise<T> {
    const call = new AbortController();
    if (signal.aborted || this.#cancelled) call.abort();
    const group = this.#join(signal, call);
    try {
      return await task(call.signal);
    } finally {
      this.#leave(signal, call, group);
    }
  }

  /** Cancels the calls under way, and later ones as they come. */
  cancelAll(): void {
    this.#cancelled = true;
    for (const { abort } of this.#bySignal.values()) abort();
  }

  #join(signal: AbortSignal, call: AbortController): Group {
    const group = this.#bySignal.get(signal) ?? this.#open(signal);
    group.calls.add(call);
    return group;
  }

  #open(signal: AbortSignal): Group {
    const calls = new Set<AbortController>();
    const abort = (): void => {
      for (const call of calls) call.abort();
    };
    const group = { calls, abort };
    signal.addEventListener('abort', abort);
    this.#bySignal.set(signal, group);
    return group;
  }

  #leave(signal: AbortSignal, call: AbortController, { calls, abort }: Group): void {
    calls.delete(call);
    if (calls.size > 0) return;
    signal.removeEventListener('abort', abort);
    this.#bySignal.delete(signal);
  }
}

interface Group {
  readonly calls: Set<AbortController>;
  readonly abort: () => void;
}
