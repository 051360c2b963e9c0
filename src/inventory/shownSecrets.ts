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
  #counting: { readonly controller: AbortController; readonly done: Promise<void> } | undefined;
  #counted: number | undefined;
  /** The whole inventory is read anew because of a refresh here, and not for search. */
  #refreshingWhole = false;

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
    this.#counted = undefined;
    this.#source = source;
    // The whole inventory tells of its change at once: by then nothing of the old source may be on show.
    this.#filter = undefined;
    this.#whole.connect(source);
    this.setFilter(filter);
  }

  /** `undefined` shows everything. */
  setFilter(filter: SecretFilter | undefined): void {
    this.#stopCounting();
    this.#filter = filter;
    this.#filtered.connect(filter && this.#source, filter);
    this.#changes.fire(this.state);
  }

  /** Resolves when what is shown is loaded, and with a filter the total is counted. Rejects only for a defect. */
  async load(): Promise<void> {
    await Promise.all([this.#shown.load(), this.total === undefined ? this.#count() : undefined]);
  }

  /** Loads anew what is shown; what search reads too, if it was loaded, or else the total. */
  async refresh(): Promise<void> {
    if (!this.#filter) return this.#shown.refresh();
    const isWholeLoaded = this.#whole.state.completeness !== 'none';
    await Promise.all([this.#shown.refresh(), isWholeLoaded ? this.#refreshWhole() : this.#count()]);
  }

  cancel(): void {
    this.#stopCounting();
    this.#shown.cancel();
    if (this.#refreshingWhole) this.#whole.cancel();
  }

  dispose(): void {
    this.#stopCounting();
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

  async #refreshWhole(): Promise<void> {
    if (this.#whole.state.loading) return this.#whole.load();
    this.#refreshingWhole = true;
    try {
      await this.#whole.refresh();
    } finally {
      this.#refreshingWhole = false;
    }
  }

  /** Asks for the total beside a filter; callers share one question. */
  async #count(): Promise<void> {
    const source = this.#source;
    if (!this.#filter || !source) return;
    if (!this.#counting) {
      const controller = new AbortController();
      const counting = { controller, done: this.#askForTotal(source, controller.signal) };
      this.#counting = counting;
    }
    await this.#counting.done;
  }

  /** "37 of 1,204" is worth one small request, and not worth telling of a failure. */
  async #askForTotal(source: SecretSource, signal: AbortSignal): Promise<void> {
    try {
      const total = await source.count(noFilter, signal);
      if (signal.aborted) return;
      this.#counting = undefined;
      this.#counted = total;
      this.#changes.fire(this.state);
    } catch (error) {
      if (signal.aborted) return; // Whoever aborted needs no answer.
      this.#counting = undefined;
      if (!isServiceError(error)) throw error;
    }
  }

  #stopCounting(): void {
    this.#counting?.controller.abort();
    this.#counting = undefined;
  }
}
