import assert from 'node:assert/strict';
import { listSecrets } from '../../../../src/csms/operations/listResourceInstances';
import type { StringInterner } from '../../../../src/csms/operations/secretRow';
import type { JsonResponse, ParseResult } from '../../../../src/csms/transport/operation';
import type { Secret } from '../../../../src/model/secret';
import { noFilter } from '../../../../src/model/secretFilter';
import type { SecretPage } from '../../../../src/model/secretPage';
import { firstPage } from '../clientUnderTest';

export const responseOf = (json: unknown): JsonResponse => ({
  json,
  header: () => undefined,
  redact: (text) => text,
});

/** What the operation makes of the body of a page. */
export function readPage(body: unknown, interner?: StringInterner): ParseResult<SecretPage> {
  return listSecrets.parse(responseOf(body), { filter: noFilter, page: firstPage, ...(interner && { interner }) });
}

/** What it makes of one row: its secret, or why it cannot be read. */
export function readRow(row: unknown, interner?: StringInterner): Secret | string {
  const result = readPage({ resources: [row] }, interner);
  assert.ok('value' in result, JSON.stringify(result));
  const { secrets, unreadable } = result.value;
  return secrets[0] ?? unreadable[0]?.reason ?? 'nothing';
}
