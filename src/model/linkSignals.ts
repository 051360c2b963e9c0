/** Those who wait for one signal, behind one listener: Node 20 warns of a leak at the eleventh. */
class AbortListeners {
  readonly #listeners = new Set<() => void>();

  add(signal: AbortSignal, listener: () => void): void {
    if (this.#listeners.size === 0) signal.addEventListener('abort', this, { once: true });
    this.#listeners.add(listener);
  }

  remove(signal: AbortSignal, listener: () => void): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size === 0) signal.removeEventListener('abort', this);
  }

  handleEvent(): void {
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    for (const listener of listeners) listener();
  }
}

const listenersBySignal = new WeakMap<AbortSignal, AbortListeners>();

/**
 * Calls the listener once when the signal aborts, and at once when it already has. The listener must not be in use for
 * the same signal elsewhere. Gives the function that takes it back, which may be called at any time.
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  if (signal.aborted) {
    listener();
    return () => undefined;
  }
  const listeners = listenersBySignal.get(signal) ?? new AbortListeners();
  listenersBySignal.set(signal, listeners);
  listeners.add(signal, listener);
  return () => listeners.remove(signal, listener);
}

export interface LinkedSignal {
  readonly signal: AbortSignal;
  /** Aborts this signal alone. */
  readonly abort: (reason?: unknown) => void;
  /** Undoes the links, so that nothing is left on the signals. Whoever makes a link must call it. */
  readonly unlink: () => void;
}

/**
 * Makes a signal that aborts with the first of the others, for the same reason. It stands in for `AbortSignal.any`, which
 * never lets go of what it has linked on Node 20.
 */
export function linkSignals(...signals: readonly AbortSignal[]): LinkedSignal {
  const controller = new AbortController();
  const links = signals.map((signal) => onAbort(signal, () => controller.abort(signal.reason)));
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    unlink: () => links.forEach((unlink) => unlink()),
  };
}
