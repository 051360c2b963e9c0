import type { Secret } from './secret';
import type { SecretFilter } from './secretFilter';

/** A row of an answer that could not be read. */
export interface UnreadableRow {
  /** The secret's id, when at least that could be read. */
  readonly id: string | undefined;
  /** Path and rule that failed, such as `resource_detail.create_time: expected number`. Never the received value. */
  readonly reason: string;
}

/** One page of ListResourceInstances. */
export interface SecretPage {
  readonly secrets: readonly Secret[];
  readonly unreadable: readonly UnreadableRow[];
  /** Rows the server sent, readable or not: the next offset is this page's offset plus `received`. */
  readonly received: number;
  /** `total_count` as sent. Documented as the total of all matches; not to be trusted for ending a listing. */
  readonly totalCount: number | undefined;
}

export interface PageRequest {
  /** Rows to ask for, 1 to 1000. */
  readonly limit: number;
  /** Rows to skip, 0 or more. */
  readonly offset: number;
}

/** Where an inventory gets its secrets. */
export interface SecretSource {
  /** @throws {ServiceError} */
  listPage(filter: SecretFilter, page: PageRequest, signal: AbortSignal): Promise<SecretPage>;

  /** How many secrets match. @throws {ServiceError} */
  count(filter: SecretFilter, signal: AbortSignal): Promise<number>;
}

/** A tag key of the project with the values in use. */
export interface ProjectTag {
  readonly key: string;
  readonly values: readonly string[];
}
