import type { ProjectTag } from '../model/secretPage';
import type { Inventory } from './inventory';

/** A tag key of the project with its values. The numbers of secrets are known once the inventory is loaded. */
export interface KnownTagKey {
  readonly key: string;
  readonly count: number | undefined;
  readonly values: readonly { readonly value: string; readonly count: number | undefined }[];
}

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
): Promise<readonly KnownTagKey[]> {
  const { completeness, index } = inventory.state;
  if (completeness === 'whole') return index.tagKeys;
  const tags = await source.listProjectTags(signal);
  return tags.map(({ key, values }) => ({
    key,
    count: undefined,
    values: values.map((value) => ({ value, count: undefined })),
  }));
}

/** Those that begin with the text, in any letter case, then those that hold it. */
export function matching<T>(items: readonly T[], typed: string, textOf: (item: T) => string): readonly T[] {
  const wanted = typed.toLowerCase();
  const starting = items.filter((item) => textOf(item).toLowerCase().startsWith(wanted));
  const holding = items.filter((item) => textOf(item).toLowerCase().indexOf(wanted) > 0);
  return [...starting, ...holding];
}
