import * as z from 'zod';
import type { Secret } from '../model/secret';
import type { SecretPage, UnreadableRow } from '../model/secretPage';
import type { ListRequest } from './listRequest';
import { resourceRow, secretOfRow } from './resourceRow';
import { joinedFragments, repairedRow } from './rowRepair';
import { ruleOf } from './schemaRule';
import type { Operation, Reading } from './serviceCall';
import type { TagPool } from './tagPool';

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

const page = z.object({
  resources: z.array(z.unknown()).nullish(),
  total_count: totalCount.optional().catch(undefined),
});

const count = z.object({ total_count: totalCount });

/** ListResourceInstances with `action: filter`. */
export function listOperation(request: ListRequest, pool: TagPool): Operation<SecretPage> {
  return operation(request, (json) => readPage(json, pool));
}

/** ListResourceInstances with `action: count`, where `resources` is null. */
export function countOperation(request: ListRequest): Operation<number> {
  return operation(request, readCount);
}

function operation<T>({ method, url, body }: ListRequest, read: (json: unknown) => Reading<T>): Operation<T> {
  return { name: 'ListResourceInstances', method, url, body: (sequence) => ({ ...body, sequence }), read };
}

function readCount(json: unknown): Reading<number> {
  const parsed = count.safeParse(json);
  return parsed.success ? { value: parsed.data.total_count, rows: 0 } : { unreadable: ruleOf(parsed.error) };
}

function readPage(json: unknown, pool: TagPool): Reading<SecretPage> {
  const parsed = page.safeParse(json);
  if (!parsed.success) return { unreadable: ruleOf(parsed.error) };
  const { resources, total_count: total } = parsed.data;
  // Past the end, rows may be null or missing; but an answer that says nothing at all is not an empty list.
  if (resources === undefined && total === undefined) return { unreadable: 'resources: missing' };
  const received = resources ?? [];
  if (received.length > maxRows) return { unreadable: `resources: at most ${maxRows}` };
  const value = readRows(received, total, pool);
  if (value.unreadable.length === 0) return { value, rows: received.length };
  const joined = joinedFragments(received);
  return { value: joined.length === received.length ? value : readRows(joined, total, pool), rows: received.length };
}

function readRows(rows: readonly unknown[], total: number | undefined, pool: TagPool): SecretPage {
  const secrets: Secret[] = [];
  const unreadable: UnreadableRow[] = [];
  for (const row of rows) {
    const secret = readRow(row, pool);
    if ('unreadable' in secret) unreadable.push({ id: idOf(row), reason: secret.unreadable });
    else secrets.push(secret);
  }
  return { secrets, unreadable, received: rows.length, totalCount: total };
}

function readRow(row: unknown, pool: TagPool): Secret | { readonly unreadable: string } {
  const asSent = resourceRow.safeParse(row);
  if (asSent.success) return secretOfRow(asSent.data, pool);
  const repaired = resourceRow.safeParse(repairedRow(row));
  return repaired.success ? secretOfRow(repaired.data, pool) : { unreadable: ruleOf(repaired.error) };
}

const identified = z.object({ resource_id: z.string().min(1).max(128) });

function idOf(row: unknown): string | undefined {
  return identified.safeParse(row).data?.resource_id;
}
