import type { Fault } from '../faultServer';
import { answer, json, page } from './answers';
import { wireRow } from './wireRows';

export const canaryValue = 'canary-value-5f2d';

const { resource_id: id, resource_name: name, resource_detail: detail, tags, sys_tags: systemTags } = wireRow('a');

const tag = (key: unknown, value: unknown): unknown => ({ key, value });

/** Answers of the right form with rows that are not. */
export const rows = {
  documentationExample: json({
    resources: [
      { resource_id: id },
      { resource_detail: detail },
      { tags },
      { sys_tags: systemTags },
      { resource_name: name },
    ],
    total_count: 1,
    tags: [],
  }),
  olderDocumentationExample: json({
    resources: [{ resource_id: id }, { resource_detail: detail }, { tags }, { resource_name: name }],
    total_count: 1,
    tags: [],
  }),
  twoSpreadRows: json({
    resources: ['a', 'b'].flatMap((each) => Object.entries(wireRow(each)).map(([key, value]) => ({ [key]: value }))),
    total_count: 2,
    tags: [],
  }),
  detailAsArray: page(wireRow('a', { row: { resource_detail: [detail] } })),
  detailMissing: page(wireRow('a', { row: { resource_detail: undefined } })),
  detailNull: page(wireRow('a', { row: { resource_detail: null } })),
  detailEmpty: page(wireRow('a', { row: { resource_detail: {} } })),
  onlyDetail: page(wireRow('a', { row: { resource_id: undefined, resource_name: null, tags: undefined } })),
  onlyId: page({ resource_id: 'id-of-a' }),
  nulls: page(
    wireRow('a', {
      row: { tags: null },
      detail: {
        description: null,
        secret_type: null,
        auto_rotation: null,
        event_subscriptions: null,
        create_time: null,
      },
    }),
  ),
  timesAsText: page(wireRow('a', { detail: { create_time: '1669042498000', scheduled_delete_time: '' } })),
  timesInSeconds: page(wireRow('a', { detail: { create_time: 1669042498, update_time: '1669042499' } })),
  timesZero: page(wireRow('a', { detail: { scheduled_delete_time: 0, rotation_time: -1 } })),
  timeOutOfRange: page(wireRow('a', { detail: { create_time: 9e15 } }), wireRow('b')),
  timeInfinite: ({ response }) => {
    const resources = [wireRow('a', { detail: { create_time: 'HERE' } }), wireRow('b')];
    const body = JSON.stringify({ resources, total_count: 2, tags: [] });
    response.end(body.replace('"HERE"', '1e999'));
  },
  booleanAsText: page(wireRow('a', { detail: { auto_rotation: 'true' } })),
  emptySubscription: page(wireRow('a', { detail: { event_subscriptions: [''] } })),
  unknownState: page(wireRow('a', { detail: { state: 'MELTING', secret_type: 'NEWEST' } })),
  duplicateTagKeys: page(wireRow('a', { row: { tags: [tag('env', 'prod'), tag('env', 'test')] } })),
  protoTagKey: page(wireRow('a', { row: { tags: [tag('__proto__', 'x'), tag('constructor', '')] } })),
  tagWithoutValue: page(wireRow('a', { row: { tags: [{ key: 'env' }, tag('team', null)] } })),
  emptyTagKey: page(wireRow('a', { row: { tags: [tag('', 'x')] } }), wireRow('b')),
  tagsAsObject: page(wireRow('a', { row: { tags: { env: 'prod' } } }), wireRow('b')),
  systemTags: page(wireRow('a', { row: { sys_tags: [tag('_sys_enterprise_project_id', '0')] } })),
  protoField: answer(
    200,
    `{"__proto__":{"resources":[]},"resources":[${JSON.stringify(wireRow('a')).replace('{', '{"__proto__":{"polluted":true},')}],"total_count":1,"tags":[]}`,
  ),
  secretValue: page(
    wireRow('a', {
      row: { secret_string: canaryValue, version: { secret_binary: canaryValue } },
      detail: { secret_string: canaryValue, __proto__x: canaryValue },
    }),
  ),
  unreadableBetweenGood: page(wireRow('a'), wireRow('b', { detail: { create_time: canaryValue } }), wireRow('c')),
  junkRows: page(null, 7, 'row', [], {}, [[wireRow('x')]], wireRow('a')),
  hostileText: page(wireRow('$(trash)\u202e<img src=x>\n[x](command:y)')),
  hugeText: page(wireRow('a', { detail: { description: 'x'.repeat(100_000) } }), wireRow('b')),
  manyTags: page(
    wireRow('a', { row: { tags: Array.from({ length: 5000 }, (_, at) => tag(`k${at}`, '')) } }),
    wireRow('b'),
  ),
  duplicateRows: page(wireRow('a'), wireRow('a')),
} satisfies Readonly<Record<string, Fault>>;
