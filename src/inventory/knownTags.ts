import type { ProjectTag } from '../model/secretPage';
import type { ProjectTagKey } from '../query/tagKeys';
import type { Inventory } from './inventory';

/** Where the tags in use come from while the inventory does not know them all. */
export interface TagSource {
  /** @throws {ServiceError} */
  listProjectTags(signal: AbortSignal): Promise<readonly ProjectTag[]>;
}

/** The tags of the project: from the inventory with counts, before it is loaded from the service without. */
export async function knownTagKeys(
  inventory: Pick<Inventory, 'state'>,
  source: TagSource,
  signal: AbortSignal,
): Promise<readonly ProjectTagKey[]> {
  const { completeness, index } = inventory.state;
  if (completeness === 'whole') return index.tagKeys;
  const tags = await source.listProjectTags(signal);
  return tags.map(({ key, values }) => ({
    key,
    count: undefined,
    values: values.map((value) => ({ value, count: undefined })),
  }));
}
