import type { Inventory } from '../../inventory/inventory';
import type { CsmsClient } from '../../csms/csmsClient';
import type { KnownTagKey } from '../../inventory/filterCompletion';

/** The tags of the project: from the inventory with counts, before it is loaded from the service without. */
export async function knownTagKeys(
  inventory: Inventory,
  client: Pick<CsmsClient, 'listProjectTags'>,
  signal: AbortSignal,
): Promise<readonly KnownTagKey[]> {
  const { completeness, index } = inventory.state;
  if (completeness === 'whole') return index.tagKeys;
  const tags = await client.listProjectTags(signal);
  return tags.map(({ key, values }) => ({
    key,
    count: undefined,
    values: values.map((value) => ({ value, count: undefined })),
  }));
}
