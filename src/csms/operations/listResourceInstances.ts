import * as z from 'zod';
import { maxPageSize } from '../../model/limits';
import type { Secret } from '../../model/secret';
import type { SecretFilter } from '../../model/secretFilter';
import type { PageRequest, SecretPage, UnreadableRow } from '../../model/secretPage';
import { type JsonResponse, type Operation, type ParseResult, ruleOf } from '../transport/operation';
import type { Redact } from '../transport/redaction';
import { idOfRow, joinedFragments, readRow, StringInterner } from './secretRow';

const listResourceInstances = {
  name: 'ListResourceInstances',
  method: 'POST',
  path: '/v1/{project_id}/csms/resource_instances/action',
  iamAction: 'csms:secret:getSecretsByTag',
  hasSequence: true,
  isRepeatable: true,
} as const;

export interface PageInput {
  readonly filter: SecretFilter;
  readonly page: PageRequest;
  /** Shared by the pages of a project. */
  readonly interner?: StringInterner;
}

/** Lists a page of the secrets that match (ListResourceInstances with `action: filter`, API reference). */
export const listSecrets: Operation<PageInput, SecretPage> = {
  ...listResourceInstances,
  body: ({ filter, page }) => ({ action: 'filter', ...pageFields(page), ...filterFields(filter) }),
  parse: readPage,
};

/** Counts the secrets that match (`action: count`, where `limit` and `offset` must not be sent). */
export const countSecrets: Operation<SecretFilter, number> = {
  ...listResourceInstances,
  body: (filter) => ({ action: 'count', ...filterFields(filter) }),
  parse: readCount,
};

/** Documented as texts, though the service takes numbers too. */
function pageFields({ limit, offset }: PageRequest): object {
  if (!Number.isInteger(limit) || limit < 1 || limit > maxPageSize) throw new RangeError(`limit ${limit}`);
  if (!Number.isSafeInteger(offset) || offset < 0) throw new RangeError(`offset ${offset}`);
  return { limit: String(limit), offset: String(offset) };
}

function filterFields({ tags, nameContains }: SecretFilter): object {
  // To the service an empty name means "nothing", never "any".
  const names = nameContains.filter((name) => name !== '');
  return {
    // Empty lists break the documented minimum of one item.
    ...(tags.length > 0 && { tags: tags.map(({ key, values }) => ({ key, values })) }),
    ...(names.length > 0 && { matches: names.map((value) => ({ key: 'resource_name', value })) }),
  };
}

/** More than a server that knows no pages would send, and few enough to be read in a moment. */
const maxRows = 100_000;

/** Documented as a number. Whatever cannot be a total is no total: rows are not lost for it. */
const totalCount = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,15}$/u)
      .transform(Number),
  ])
  .pipe(z.int().nonnegative());

const pageBody = z.object({
  resources: z.array(z.unknown()).nullish(),
  total_count: totalCount.optional().catch(undefined),
});

const countBody = z.object({ total_count: totalCount });

function readCount({ json }: JsonResponse): ParseResult<number> {
  const parsed = countBody.safeParse(json);
  return parsed.success ? { value: parsed.data.total_count, rows: 0 } : { unreadable: ruleOf(parsed.error) };
}

function readPage(
  { json, redact }: JsonResponse,
  { interner = new StringInterner() }: PageInput,
): ParseResult<SecretPage> {
  const parsed = pageBody.safeParse(json);
  if (!parsed.success) return { unreadable: ruleOf(parsed.error) };
  const { resources, total_count: total } = parsed.data;
  // Past the end, rows may be null or missing; but a response that says nothing at all is not an empty list.
  if (resources === undefined && total === undefined) return { unreadable: 'resources: missing' };
  const received = resources ?? [];
  if (received.length > maxRows) return { unreadable: `resources: at most ${maxRows}` };
  const readAll = (rows: readonly unknown[]): SecretPage => ({
    ...readRows(rows, interner, redact),
    totalCount: total,
  });
  const value = readAll(received);
  if (value.unreadable.length === 0) return { value, rows: received.length };
  const joined = joinedFragments(received);
  return { value: joined.length === received.length ? value : readAll(joined), rows: received.length };
}

function readRows(rows: readonly unknown[], interner: StringInterner, redact: Redact): Omit<SecretPage, 'totalCount'> {
  const secrets: Secret[] = [];
  const unreadable: UnreadableRow[] = [];
  for (const row of rows) {
    const secret = readRow(row, interner);
    if (!('unreadable' in secret)) {
      secrets.push(secret);
      continue;
    }
    // The id is whatever the server sent in its place.
    const id = idOfRow(row);
    unreadable.push({ id: id === undefined ? undefined : redact(id), reason: secret.unreadable });
  }
  return { secrets, unreadable, received: rows.length };
}
