import { maxPageSize } from '../model/limits';
import type { Logger } from '../model/logger';
import type { SecretFilter } from '../model/secretFilter';
import type { SecretSource } from '../model/secretPage';
import { isServiceError, ServiceError } from '../model/serviceError';
import { ChangeEmitter } from './changeEmitter';
import { listAllSecrets, type Listing, type WholeListing } from './listing';
import { type Doubt, type LoadEnd, type LoadStatus, logDoubt, nothingLoaded } from './loadStatus';
import { DeletedSecrets, SecretIndex } from './secretIndex';

export interface InventoryState extends LoadStatus {
  readonly index: SecretIndex;
  /** What the service says is the total. */
  readonly expected: number | undefined;
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

/** `secrets`: the secrets that are loaded. `status`: how far a load is, or how it ended. */
export interface InventoryChange {
  readonly kind: 'secrets' | 'status';
}

interface Load {
  readonly controller: AbortController;
  /** There are no older rows to keep, so rows show as they come. */
  readonly isGrowing: boolean;
  /** The rows to show meanwhile. */
  best: Listing | undefined;
  done: Promise<void>;
}

/** Owns what is known of the secrets of one source and filter. Surfaces read `state` and keep no copies. */
export class Inventory {
  readonly #source: SecretSource;
  readonly #filter: SecretFilter;
  readonly #options: InventoryOptions;
  readonly #changes: Pick<ChangeEmitter<InventoryChange>, 'fire'>;
  #state: InventoryState = { ...nothingLoaded, index: SecretIndex.empty, expected: undefined, loadedAt: undefined };
  #running: Load | undefined;
  #isDisposed = false;
  /** Those that earlier lists held. */
  readonly deleted = new DeletedSecrets();

  /** @param changes where every change of the state is told */
  constructor(
    source: SecretSource,
    filter: SecretFilter,
    options: InventoryOptions,
    changes: Pick<ChangeEmitter<InventoryChange>, 'fire'> = new ChangeEmitter<InventoryChange>(),
  ) {
    this.#source = source;
    this.#filter = filter;
    this.#options = options;
    this.#changes = changes;
  }

  get state(): InventoryState {
    return this.#state;
  }

  /** Nothing was loaded yet, and no load failed or was cancelled: after that, only a person starts another one. */
  get canStart(): boolean {
    const { rows, activity, lastEnd } = this.#state;
    return rows === 'none' && !activity && !lastEnd;
  }

  /**
   * Loads if nothing is loaded, and resolves when that load has ended; callers share one load. Partial rows that a failed
   * or cancelled load left behind count as loaded: `refresh` reads them anew.
   *
   * Never rejects for a `ServiceError`: that becomes `state.lastEnd`.
   *
   * @param anew loads whatever there is, and keeps the old rows until the new ones are complete
   */
  async load({ anew = false } = {}): Promise<void> {
    const { rows, lastEnd } = this.#state;
    if (this.#isDisposed || (rows === 'whole' && !anew)) return;
    if (!this.#running && (rows === 'none' || anew)) {
      const isGrowing = rows === 'none';
      const load: Load = { controller: new AbortController(), isGrowing, best: undefined, done: Promise.resolve() };
      this.#running = load;
      load.done = this.#run(load);
      this.#change({
        activity: { received: 0 },
        expected: undefined,
        lastEnd: lastEnd?.kind === 'cancelled' ? undefined : lastEnd,
      });
    }
    await this.#running?.done;
  }

  async refresh(): Promise<void> {
    await this.load({ anew: true });
  }

  /** Ends the running load. The first load leaves the rows received so far, a refresh the old ones. */
  cancel(): void {
    const load = this.#abandon();
    if (load !== undefined) this.#end(load, { kind: 'cancelled' });
  }

