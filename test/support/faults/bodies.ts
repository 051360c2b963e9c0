import type { Fault } from '../faultServer';
import { answer, json } from './answers';
import { wireRow } from './wireRows';

const oneRow = JSON.stringify({ resources: [wireRow('a')], total_count: 1, tags: [] });

function total(value: unknown): Fault {
  return json({ resources: [wireRow('a')], total_count: value, tags: [] });
}

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
  utf16: answer(200, Buffer.from(oneRow, 'utf16le')),
  script: answer(200, `callback(${oneRow});`),
  guarded: answer(200, `)]}',\n${oneRow}`),
  byteOrderMark: answer(200, `\ufeff${oneRow}`),
  wrongContentType: answer(200, oneRow, { 'Content-Type': 'text/html' }),
  createdStatus: answer(201, oneRow),
  partialContent: answer(206, oneRow, { 'Content-Range': 'bytes 0-99/1000' }),
  resourcesAsObject: json({ resources: { 0: wireRow('a') }, total_count: 1, tags: [] }),
  resourcesAsText: json({ resources: 'none', total_count: 0, tags: [] }),
  resourcesNull: json({ resources: null, total_count: 7, tags: [] }),
  resourcesMissing: json({ total_count: 7, tags: [] }),
  totalMissing: total(undefined),
  totalAsText: total('12'),
  totalNegative: total(-1),
  totalFraction: total(1.5),
  totalBeyondNumbers: answer(200, oneRow.replace('"total_count":1', '"total_count":1e999')),
  totalNull: total(null),
  totalAsObject: total({ count: 1 }),
  tagsMissing: json({ resources: [wireRow('a')], total_count: 1 }),
  tagsAsText: json({ resources: [wireRow('a')], total_count: 1, tags: 'none' }),
  junkTags: json({
    resources: [wireRow('a')],
    total_count: 1,
    tags: [null, 7, {}, { key: '' }, { key: 'team' }, { key: 'env', values: [null, 'prod', 'prod'] }],
  }),
} satisfies Readonly<Record<string, Fault>>;
