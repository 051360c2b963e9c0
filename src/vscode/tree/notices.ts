import type { InventoryState } from '../../inventory/inventory';
import type { ServiceError } from '../../model/serviceError';

/** What the person should know about the rows below it. */
export type Notice =
  | { readonly kind: 'failure'; readonly error: ServiceError; readonly loadedAt: number | undefined }
  | { readonly kind: 'cancelled'; readonly shown: number; readonly expected: number | undefined }
  | { readonly kind: 'unreadable'; readonly count: number }
  | { readonly kind: 'unsettled' };

export interface NoticeRow {
  readonly kind: 'notice';
  readonly id: string;
  readonly notice: Notice;
}

/** The rows that stand above the secrets, most urgent first. None while there are no secrets: then the view says why. */
export function noticeRows(state: InventoryState): readonly NoticeRow[] {
  if (state.index.size === 0 && state.unreadable.length === 0) return [];
  const { failure, loadedAt, cancelled, unreadable, unsettled, index, expected } = state;
  const notices: Notice[] = [];
  if (failure) notices.push({ kind: 'failure', error: failure, loadedAt });
  if (cancelled && state.completeness === 'partial') notices.push({ kind: 'cancelled', shown: index.size, expected });
  if (unreadable.length > 0) notices.push({ kind: 'unreadable', count: unreadable.length });
  if (unsettled) notices.push({ kind: 'unsettled' });
  return notices.map((notice) => ({ kind: 'notice', id: `notice:${notice.kind}`, notice }));
}
