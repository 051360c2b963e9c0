export type ChangeEvent<T> = (listener: (value: T) => void) => { dispose(): void };

/**
 * Tells listeners of a change. Its event has the shape of `vscode.Event`, so that this room needs no editor.
 *
 * Every listener hears every value, in the order in which they were fired, also when a listener fires or throws. What a
 * listener throws is reported as an uncaught exception; it does not reach the one who fired.
 */
export class ChangeEmitter<T> {
  readonly #listeners = new Set<{ readonly hear: (value: T) => void }>();
  readonly #queue: T[] = [];

  readonly event: ChangeEvent<T> = (hear) => {
    const listener = { hear };
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  };

  fire(value: T): void {
    this.#queue.push(value);
    if (this.#queue.length > 1) return; // The outer call delivers it, after what it is delivering now.
    for (let next = this.#queue[0]; next !== undefined; this.#queue.shift(), next = this.#queue[0]) this.#deliver(next);
  }

  dispose(): void {
    this.#listeners.clear();
  }

  #deliver(value: T): void {
    for (const listener of [...this.#listeners]) {
      if (!this.#listeners.has(listener)) continue;
      try {
        listener.hear(value);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
