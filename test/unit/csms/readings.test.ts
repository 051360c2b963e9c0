import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { describeListRequest } from '../../../src/csms/listRequest';
import { projectTagsOperation } from '../../../src/csms/projectTags';
import { countOperation, listOperation } from '../../../src/csms/resourceInstances';
import { parseRetryAfter } from '../../../src/csms/retry';
import { TagPool } from '../../../src/csms/tagPool';
import { noFilter } from '../../../src/model/secretFilter';
import { json } from '../../support/faults/answers';
import { FaultServer } from '../../support/faultServer';
import { canaryToken, clientUnderTest, firstPage, never } from './clientUnderTest';

const request = describeListRequest('https://kms.example.com', 'p', noFilter, firstPage);
const noHeader = () => undefined;
const read = (body: unknown) => listOperation(request, new TagPool()).read(body, noHeader);

/** Of a page that could be read. */
function pageOf(body: unknown) {
  const reading = read(body);
  assert.ok('value' in reading, JSON.stringify(reading));
  const { secrets, unreadable, received, totalCount } = reading.value;
  const ids = secrets.map(({ id }) => id);
  return { ids, unreadable, received, totalCount, rows: reading.rows };
}

const whole = (id: string) => ({ resource_id: id, resource_name: 'n' });

describe('a page of secrets', () => {
  for (const [body, unreadable] of [
    [7, 'expected object'],
    [{}, 'resources: missing'],
    [{ total_count: 'x' }, 'resources: missing'],
    [{ resources: 'x' }, 'resources: expected array'],
  ] as const) {
    it(`is none in ${JSON.stringify(body)}`, () => assert.deepEqual(read(body), { unreadable }));
  }

  it('is none with more rows than a project has', () => {
    const resources = Array<unknown>(100_001).fill(whole('a'));
    const reading = read({ resources });
    assert.equal('unreadable' in reading && reading.unreadable, 'resources: at most 100000');
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

  it('repairs rows one by one', () => {
    const text = { ...whole('a'), resource_detail: { create_time: '1600000000' } };
    assert.deepEqual(pageOf({ resources: [text, whole('b')] }).ids, ['a', 'b']);
  });

  it('joins the pieces of rows, and counts them as they came', () => {
    const pieces = [{ resource_id: 'a' }, { resource_name: 'n' }, { tags: [] }];
    const { ids, unreadable, received, rows } = pageOf({ resources: [...pieces, ...pieces] });
    assert.deepEqual({ ids, unreadable, received, rows }, { ids: ['a', 'a'], unreadable: [], received: 2, rows: 6 });
  });
});

describe('a count of secrets', () => {
  it('is a whole number, in any form', () => {
    const count = (body: unknown) => countOperation(request).read(body, noHeader);
    for (const total of [7, '7']) assert.deepEqual(count({ total_count: total }), { value: 7, rows: 0 });
    for (const body of [{}, { total_count: null }, { total_count: -1 }, null]) assert.ok('unreadable' in count(body));
  });
});

describe('the tags of a project', () => {
  const operation = projectTagsOperation('https://kms.example.com', 'p');

  it('are given by key, each value once, without those that cannot be read', () => {
    const tags = [
      { key: 'a', values: ['x', null, 'x', ''] },
      { key: '', values: ['x'] },
      { key: 'b' },
      7,
      { key: 'a', values: ['y'] },
    ];
    assert.deepEqual(operation.read({ tags }, noHeader), {
      value: [
        { key: 'a', values: ['x', '', 'y'] },
        { key: 'b', values: [] },
      ],
      rows: 2,
    });
    assert.deepEqual(operation.read({ tags: null }, noHeader), { value: [], rows: 0 });
    assert.deepEqual(operation.read({}, noHeader), { unreadable: 'tags: expected array' });
    assert.equal(operation.name, 'ListProjectSecretsTags');
  });
});

describe('Retry-After', () => {
  it('is taken in seconds or as a date, and nothing else', () => {
    const now = Date.UTC(2026, 10, 24, 10);
    for (const [text, ms] of [
      ['12', 12_000],
      [' 12 ', 12_000],
      ['Tue, 24 Nov 2026 10:00:30 GMT', 30_000],
      ['Tue, 24 Nov 2026 09:00:00 GMT', 0],
      ['-5', undefined],
      ['1.5', undefined],
      ['1'.repeat(10), undefined],
      ['1 Nov 2026', undefined],
      ['Fr 24 Nov 2026', undefined],
      ['soon', undefined],
      [undefined, undefined],
    ] as const) {
      assert.equal(parseRetryAfter(text, now), ms, text);
    }
  });
});

describe('a row that cannot be read', () => {
  it('is named without the credential, whatever the server sent in place of an id', async () => {
    const server = await FaultServer.start();
    const { client } = clientUnderTest(server.endpoint);
    try {
      const id = canaryToken.slice(0, 100);
      server.play(json({ resources: [{ resource_id: id, tags: 7 }, { tags: 7 }], total_count: 2 }));
      const { unreadable } = await client.listPage(noFilter, firstPage, never);
      const reason = 'tags: expected array';
      assert.deepEqual(unreadable, [
        { id: '[redacted]', reason },
        { id: undefined, reason },
      ]);
    } finally {
      client.dispose();
      await server.dispose();
    }
  });
});
