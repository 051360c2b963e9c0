import { linkSignals } from '../model/linkSignals';
import type { Secret } from '../model/secret';
import type { SecretFilter } from '../model/secretFilter';
import type { SecretPage, SecretSource, UnreadableRow } from '../model/secretPage';
import { ServiceError } from '../model/serviceError';
import { idKey } from './secretIndex';

/** How often a list that changes while it is read is read in all. */
const maxPasses = 3;

/** Bounds on one pass, so that a server which never stops does not fill the memory. */
const maxPages = 10_000;
const maxRows = 1_000_000;

export interface ListingOptions {
  /** Rows to ask for at a time, 1 to 1000. */
  readonly pageSize: number;
  readonly maxConcurrentPages: number;
  readonly signal: AbortSignal;
  /**
   * Called after every page with what is being read, and with the rows to show meanwhile: those of the first reading as
   * they come; later, those of the last reading that is complete. Both are live: they change with every page.
   */
  readonly onPage: (running: Listing, best: Listing) => void;
}

/** What a reading of the list has brought. */
export interface Listing {
  /** By `idKey` of the id. */
  readonly found: ReadonlyMap<string, Secret>;
  readonly unreadable: readonly UnreadableRow[];
  /** Rows received, readable or not. */
  readonly received: number;
  /** The total as the service last stated it. */
  readonly expected: number | undefined;
}

export interface WholeListing extends Listing {
  /** How often the list was read. */
  readonly passes: number;
  /** The list did not come to rest: this is the union of the last two passes, and rows may be missing. */
  readonly unsettled: boolean;
}

/**
 * Reads the whole list: the first page at once, the others concurrently.
 *
 * The service pages by offset and gives no way to hold the list still, so rows that appear or vanish while it is read
 * shift the others: some come twice, some not at all (spec/csms-api.md 1.4 and trap 13). A pass with any sign of that is
 * followed by another, until one shows no sign or finds the same rows as the one before.
 *
 * Always ends: passes, pages and rows are bounded. When one page fails, the others are aborted.
 *
 * @throws {ServiceError} of the page that failed first; `tooLarge` when the list goes beyond the bounds
 */
export async function listAllSecrets(
  source: SecretSource,
  filter: SecretFilter,
  options: ListingOptions,
): Promise<WholeListing> {
  options.signal.throwIfAborted();
  const { signal, abort, unlink } = linkSignals(options.signal);
  try {
    let previous: ListingPass | undefined;
    for (let passes = 1; ; passes++) {
      const pass = new ListingPass(source, filter, { ...options, signal }, previous);
      await pass.run();
      const { found, unreadable, received, expected } = pass;
      const whole = { unreadable, received, expected, passes };
      if (!pass.looksShifted || (previous && pass.foundTheSameAs(previous)))
        return { ...whole, found, unsettled: false };
      if (previous && passes >= maxPasses)
        return { ...whole, found: new Map([...previous.found, ...found]), unsettled: true };
      previous = pass;
    }
  } catch (error) {
    abort(error);
    throw error;
  } finally {
    unlink();
  }
}

/**
 * One reading of the list from its start to its end.
 *
 * The stated total plans which pages to ask for; it does not end the reading. What ends it is an empty page, a page that
 * brings nothing new, or a short page when the total agrees that this was the last row. So a total that is wrong or
 * missing costs requests, not rows, and so does a server that gives fewer rows than asked for. A server that does both,
 * and calls its cut-off page the whole, is believed: doubting it would cost every small project a second request.
 */
class ListingPass implements Listing {
  readonly #source: SecretSource;
  readonly #filter: SecretFilter;
  readonly #options: ListingOptions;
  readonly #previous: ListingPass | undefined;

  readonly #found = new Map<string, Secret>();
  readonly #unreadableWithId = new Map<string, UnreadableRow>();
  readonly #unreadableWithoutId: UnreadableRow[] = [];
  #received = 0;
  #pages = 0;
  #repeated = false;

  #expected: number | undefined;
  #firstTotal: number | undefined;
  #totalChanged = false;

  /** Rows that one page really brings: servers may give fewer than asked for. */
  #step = 0;
  /** Offset of the next stretch to read. */
  #next = 0;
  /** Offset at which the list ends, once that is known. */
  #end = Infinity;

  constructor(source: SecretSource, filter: SecretFilter, options: ListingOptions, previous: ListingPass | undefined) {
    this.#source = source;
    this.#filter = filter;
    this.#options = options;
    this.#previous = previous;
  }

