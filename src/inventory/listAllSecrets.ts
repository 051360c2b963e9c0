import type { Secret } from '../model/secret';
import type { SecretFilter } from '../model/secretFilter';
import type { SecretSource, UnreadableRow } from '../model/secretPage';
import { ListingPass } from './listingPass';

/** How often a list that changes while it is read is read in all. */
const maxPasses = 3;

export interface ListingOptions {
  /** Rows to ask for at a time, 1 to 1000. */
  readonly pageSize: number;
  readonly maxConcurrentPages: number;
  readonly signal: AbortSignal;
  /** Called after every page. */
  readonly onProgress: (progress: ListingProgress) => void;
}

/** What a listing knows at one moment. It is live: it changes with every page. */
export interface Listed {
  /** By `idKey` of the id. */
  readonly found: ReadonlyMap<string, Secret>;
  readonly unreadable: readonly UnreadableRow[];
}

export interface ListingProgress {
  /** 1 for the first reading; more when the list changed meanwhile and is read again. */
  readonly pass: number;
  /** Rows received in this pass. */
  readonly received: number;
  /** The total as the service last stated it. */
  readonly expected: number | undefined;
  /** The rows of the first pass as they come; later, those of the last pass that is complete. */
  readonly listed: Listed;
}

export interface Listing extends Listed {
  readonly passes: number;
  readonly expected: number | undefined;
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
 * @throws {ServiceError} of the page that failed first; `tooLarge` when the list goes beyond the bounds. When the signal
 * aborts, throws its reason at once, even if the source does not answer.
 */
export async function listAllSecrets(
  source: SecretSource,
  filter: SecretFilter,
  options: ListingOptions,
): Promise<Listing> {
  options.signal.throwIfAborted();
  const failure = new AbortController();
  const signal = AbortSignal.any([options.signal, failure.signal]);
  const aborted = new Promise<never>((_, reject) => {
    // Whoever aborts gives an error as the reason; the typings do not know.
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  try {
    return await Promise.race([readUntilSettled(source, filter, { ...options, signal }), aborted]);
  } catch (error) {
    failure.abort(error);
    throw error;
  }
}

async function readUntilSettled(source: SecretSource, filter: SecretFilter, options: ListingOptions): Promise<Listing> {
  let previous: ListingPass | undefined;
  for (let passes = 1; ; passes++) {
    const complete = previous;
    const pass = new ListingPass(source, filter, options, () => {
      options.onProgress({
        pass: passes,
        received: pass.received,
        expected: pass.expected,
        listed: complete ?? pass,
      });
    });
    await pass.run();
    const { found, unreadable, expected } = pass;
    if (!pass.looksShifted || (previous !== undefined && pass.foundTheSameAs(previous))) {
      return { found, unreadable, expected, passes, unsettled: false };
    }
    if (previous !== undefined && passes >= maxPasses) {
      return { found: new Map([...previous.found, ...found]), unreadable, expected, passes, unsettled: true };
    }
    previous = pass;
  }
}