  /** Ends the running load and tells nobody: no answer of it is shown any more. */
  dispose(): void {
    this.#isDisposed = true;
    this.#abandon();
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
        onPage: (running, best) => {
          load.best = best;
          this.#change({
            activity: { received: running.received },
            expected: running.expected,
            ...(this.#isWorthAnIndex(running, best) ? this.#rowsSoFar(load) : {}),
          });
        },
      });
      if (signal.aborted) return;
      this.#running = undefined;
      this.#showListing(listing, clock.now() - startedAt);
    } catch (error) {
      if (signal.aborted) return; // Whoever aborted has set the state.
      this.#running = undefined;
      this.#end(load, endOf(error));
      if (!isServiceError(error)) throw error;
      logger.warn(`Loading secrets ended: ${error.message}`);
    }
  }

  /** An index of the rows so far costs time in proportion to them. One at every doubling keeps the sum below twice the last. */
  #isWorthAnIndex(running: Listing, best: Listing): boolean {
    const { rows, index } = this.#state;
    const { size } = best.found;
    return rows === 'none' || size >= 2 * index.size || (best !== running && size > index.size);
  }

  #rowsSoFar({ isGrowing, best }: Load): Partial<InventoryState> {
    if (!isGrowing || best === undefined) return {};
    return {
      index: new SecretIndex(new Map(best.found)),
      rows: 'partial',
      doubts: doubtsOf(best),
      loadedAt: this.#options.clock.now(),
    };
  }

  #showListing(listing: WholeListing, tookMs: number): void {
    const listed = new SecretIndex(listing.found);
    // The same object says that nothing changed, so nothing needs to be drawn again.
    const index = listed.equals(this.#state.index) ? this.#state.index : listed;
    const doubts = doubtsOf(listing);
    const loadedAt = this.#options.clock.now();
    logListing(this.#options.logger, listing, doubts, tookMs);
    // A row that could not be read may be the one that is missed.
    if (doubts.length === 0) this.deleted.compare(index, loadedAt);
    this.#change({
      index,
      rows: 'whole',
      activity: undefined,
      lastEnd: undefined,
      doubts,
      expected: listing.expected,
      loadedAt,
    });
  }

  /** A retry that is cancelled leaves the failure that it was to mend. */
  #end(load: Load, end: LoadEnd): void {
    const { lastEnd } = this.#state;
    this.#change({
      ...this.#rowsSoFar(load),
      activity: undefined,
      lastEnd: end.kind === 'cancelled' ? (lastEnd ?? end) : end,
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
    const { index } = this.#state;
    this.#state = { ...this.#state, ...change };
    this.#changes.fire({ kind: this.#state.index === index ? 'status' : 'secrets' });
  }
}

/** A defect of ours ends a load like an unreadable answer; it is also thrown, so that it is not taken for one. */
function endOf(error: unknown): LoadEnd {
  if (isServiceError(error, 'cancelled')) return { kind: 'cancelled' };
  if (isServiceError(error)) return { kind: 'failed', error };
  const defect = new ServiceError({ kind: 'unreadable', operation: 'ListResourceInstances', reason: 'INTERNAL' });
  return { kind: 'failed', error: defect };
}

/** What is missing of a whole list is known only once it came to rest. */
function doubtsOf(listing: Listing | WholeListing): readonly Doubt[] {
  const { found, unreadable: rows, expected = 0 } = listing;
  const isWhole = 'unsettled' in listing;
  const count = isWhole && !listing.unsettled ? expected - found.size - rows.length : 0;
  const doubts: Doubt[] = [];
  if (rows.length > 0) doubts.push({ kind: 'unreadable', rows });
  if (isWhole && listing.unsettled) doubts.push({ kind: 'unsettled' });
  if (count > 0) doubts.push({ kind: 'missing', count });
  return doubts;
}

function logListing(
  logger: Logger,
  { found, expected, passes }: WholeListing,
  doubts: readonly Doubt[],
  tookMs: number,
): void {
  const total = expected === undefined ? 'no total stated' : `${expected} stated`;
  const times = passes > 1 ? `, reading the list ${passes} times` : '';
  logger.info(`Loaded ${found.size} secrets (${total}) in ${tookMs} ms${times}`);
  for (const doubt of doubts) logDoubt(logger, doubt);
}
