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
