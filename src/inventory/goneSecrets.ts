import type { Secret } from '../model/secret';
import type { Inventory } from './inventory';
import { idKey, SecretIndex } from './secretIndex';

export interface GoneSecret {
  readonly secret: Secret;
  /** Ms since 1970-01-01 UTC: when a whole list no longer held it. */
  readonly noticedAt: number;
}

/**
 * Remembers secrets of the current connection that were there and are not any more, so that a document that names one
 * can be told from a document that names anything else.
 */
export class GoneSecrets {
  readonly #gone = new Map<string, GoneSecret>();
  readonly #subscription: { dispose(): void };
  #before = SecretIndex.empty;

  constructor(inventory: Inventory) {
    this.#subscription = inventory.onDidChange(({ index, completeness, loadedAt, unreadable, unsettled, missing }) => {
      if (completeness === 'none') this.#gone.clear();
      // A row that could not be read may be the one that is missed.
      const isSure = completeness === 'whole' && unreadable.length === 0 && !unsettled && missing === 0;
      if (isSure && index !== this.#before) this.#compare(index, loadedAt ?? 0);
      if (isSure || completeness === 'none') this.#before = index;
    });
  }

  /** Finds an id in any letter case. */
  byId(id: string): GoneSecret | undefined {
    return this.#gone.get(idKey(id));
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #compare(index: SecretIndex, noticedAt: number): void {
    for (const secret of this.#before.unsorted) {
      if (index.byId(secret.id) === undefined) this.#gone.set(idKey(secret.id), { secret, noticedAt });
    }
    for (const id of this.#gone.keys()) if (index.byId(id) !== undefined) this.#gone.delete(id);
  }
}
