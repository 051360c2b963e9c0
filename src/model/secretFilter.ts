/** A condition on one tag key. Several values mean any of them; none means any value of that key. */
export interface TagCondition {
  readonly key: string;
  readonly values: readonly string[];
}

/**
 * Which secrets to ask the service for. All conditions hold at once (AND); the values inside one tag condition are
 * alternatives (OR). See spec/csms-api.md 1.5 and 1.6.
 */
export interface SecretFilter {
  readonly tags: readonly TagCondition[];
  /** Parts of the name, each of which must occur in it. Never an empty string: to the service that means "nothing". */
  readonly nameContains: readonly string[];
}

/** Matches every secret. */
export const noFilter: SecretFilter = { tags: [], nameContains: [] };

/** Whether it has no condition, so that it matches every secret. */
export function isEmptyFilter({ tags, nameContains }: SecretFilter): boolean {
  return tags.length + nameContains.length === 0;
}

/** The filter with this tag condition. A condition on the same key gives its place to it. */
export function withTagCondition(filter: SecretFilter, condition: TagCondition): SecretFilter {
  const at = filter.tags.findIndex(({ key }) => key === condition.key);
  return { ...filter, tags: at < 0 ? [...filter.tags, condition] : filter.tags.with(at, condition) };
}

/** Narrows a filter by another one. Where both have a condition on a key, that of the other counts. */
export function combinedFilter(filter: SecretFilter, other: SecretFilter): SecretFilter {
  const { tags } = other.tags.reduce(withTagCondition, filter);
  return { tags, nameContains: [...new Set([...filter.nameContains, ...other.nameContains])] };
}
