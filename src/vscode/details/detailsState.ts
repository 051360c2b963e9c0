import type { InventoryState } from '../../inventory/inventory';
import { idKey } from '../../inventory/secretIndex';
import type { Secret } from '../../model/secret';
import type { ServiceError } from '../../model/serviceError';

/** What there is to say about the secret that the panel was opened for. */
export type DetailsState =
  | { readonly kind: 'loading'; readonly received: number; readonly expected: number | undefined }
  | {
      readonly kind: 'secret';
      readonly secret: Secret;
      readonly loadedAt: number | undefined;
      readonly failure: ServiceError | undefined;
    }
  | { readonly kind: 'signedOut' | 'otherConnection' | 'gone' | 'unreadable' | 'cancelled' | 'incomplete' }
  | { readonly kind: 'failed'; readonly error: ServiceError };

/** The connection that the panel was opened on, in relation to the one in use. `starting`: it is not known yet. */
export type ConnectionNow = 'starting' | 'signedOut' | 'same' | 'other';

export function detailsState(
  connection: ConnectionNow,
  inventory: InventoryState | undefined,
  secretId: string,
): DetailsState {
  if (connection === 'signedOut') return { kind: 'signedOut' };
  if (connection === 'other') return { kind: 'otherConnection' };
  if (connection === 'starting' || !inventory) return { kind: 'loading', received: 0, expected: undefined };
  const { index, loadedAt, failure, loading, received, expected, completeness } = inventory;
  const secret = index.byId(secretId);
  if (secret) return { kind: 'secret', secret, loadedAt, failure };
  if (inventory.unreadable.some(({ id }) => id !== undefined && idKey(id) === idKey(secretId)))
    return { kind: 'unreadable' };
  // What was whole before a refresh still says that the secret is not there.
  if (completeness === 'whole') return { kind: inventory.unsettled || inventory.missing > 0 ? 'incomplete' : 'gone' };
  if (loading) return { kind: 'loading', received, expected };
  if (failure) return { kind: 'failed', error: failure };
  if (inventory.cancelled) return { kind: 'cancelled' };
  return { kind: 'loading', received: 0, expected: undefined };
}