  get found(): ReadonlyMap<string, Secret> {
    return this.#found;
  }

  get unreadable(): readonly UnreadableRow[] {
    const neverRead = [...this.#unreadableWithId].filter(([id]) => !this.#found.has(id)).map(([, row]) => row);
    return [...neverRead, ...this.#unreadableWithoutId];
  }

  get received(): number {
    return this.#received;
  }

  get expected(): number | undefined {
    return this.#expected;
  }

  /** Whether anything suggests that rows were missed. To be asked after `run`. */
  get looksShifted(): boolean {
    const rows = this.#found.size + this.unreadable.length;
    return this.#repeated || this.#totalChanged || (this.#firstTotal !== undefined && this.#firstTotal !== rows);
  }

  foundTheSameAs(other: ListingPass): boolean {
    if (this.#found.size !== other.#found.size || this.unreadable.length !== other.unreadable.length) return false;
    for (const id of this.#found.keys()) if (!other.#found.has(id)) return false;
    return true;
  }

  /** @throws {ServiceError} */
  async run(): Promise<void> {
    this.#step = await this.#readPage(0, this.#options.pageSize);
    this.#next = this.#step;
    const readers = Array.from({ length: this.#options.maxConcurrentPages }, () => this.#readPlanned());
    await Promise.all(readers);
    // Beyond the stated total there is nothing to plan with: one page after the other until the end shows.
    while (this.#next < this.#end) await this.#readNext();
  }

  /** The page at the total is part of the plan: when the last page is full, only an empty one shows the end. */
  async #readPlanned(): Promise<void> {
    while (this.#next < this.#end && this.#next <= (this.#expected ?? 0)) await this.#readNext();
  }

  /** Reads a stretch of `step` rows, in one request unless the server gives less than before. */
  async #readNext(): Promise<void> {
    let at = this.#next;
    const stretchEnd = at + this.#step;
    this.#next = stretchEnd;
    while (at < stretchEnd && at < this.#end) {
      at += await this.#readPage(at, Math.min(stretchEnd - at, this.#options.pageSize));
    }
  }

  /** @returns the number of rows received; 0 only at the end. */
  async #readPage(offset: number, limit: number): Promise<number> {
    if (this.#pages >= maxPages || this.#received >= maxRows) throw tooLarge();
    this.#pages += 1;
    const page = await this.#source.listPage(this.#filter, { limit, offset }, this.#options.signal);
    this.#options.signal.throwIfAborted();

    const hasNews = this.#add(page);
    const to = offset + page.received;
    const totalAgrees = page.received < limit && page.totalCount === to;
    if (page.received === 0 || !hasNews || totalAgrees) this.#end = Math.min(this.#end, to);
    this.#options.onPage(this, this.#previous ?? this);
    return page.received;
  }

  /** @returns whether any row of the page was not known yet. Rows without an id cannot be told apart: they count as new. */
  #add(page: SecretPage): boolean {
    const before = this.#distinct;
    let rows = 0;
    for (const secret of page.secrets) {
      this.#found.set(idKey(secret.id), secret);
      rows += 1;
    }
    for (const row of page.unreadable) {
      if (row.id === undefined) this.#unreadableWithoutId.push(row);
      else this.#unreadableWithId.set(idKey(row.id), row);
      rows += 1;
    }
    const added = this.#distinct - before;
    // A page of known rows only comes from servers that know no offset; it ends the list and says nothing about shifts.
    if (added > 0 && added < rows) this.#repeated = true;
    this.#received += page.received;
    this.#noteTotal(page);
    return added > 0;
  }

  get #distinct(): number {
    return this.#found.size + this.#unreadableWithId.size + this.#unreadableWithoutId.length;
  }

  /** The total on an empty page is left out: past the end, servers state all sorts of things. */
  #noteTotal({ totalCount, received }: SecretPage): void {
    if (totalCount === undefined || (received === 0 && this.#firstTotal !== undefined)) return;
    this.#expected = totalCount;
    this.#firstTotal ??= totalCount;
    if (totalCount !== this.#firstTotal) this.#totalChanged = true;
  }
}

function tooLarge(): ServiceError {
  return new ServiceError({
    kind: 'tooLarge',
    operation: 'ListResourceInstances',
    reason: `more than ${maxPages} pages or ${maxRows} rows`,
  });
}
