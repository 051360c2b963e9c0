import { maxPageSize } from '../model/limits';
import type { SecretFilter } from '../model/secretFilter';
import type { PageRequest } from '../model/secretPage';
import { projectUrl } from './projectUrl';

/** The body of ListResourceInstances, but for the `sequence` that every try brings. */
export interface ListBody {
  readonly action: 'filter' | 'count';
  /** Documented as text, though the service takes numbers too. Not to be sent with `count`. */
  readonly limit?: string;
  readonly offset?: string;
  readonly tags?: readonly { readonly key: string; readonly values: readonly string[] }[];
  readonly matches?: readonly { readonly key: 'resource_name'; readonly value: string }[];
}

export interface ListRequest {
  readonly method: 'POST';
  readonly url: string;
  readonly body: ListBody;
}

/**
 * The request that lists a page, or counts the matches when no page is given, as ListResourceInstances of the API
 * reference has it. It holds no credential.
 *
 * @throws {RangeError} when the page or the project id is impossible.
 */
export function describeListRequest(
  endpoint: string,
  projectId: string,
  filter: SecretFilter,
  page?: PageRequest,
): ListRequest {
  return {
    method: 'POST',
    url: projectUrl(endpoint, projectId, 'csms/resource_instances/action'),
    body: listBody(filter, page),
  };
}

function listBody(filter: SecretFilter, page: PageRequest | undefined): ListBody {
  // To the service an empty name means "nothing", never "any".
  const names = filter.nameContains.filter((name) => name !== '');
  return {
    ...(page ? { action: 'filter', ...pageFields(page) } : { action: 'count' }),
    // Empty lists break the documented minimum of one item.
    ...(filter.tags.length > 0 && { tags: filter.tags.map(({ key, values }) => ({ key, values })) }),
    ...(names.length > 0 && { matches: names.map((value) => ({ key: 'resource_name' as const, value })) }),
  };
}

function pageFields({ limit, offset }: PageRequest): { readonly limit: string; readonly offset: string } {
  if (!Number.isInteger(limit) || limit < 1 || limit > maxPageSize) throw new RangeError(`limit ${limit}`);
  if (!Number.isSafeInteger(offset) || offset < 0) throw new RangeError(`offset ${offset}`);
  return { limit: String(limit), offset: String(offset) };
}
