import { displayText } from '../model/displayText';
import { maxPageSize } from '../model/limits';
import type { Logger } from '../model/logger';
import type { SecretFilter } from '../model/secretFilter';
import type { SecretSource, UnreadableRow } from '../model/secretPage';
import { isServiceError, ServiceError } from '../model/serviceError';
import { ChangeEmitter, type ChangeEvent } from './changeEmitter';
import { listAllSecrets, type Listing, type ListingProgress } from './listAllSecrets';
import { SecretIndex } from './secretIndex';

export interface InventoryState {
  readonly index: SecretIndex;
  /**
   * - `none`: nothing loaded yet.
   * - `partial`: more is to come, or the load was ended.
   * - `whole`: everything that the service had at `loadedAt`, as far as `unsettled`, `missing` and `unreadable` do not say
   *   otherwise.
   */
  readonly completeness: 'none' | 'partial' | 'whole';
  readonly loading: boolean;
  /** Rows that the running or last load received. Starts anew when the list has to be read again. */
  readonly received: number;
  /** What the service says is the total. */
  readonly expected: number | undefined;
  /** Why the last load failed. Stays until a load succeeds. */
  readonly failure: ServiceError | undefined;
  /** The last load was ended by the user. */
  readonly cancelled: boolean;
  readonly unreadable: readonly UnreadableRow[];
  /** The list changed while it was read and did not come to rest within the passes tried: rows may be missing. */
  readonly unsettled: boolean;
  /** How many more secrets the service states than it listed, however often it was asked. */
  readonly missing: number;
  /** Ms since 1970-01-01 UTC: when the rows were complete, or when the last page of partial ones came. */
  readonly loadedAt: number | undefined;
}

export interface InventoryOptions {
  readonly clock: { now(): number };
  readonly logger: Logger;
  /** Rows a request, 1 to 1000. */
  readonly pageSize?: number;
  readonly maxConcurrentPages?: () => number;
}

interface Load {
  readonly controller: AbortController;
  /** There are no older rows to keep, so rows show as they come. */
  readonly growing: boolean;
  progress: ListingProgress | undefined;
  done: Promise<void>;
}

const nothingLoaded: InventoryState = {
  index: SecretIndex.empty,
  completeness: 'none',
  loading: false,
  received: 0,
  expected: undefined,
  failure: undefined,
  cancelled: false,
  unreadable: [],
  unsettled: false,
  missing: 0,
  loadedAt: undefined,
};

/** How many rows that could not be read are named in the log. */
const maxLoggedRows = 100;

/** Owns what is known of the secrets of one source and filter. Surfaces read `state` and keep no copies. */
export class Inventory {
  readonly #source: SecretSource;
  readonly #filter: SecretFilter;
  readonly #options: InventoryOptions;
  readonly #changes = new ChangeEmitter<InventoryState>();
  #state = nothingLoaded;
  #running: Load | undefined;
  #isDisposed = false;

  readonly onDidChange: ChangeEvent<InventoryState> = this.#changes.event;

  constructor(source: SecretSource, filter: SecretFilter, options: InventoryOptions) {
    this.#source = source;
    this.#filter = filter;
    this.#options = options;
  }

  get state(): InventoryState {
    return this.#state;
  }

  /** Nothing was loaded yet, and no load failed or was cancelled: then only a person starts another one. */
  get canStart(): boolean {
    const { completeness, loading, failure, cancelled } = this.#state;
    return completeness === 'none' && !loading && failure === undefined && !cancelled;
  }

