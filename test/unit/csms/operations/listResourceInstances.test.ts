import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { countSecrets, listSecrets } from '../../../../src/csms/operations/listResourceInstances';
import { describeRequest } from '../../../../src/csms/transport/operation';
import { noFilter, type SecretFilter } from '../../../../src/model/secretFilter';
import type { PageRequest } from '../../../../src/model/secretPage';
import { readPage, responseOf } from './readPage';

const scope = { endpoint: 'https://kms.cn-north-4.myhuaweicloud.com', projectId: 'project' };

function bodyOf(filter: Partial<SecretFilter>, page: PageRequest = { limit: 1, offset: 0 }) {
  return describeRequest(listSecrets, scope, { filter: { ...noFilter, ...filter }, page }).body;
}

describe('the request for a page of secrets', () => {
  it('names the method, the URL and the whole body', () => {
    const filter = { tags: [{ key: 'env', values: ['prod', 'test'] }], nameContains: ['db'] };
    assert.deepEqual(describeRequest(listSecrets, scope, { filter, page: { limit: 1000, offset: 2000 } }), {
      method: 'POST',
      url: `${scope.endpoint}/v1/project/csms/resource_instances/action`,
      body: {
        action: 'filter',
        limit: '1000',
        offset: '2000',
        tags: [{ key: 'env', values: ['prod', 'test'] }],
        matches: [{ key: 'resource_name', value: 'db' }],
      },
    });
  });

  it('has no limit and no offset when it counts', () => {
    const { url, body } = describeRequest(countSecrets, scope, { ...noFilter, nameContains: ['db'] });
    assert.equal(url, `${scope.endpoint}/v1/project/csms/resource_instances/action`);
    assert.deepEqual(body, { action: 'count', matches: [{ key: 'resource_name', value: 'db' }] });
  });

  it('leaves out empty lists and empty names, which mean "nothing" to the service', () => {
    assert.deepEqual(bodyOf({ nameContains: [''] }), { action: 'filter', limit: '1', offset: '0' });
  });

  it('sends an empty list of values, which means any value', () => {
    assert.deepEqual(bodyOf({ tags: [{ key: 'env', values: [] }] }), {
      ...{ action: 'filter', limit: '1', offset: '0' },
      tags: [{ key: 'env', values: [] }],
    });
  });

  for (const page of [
    { limit: 0, offset: 0 },
    { limit: 1001, offset: 0 },
    { limit: 1.5, offset: 0 },
    { limit: 1, offset: -1 },
    { limit: 1, offset: NaN },
  ]) {
    it(`cannot ask for an impossible page: ${page.limit} from ${page.offset}`, () => {
      assert.throws(() => bodyOf({}, page), RangeError);
    });
  }
});

/** Of a page that could be read. */
function pageOf(body: unknown) {
  const result = readPage(body);
  assert.ok('value' in result, JSON.stringify(result));
  const { secrets, unreadable, received, totalCount } = result.value;
  const ids = secrets.map(({ id }) => id);
  return { ids, unreadable, received, totalCount, rows: result.rows };
}

const whole = (id: string) => ({ resource_id: id, resource_name: 'n' });

describe('a page of secrets', () => {
  for (const [body, unreadable] of [
    [7, 'expected object'],
    [{}, 'resources: missing'],
    [{ total_count: 'x' }, 'resources: missing'],
    [{ resources: 'x' }, 'resources: expected array'],
  ] as const) {
    it(`is none in ${JSON.stringify(body)}`, () => assert.deepEqual(readPage(body), { unreadable }));
  }

  it('is none with more rows than a project has', () => {
    const resources = Array<unknown>(100_001).fill(whole('a'));
    assert.deepEqual(readPage({ resources }), { unreadable: 'resources: at most 100000' });
    assert.equal(pageOf({ resources: resources.slice(1) }).received, 100_000);
  });

  it('may be empty in any form', () => {
    const empty = { ids: [], unreadable: [], received: 0, rows: 0 };
    for (const [body, totalCount] of [
      [{ resources: [] }, undefined],
      [{ resources: null }, undefined],
      [{ resources: null, total_count: 5 }, 5],
      [{ total_count: 5 }, 5],
      [{ total_count: '5' }, 5],
      [{ resources: [], total_count: -1 }, undefined],
      [{ resources: [], total_count: 1.5 }, undefined],
      [{ resources: [], total_count: ' 5' }, undefined],
      [{ resources: [], total_count: '5x' }, undefined],
      [{ resources: [], total_count: '1'.repeat(16) }, undefined],
    ] as const) {
      assert.deepEqual(pageOf(body), { ...empty, totalCount });
    }
  });

  it('gives the rows that can be read, and names the others', () => {
    const resources = [whole('a'), { ...whole('b'), tags: 7 }, null, { resource_id: 7 }, { ...whole(''), x: 1 }];
    assert.deepEqual(pageOf({ resources, total_count: 9 }), {
      ids: ['a'],
      unreadable: [
        { id: 'b', reason: 'tags: expected array' },
        { id: undefined, reason: 'expected object' },
        { id: undefined, reason: 'resource_id: expected string' },
        { id: undefined, reason: 'resource_id: missing' },
      ],
      received: 5,
      totalCount: 9,
      rows: 5,
    });
  });
});

describe('rows that came in pieces', () => {
  const [id, name, detail, tags] = [
    { resource_id: 'i' },
    { resource_name: 'n' },
    { resource_detail: { state: 'FROZEN' } },
    { tags: [{ key: 'k', value: 'v' }] },
  ];

  it('are joined until a piece repeats a field, and counted as they came', () => {
    const second = [{ resource_id: 'j' }, { resource_name: 'm' }, { sys_tags: [] }];
    const result = readPage({ resources: [id, name, detail, tags, ...second] });
    assert.ok('value' in result);
    const { secrets, unreadable, received } = result.value;
    assert.deepEqual(
      secrets.map(({ id: each, name: called, state, tags: tagged }) => [each, called, state, tagged.length]),
      [
        ['i', 'n', 'FROZEN', 1],
        ['j', 'm', '', 0],
      ],
    );
    assert.deepEqual({ unreadable, received, rows: result.rows }, { unreadable: [], received: 2, rows: 7 });
  });

  it('are not joined with rows of their own, with other fields or with what is no object', () => {
    for (const other of [
      { ...id, ...name },
      { ...id, ...detail },
      {},
      { other: 1 },
      { tags: [], other: 1 },
      null,
      [1],
      7,
    ]) {
      assert.equal(pageOf({ resources: [id, other, name] }).received, 3, JSON.stringify(other));
    }
  });
});

describe('a count of secrets', () => {
  it('is a whole number, in any form', () => {
    const count = (body: unknown) => countSecrets.parse(responseOf(body), noFilter);
    for (const total of [7, '7']) assert.deepEqual(count({ total_count: total }), { value: 7, rows: 0 });
    for (const body of [{}, { total_count: null }, { total_count: -1 }, { total_count: 1.5 }, null]) {
      assert.ok('unreadable' in count(body));
    }
  });
});
