export type ChangeEvent<T> = (listener: (value: T) => void) => { dispose(): void };

/**
 * Calls listeners when something changed. Its event has the shape of `vscode.Event`, so that this layer needs no editor.
 *
 * Every listener gets every value, in the order in which they were fired, also when a listener fires or throws. What a
 * listener throws is reported as an uncaught exception; it does not reach the one who fired.
 */
export class ChangeEmitter<T> {
  readonly #listeners = new Set<{ readonly notify: (value: T) => void }>();
  #waiting: T[] = [];
  #isDelivering = false;

  readonly event: ChangeEvent<T> = (notify) => {
    const listener = { notify };
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  };

  fire(value: T): void {
    this.#waiting.push(value);
    if (this.#isDelivering) return; // A listener fires: its value comes after the one being delivered.
    this.#isDelivering = true;
    for (const next of this.#waiting) this.#deliver(next);
    this.#waiting = [];
    this.#isDelivering = false;
  }

  dispose(): void {
    this.#listeners.clear();
  }

  #deliver(value: T): void {
    for (const listener of [...this.#listeners]) {
      if (!this.#listeners.has(listener)) continue;
      try {
        listener.notify(value);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
