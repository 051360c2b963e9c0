import type { InventoryState } from '../../inventory/inventory';
import type { ServiceErrorKind } from '../../model/serviceError';
import { isFilterRefused, isIncomplete } from './notices';

/** Why the view has no rows, or that it has some. Each but `starting`, `loading` and `rows` has its welcome text. */
export type ViewState =
  | 'starting'
  | 'signedOut'
  | 'loading'
  | 'rows'
  | 'emptyProject'
  | 'noMatch'
  | 'cancelled'
  | 'unauthorized'
  | 'clockSkew'
  | 'forbidden'
  | 'notFound'
  | 'unreachable'
  | 'unreadable'
  | 'failed';

const failureStates: Readonly<Record<ServiceErrorKind, ViewState>> = {
  cancelled: 'cancelled',
  timeout: 'unreachable',
  network: 'unreachable',
  certificate: 'unreachable',
  unavailable: 'unreachable',
  throttled: 'unreachable',
  unauthorized: 'unauthorized',
  clockSkew: 'clockSkew',
  forbidden: 'forbidden',
  notFound: 'notFound',
  redirect: 'unreadable',
  unreadable: 'unreadable',
  tooLarge: 'failed',
  rejected: 'failed',
};

export function viewState(
  session: 'starting' | 'signedOut' | 'signedIn',
  inventory: InventoryState,
  isFiltered: boolean,
): ViewState {
  if (session !== 'signedIn') return session;
  if (inventory.index.size > 0 || inventory.unreadable.length > 0 || isIncomplete(inventory, isFiltered)) return 'rows';
  if (isFilterRefused(inventory, isFiltered)) return 'rows'; // one, with the words of the service
  if (inventory.loading) return 'loading';
  if (inventory.failure) return failureStates[inventory.failure.kind];
  if (inventory.cancelled) return 'cancelled';
  if (inventory.completeness !== 'whole') return 'loading';
  return isFiltered ? 'noMatch' : 'emptyProject';
}
