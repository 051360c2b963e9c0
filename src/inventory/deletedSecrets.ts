import type { Secret } from '../model/secret';
import type { Inventory } from './inventory';
import { idKey, SecretIndex } from './secretIndex';

export interface DeletedSecret {
  readonly secret: Secret;
  /** Ms since 1970-01-01 UTC: when a whole list no longer held it. */
  readonly noticedAt: number;
}

/**
 * Remembers secrets of a project that were there and are not any more, so that a document that names one can be told
 * from a document that names anything else.
 */
export class DeletedSecrets {
  readonly #deleted = new Map<string, DeletedSecret>();
  readonly #subscription: { dispose(): void };
  #before = SecretIndex.empty;

  constructor(inventory: Inventory) {
    this.#subscription = inventory.onDidChange(({ index, rows, loadedAt, doubts }) => {
      // A row that could not be read may be the one that is missed.
      const isSure = rows === 'whole' && doubts.length === 0;
      if (isSure && index !== this.#before) this.#compare(index, loadedAt ?? 0);
      if (isSure) this.#before = index;
    });
  }

  /** Finds an id in any letter case. */
  byId(id: string): DeletedSecret | undefined {
    return this.#deleted.get(idKey(id));
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #compare(index: SecretIndex, noticedAt: number): void {
    for (const secret of this.#before.unsorted) {
      if (index.byId(secret.id) === undefined) this.#deleted.set(idKey(secret.id), { secret, noticedAt });
    }
    for (const id of this.#deleted.keys()) if (index.byId(id) !== undefined) this.#deleted.delete(id);
  }
}
