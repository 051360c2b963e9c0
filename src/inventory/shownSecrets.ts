import type { SecretFilter } from '../model/secretFilter';
import { noFilter } from '../model/secretFilter';
import type { SecretSource } from '../model/secretPage';
import { isServiceError } from '../model/serviceError';
import { ChangeEmitter, type ChangeEvent } from './changeEmitter';
import type { Inventory, InventoryState } from './inventory';

/**
 * What the tree shows: everything, or what the service gives for a filter. The two are kept apart, so that search and
 * look-ups see all secrets while a filter is on.
 */
export class ShownSecrets {
  readonly #whole: Inventory;
  readonly #filtered: Inventory;
  readonly #changes = new ChangeEmitter<InventoryState>();
  readonly #subscriptions: readonly { dispose(): void }[];
  #source: SecretSource | undefined;
  #filter: SecretFilter | undefined;
  #counting: AbortController | undefined;
  #counted: number | undefined;

  readonly onDidChange: ChangeEvent<InventoryState> = this.#changes.event;

  constructor(whole: Inventory, filtered: Inventory) {
    this.#whole = whole;
    this.#filtered = filtered;
    this.#subscriptions = [whole, filtered].map((inventory) => inventory.onDidChange(() => this.#fire(inventory)));
  }

  get state(): InventoryState {
    return this.#shown.state;
  }

  /** The filter that is on. */
  get filter(): SecretFilter | undefined {
    return this.#filter;
  }

  /** How many secrets there are without the filter, as far as known. */
  get total(): number | undefined {
    const { completeness, index, expected } = this.#whole.state;
    return completeness === 'whole' ? index.size : (this.#counted ?? expected);
  }

  /** Replaces source and filter, and clears at once: no row of the old ones is shown under the new. Loads nothing. */
  connect(source: SecretSource | undefined, filter: SecretFilter | undefined): void {
    this.#source = source;
    this.#counted = undefined;
    this.#whole.connect(source);
    this.setFilter(filter);
  }

  /** `undefined` shows everything. */
  setFilter(filter: SecretFilter | undefined): void {
    this.#counting?.abort();
    this.#filter = filter;
    this.#filtered.connect(filter && this.#source, filter);
    this.#changes.fire(this.state);
  }

  async load(): Promise<void> {
    if (this.#filter) void this.#countAll();
    await this.#shown.load();
  }

  /** Loads anew what is shown; what search reads too, if it was loaded. */
  async refresh(): Promise<void> {
    const also = this.#filter && this.#whole.state.completeness !== 'none' ? this.#whole.refresh() : undefined;
    await Promise.all([this.#shown.refresh(), also]);
  }

  cancel(): void {
    this.#shown.cancel();
  }

  dispose(): void {
    this.#counting?.abort();
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changes.dispose();
  }

  get #shown(): Inventory {
    return this.#filter ? this.#filtered : this.#whole;
  }

  #fire(inventory: Inventory): void {
    // While a filter is on, the whole inventory changes only the total.
    if (inventory === this.#shown || this.#filter) this.#changes.fire(this.state);
  }

  /** "37 of 1,204" is worth one small request, and not worth a failure. */
  async #countAll(): Promise<void> {
    if (this.total !== undefined || !this.#source) return;
    const counting = new AbortController();
    this.#counting = counting;
    try {
      const total = await this.#source.count(noFilter, counting.signal);
      if (counting.signal.aborted) return;
      this.#counted = total;
      this.#changes.fire(this.state);
    } catch (error) {
      if (!isServiceError(error)) throw error;
    }
  }
}
