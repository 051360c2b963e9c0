import type { ServiceError } from '../model/serviceError';

/**
 * Ends the use of an access key at its first refusal: the service locks a key for five minutes after more than five in
 * a row. What is under way may finish; whatever waits or comes later meets the same refusal without being sent, until a
 * person asks for another try.
 */
export class KeyGuard {
  #refused = new AbortController();
  #refusal: ServiceError | undefined;

  /** The first one. */
  get refusal(): ServiceError | undefined {
    return this.#refusal;
  }

  /** Aborts with the first refusal. */
  get signal(): AbortSignal {
    return this.#refused.signal;
  }

  /** Lets the key be used once more, since a person asks for it. */
  forgive(): void {
    if (this.#refusal === undefined) return;
    this.#refusal = undefined;
    this.#refused = new AbortController();
  }

  /** Hears of every error of a request that the key signed. */
  heed(error: ServiceError): void {
    if (this.#refusal !== undefined || (error.kind !== 'unauthorized' && error.kind !== 'clockSkew')) return;
    this.#refusal = error;
    this.#refused.abort();
  }
}
