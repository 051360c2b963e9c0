import type { InventoryState } from '../../inventory/inventory';
import type { ServiceError } from '../../model/serviceError';

/** What the person should know about the rows below it. */
export type Notice =
  | { readonly kind: 'failure'; readonly error: ServiceError; readonly loadedAt: number | undefined }
  | { readonly kind: 'expired'; readonly loadedAt: number | undefined }
  | { readonly kind: 'filterRefused'; readonly error: ServiceError }
  | { readonly kind: 'cancelled'; readonly shown: number; readonly expected: number | undefined }
  | { readonly kind: 'unreadable'; readonly count: number }
  | { readonly kind: 'unsettled' }
  | { readonly kind: 'incomplete'; readonly shown: number; readonly stated: number };

export interface NoticeRow {
  readonly kind: 'notice';
  readonly id: string;
  readonly notice: Notice;
}

export interface NoticeFacts {
  readonly isFiltered: boolean;
  /** The sign-in has ended, as far as this machine's clock tells. */
  readonly isExpired: boolean;
}

/**
 * The rows that stand above the secrets, most urgent first. None while there are no secrets: then the view says why.
 * But what the service has against a filter are words of its own, and only a row can show them.
 */
export function noticeRows(state: InventoryState, { isFiltered, isExpired }: NoticeFacts): readonly NoticeRow[] {
  const { failure, loadedAt, cancelled, unreadable, unsettled, missing, index, expected } = state;
  const incomplete = isIncomplete(state, isFiltered);
  if (index.size === 0 && unreadable.length === 0 && !incomplete) {
    if (!failure || !isFilterRefused(state, isFiltered)) return [];
    return [{ kind: 'notice', id: 'notice:filterRefused', notice: { kind: 'filterRefused', error: failure } }];
  }
  const notices: Notice[] = [];
  if (isExpired && (!failure || failure.kind === 'unauthorized')) notices.push({ kind: 'expired', loadedAt });
  else if (failure) notices.push({ kind: 'failure', error: failure, loadedAt });
  if (cancelled && state.completeness === 'partial') notices.push({ kind: 'cancelled', shown: index.size, expected });
  if (unreadable.length > 0) notices.push({ kind: 'unreadable', count: unreadable.length });
  if (unsettled) notices.push({ kind: 'unsettled' });
  if (incomplete) {
    notices.push({ kind: 'incomplete', shown: index.size, stated: index.size + unreadable.length + missing });
  }
  return notices.map((notice) => ({ kind: 'notice', id: `notice:${notice.kind}`, notice }));
}

/**
 * The service gave fewer secrets than it states. With a filter the number is not relied on: it is not documented
 * whether it counts the matches alone (spec/csms-api.md 1.4).
 */
export function isIncomplete({ missing }: InventoryState, isFiltered: boolean): boolean {
  return missing > 0 && !isFiltered;
}

/** The service took neither the filter nor gave rows for it before. */
export function isFilterRefused({ failure, index, loading }: InventoryState, isFiltered: boolean): boolean {
  return isFiltered && !loading && index.size === 0 && failure?.kind === 'rejected';
}
