import { displayText } from '../model/displayText';
import type { Logger } from '../model/logger';
import type { UnreadableRow } from '../model/secretPage';
import { isServiceError, type ServiceError } from '../model/serviceError';

/** How a load ended that did not bring everything. */
export type LoadEnd = { readonly kind: 'failed'; readonly error: ServiceError } | { readonly kind: 'cancelled' };

/** Why rows that count as whole may not be all of them. */
export type Doubt =
  | { readonly kind: 'unreadable'; readonly rows: readonly UnreadableRow[] }
  /** The list changed while it was read and did not come to rest within the passes tried. */
  | { readonly kind: 'unsettled' }
  /** How many more secrets the service states than it listed, however often it was asked. */
  | { readonly kind: 'missing'; readonly count: number };

/** How far loading is. Rows, activity, end and doubts stand side by side: an older list may be there under a failure. */
export interface LoadStatus {
  /**
   * - `none`: nothing loaded yet.
   * - `partial`: more is to come, or the load was ended.
   * - `whole`: everything that the service had, as far as `doubts` does not say otherwise.
   */
  readonly rows: 'none' | 'partial' | 'whole';
  /** The load that runs. Its count starts anew when the list has to be read again. */
  readonly activity: { readonly received: number } | undefined;
  /** How the last load ended, unless it brought everything. A failure stays until a load succeeds. */
  readonly lastEnd: LoadEnd | undefined;
  readonly doubts: readonly Doubt[];
}

export const nothingLoaded: LoadStatus = { rows: 'none', activity: undefined, lastEnd: undefined, doubts: [] };

/** What a person has to be told first. */
export type LoadProblem =
  /** The sign-in has ended, which also explains a refusal. */
  { readonly kind: 'expired'; readonly error: ServiceError | undefined } | LoadEnd;

/** What keeps the rows from being all there are, or from being new; every surface draws this. */
export function problemOf({ rows, lastEnd }: LoadStatus, isExpired = false): LoadProblem | undefined {
  const error = lastEnd?.kind === 'failed' ? lastEnd.error : undefined;
  if (isExpired && (!error || isServiceError(error, 'unauthorized'))) return { kind: 'expired', error };
  // Rows that were whole before a cancelled refresh still are.
  return lastEnd?.kind === 'cancelled' && rows === 'whole' ? undefined : lastEnd;
}

export function unreadableRows({ doubts }: LoadStatus): readonly UnreadableRow[] {
  return doubts.find((doubt) => doubt.kind === 'unreadable')?.rows ?? [];
}

/** How many more secrets the service states than it listed. */
export function missingCount({ doubts }: LoadStatus): number {
  return doubts.find((doubt) => doubt.kind === 'missing')?.count ?? 0;
}

/** How many rows that could not be read are named in the log. */
const maxLoggedRows = 100;

/** Why rows may be missing, for the log. */
export function logDoubt(logger: Logger, doubt: Doubt): void {
  switch (doubt.kind) {
    case 'unsettled':
      logger.warn('The list changed whenever it was read: secrets may be missing');
      return;
    case 'missing':
      logger.warn(`The service states ${doubt.count} more secrets than it lists`);
      return;
    case 'unreadable':
      for (const { id, reason } of doubt.rows.slice(0, maxLoggedRows)) {
        const name = id === undefined ? 'without an id' : displayText(id);
        logger.warn(`Could not read secret ${name}: ${displayText(reason)}`);
      }
      if (doubt.rows.length > maxLoggedRows) logger.warn(`… and ${doubt.rows.length - maxLoggedRows} others`);
  }
}
