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