  /**
   * Loads if nothing is loaded, and resolves when that load has ended; callers share one load. Partial rows that a failed
   * or cancelled load left behind count as loaded: `refresh` reads them anew.
   *
   * Never rejects for a `ServiceError`: that becomes `state.failure`.
   */
  async load(): Promise<void> {
    if (this.#state.completeness === 'whole') return;
    if (this.#state.completeness === 'none') await this.refresh();
    else await this.#running?.done;
  }

  /** Loads anew and keeps the old rows until the new ones are complete. Resolves and is shared as `load` is. */
  async refresh(): Promise<void> {
    if (this.#isDisposed) return;
    if (this.#running === undefined) {
      const growing = this.#state.completeness === 'none';
      const load: Load = { controller: new AbortController(), growing, progress: undefined, done: Promise.resolve() };
      this.#running = load;
      load.done = this.#run(load);
      this.#change({ loading: true, received: 0, expected: undefined, cancelled: false });
    }
    await this.#running.done;
  }

  /** Ends the running load. The first load leaves the rows received so far, a refresh the old ones. */
  cancel(): void {
    const load = this.#abandon();
    if (load !== undefined) this.#change({ ...this.#rowsSoFar(load), loading: false, cancelled: true });
  }

  /** Ends the running load and tells nobody: no answer of it is shown any more. */
  dispose(): void {
    this.#isDisposed = true;
    this.#abandon();
    this.#changes.dispose();
  }

  async #run(load: Load): Promise<void> {
    const { signal } = load.controller;
    const { clock, logger, pageSize = maxPageSize, maxConcurrentPages = () => 8 } = this.#options;
    const startedAt = clock.now();
    try {
      const listing = await listAllSecrets(this.#source, this.#filter, {
        pageSize,
        maxConcurrentPages: maxConcurrentPages(),
        signal,
        onProgress: (progress) => this.#showProgress(load, progress),
      });
      if (signal.aborted) return;
      this.#running = undefined;
      logListing(logger, listing, clock.now() - startedAt);
      this.#showListing(listing);
    } catch (error) {
      if (signal.aborted) return; // Whoever aborted has set the state.
      this.#running = undefined;
      this.#change({ ...this.#rowsSoFar(load), loading: false, ...endOf(error) });
      if (!isServiceError(error)) throw error;
      logger.warn(`Loading secrets ended: ${error.message}`);
    }
  }

  #showProgress(load: Load, progress: ListingProgress): void {
    load.progress = progress;
    const { received, expected, listed, pass } = progress;
    const shown = this.#state.index.size;
    // An index of the rows so far costs time in proportion to them. One at every doubling keeps the sum below twice the last.
    const isWorthAnIndex =
      this.#state.completeness === 'none' || listed.found.size >= 2 * shown || (pass > 1 && listed.found.size > shown);
    this.#change({ received, expected, ...(isWorthAnIndex ? this.#rowsSoFar(load) : {}) });
  }

  #rowsSoFar({ growing, progress }: Load): Partial<InventoryState> {
    if (!growing || progress === undefined) return {};
    const { found, unreadable } = progress.listed;
    return {
      index: SecretIndex.takeOver(new Map(found)),
      completeness: 'partial',
      unreadable,
      loadedAt: this.#options.clock.now(),
    };
  }

  #showListing(listing: Listing): void {
    const { found, unreadable, expected, unsettled } = listing;
    const index = SecretIndex.takeOver(found);
    this.#change({
      // The same object says that nothing changed, so nothing needs to be drawn again.
      index: index.equals(this.#state.index) ? this.#state.index : index,
      completeness: 'whole',
      loading: false,
      expected,
      failure: undefined,
      unreadable,
      unsettled,
      missing: missingFrom(listing),
      loadedAt: this.#options.clock.now(),
    });
  }

  /** @returns the load that was running. */
  #abandon(): Load | undefined {
    const load = this.#running;
    this.#running = undefined;
    load?.controller.abort(new ServiceError({ kind: 'cancelled', operation: 'ListResourceInstances' }));
    return load;
  }

  #change(change: Partial<InventoryState>): void {
    this.#state = { ...this.#state, ...change };
    this.#changes.fire(this.#state);
  }
}

/** A defect of ours ends a load like an unreadable answer; it is also thrown, so that it is not taken for one. */
function endOf(error: unknown): Partial<InventoryState> {
  if (isServiceError(error, 'cancelled')) return { cancelled: true };
  const failure = isServiceError(error)
    ? error
    : new ServiceError({ kind: 'unreadable', operation: 'ListResourceInstances', reason: 'INTERNAL' });
  return { failure };
}

function missingFrom({ found, unreadable, expected = 0, unsettled }: Listing): number {
  return unsettled ? 0 : Math.max(0, expected - found.size - unreadable.length);
}

function logListing(logger: Logger, listing: Listing, tookMs: number): void {
  const { found, unreadable, expected, passes, unsettled } = listing;
  const total = expected === undefined ? 'no total stated' : `${expected} stated`;
  logger.info(
    `Loaded ${found.size} secrets (${total}) in ${tookMs} ms${passes > 1 ? `, reading the list ${passes} times` : ''}`,
  );
  if (unsettled) logger.warn('The list changed whenever it was read: secrets may be missing');
  const missing = missingFrom(listing);
  if (missing > 0) logger.warn(`The service states ${missing} more secrets than it lists`);
  for (const { id, reason } of unreadable.slice(0, maxLoggedRows)) {
    logger.warn(
      `Could not read secret ${id === undefined ? 'without an id' : displayText(id)}: ${displayText(reason)}`,
    );
  }
  if (unreadable.length > maxLoggedRows) logger.warn(`… and ${unreadable.length - maxLoggedRows} others`);
}
