import type { Fault } from '../faultServer';
import { answer, json } from './answers';
import { wireRow } from './wireRows';

const oneRow = JSON.stringify({ resources: [wireRow('a')], total_count: 1 });

/** Bodies that are not what the service is documented to say, though some can be understood. */
export const bodies = {
  empty: answer(200, ''),
  blank: answer(200, ' \n'),
  null: answer(200, 'null'),
  array: answer(200, '[]'),
  number: answer(200, '42'),
  text: answer(200, '"resources"'),
  emptyObject: answer(200, '{}'),
  plainText: answer(200, 'OK'),
  truncated: answer(200, oneRow.slice(0, 200)),
  twoDocuments: answer(200, oneRow + oneRow),
  deeplyNested: answer(200, '['.repeat(100_000)),
  invalidUtf8: answer(200, Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])),
  byteOrderMark: answer(200, `\ufeff${oneRow}`),
  wrongContentType: answer(200, oneRow, { 'Content-Type': 'text/html' }),
  createdStatus: answer(201, oneRow),
  resourcesAsObject: json({ resources: { 0: wireRow('a') }, total_count: 1 }),
  resourcesAsText: json({ resources: 'none', total_count: 0 }),
  resourcesNull: json({ resources: null, total_count: 7 }),
  resourcesMissing: json({ total_count: 7 }),
  totalMissing: json({ resources: [wireRow('a')] }),
  totalAsText: json({ resources: [wireRow('a')], total_count: '12' }),
  totalNegative: json({ resources: [wireRow('a')], total_count: -1 }),
  totalNull: json({ resources: [wireRow('a')], total_count: null }),
  totalAsObject: json({ resources: [wireRow('a')], total_count: { count: 1 } }),
} satisfies Readonly<Record<string, Fault>>;
