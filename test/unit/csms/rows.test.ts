import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { boundsProblem } from '../../../src/csms/rowBounds';
import { joinedFragments, repairedRow } from '../../../src/csms/rowRepair';
import { resourceRow, secretOfRow } from '../../../src/csms/resourceRow';
import { TagPool } from '../../../src/csms/tagPool';

const long = 'x'.repeat(4097);
const longest = 'x'.repeat(4096);
const many = <T>(item: T): T[] => Array.from({ length: 1001 }, () => item);

describe('the bounds of a row', () => {
  for (const [row, problem] of [
    [{ resource_id: long }, 'resource_id: at most 4096'],
    [{ resource_detail: { description: long } }, 'resource_detail.description: at most 4096'],
    [{ resource_detail: { create_time: 8.64e15 + 1 } }, 'resource_detail.create_time: at most 8640000000000000'],
    [{ resource_detail: { event_subscriptions: many('e') } }, 'resource_detail.event_subscriptions: at most 1000'],
    [{ resource_detail: { event_subscriptions: ['e', long] } }, 'resource_detail.event_subscriptions.1: at most 4096'],
    [{ tags: many({ key: 'k', value: 'v' }) }, 'tags: at most 1000'],
    [{ tags: [{ key: 'k' }, { key: '' }] }, 'tags.1.key: at least 1'],
    [{ tags: [{ key: long }] }, 'tags.0.key: at most 4096'],
    [{ sys_tags: [{ key: 'k', value: long }] }, 'sys_tags.0.value: at most 4096'],
  ] as const) {
    it(`are told as ${problem}`, () => assert.equal(boundsProblem(resourceRow.parse(row)), problem));
  }

  it('take what reaches them, and what is not there', () => {
    const full = {
      resource_id: longest,
      resource_detail: { create_time: 8.64e15, event_subscriptions: many(longest).slice(1) },
      tags: many({ key: longest, value: longest }).slice(1),
      sys_tags: [{ key: 'k', value: null }],
    };
    const empty = { resource_detail: { event_subscriptions: [] }, tags: [], sys_tags: null };
    for (const row of [full, empty, {}, { resource_detail: null }]) {
      assert.equal(boundsProblem(resourceRow.parse(row)), undefined);
    }
  });
});

describe('a row that came in another form', () => {
  const detailOf = (detail: unknown) =>
    (repairedRow({ resource_detail: detail }) as { readonly resource_detail: unknown }).resource_detail;

  it('has numbers and booleans that came as text', () => {
    for (const [key, came, meant] of [
      ['create_time', '1600000000000', 1_600_000_000_000],
      ['create_time', ' 1600000000 ', 1_600_000_000],
      ['create_time', '', null],
      ['create_time', '  ', null],
      ['create_time', '-1', '-1'],
      ['create_time', '1x', '1x'],
      ['create_time', 'x1', 'x1'],
      ['create_time', '1'.repeat(17), '1'.repeat(17)],
      ['create_time', 7, 7],
      ['timed', '7', '7'],
      ['auto_rotation', 'True', true],
      ['auto_rotation', 'false', false],
      ['auto_rotation', '', null],
      ['auto_rotation', 'yes', 'yes'],
      ['description', 'true', 'true'],
    ] as const) {
      assert.deepEqual(detailOf({ [key]: came }), { [key]: meant }, `${key}: ${came}`);
    }
  });

  it('has its detail in a list of one', () => {
    assert.deepEqual(detailOf([{ create_time: '7' }]), { create_time: 7 });
    for (const other of [[], [{}, {}], null, 'text', undefined]) assert.deepEqual(detailOf(other), other);
  });

  it('is left alone when it is no object', () => {
    for (const row of [null, 'text', 7, [1]]) assert.equal(repairedRow(row), row);
  });
});

describe('rows that came in pieces', () => {
  const [id, name, detail, tags] = [
    { resource_id: 'i' },
    { resource_name: 'n' },
    { resource_detail: { id: 'd' } },
    { tags: [] },
  ];

  it('are joined until a piece repeats a field', () => {
    assert.deepEqual(joinedFragments([id, name, detail, tags, id, { sys_tags: [] }]), [
      { ...id, ...name, ...detail, ...tags },
      { ...id, sys_tags: [] },
    ]);
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
      const rows = [id, other, name];
      assert.deepEqual(joinedFragments(rows), rows);
    }
  });
});

describe('the secret of a row', () => {
  const read = (row: object) => secretOfRow(resourceRow.parse(row), new TagPool());

  it('takes id and name from the detail where the row has none', () => {
    for (const row of [{ resource_detail: { id: 'i', name: 'n' } }, { resource_id: '', resource_name: null }]) {
      const secret = read({ resource_detail: { id: 'i', name: 'n' }, ...row });
      assert.ok('id' in secret);
      assert.deepEqual([secret.id, secret.name], ['i', 'n']);
    }
    assert.deepEqual(read({ resource_name: 'n' }), { unreadable: 'resource_id: missing' });
    assert.deepEqual(read({ resource_id: 'i', resource_name: '' }), { unreadable: 'resource_name: missing' });
  });

  it('takes times in seconds and in ms, and none for never', () => {
    for (const [came, meant] of [
      [1, 1000],
      [1e11 - 1, (1e11 - 1) * 1000],
      [1e11, 1e11],
      [0, undefined],
      [-1, undefined],
      [null, undefined],
    ] as const) {
      const secret = read({ resource_id: 'i', resource_name: 'n', resource_detail: { create_time: came } });
      assert.ok('id' in secret);
      assert.equal(secret.createTime, meant);
    }
  });

  it('has no facts where the service gave none', () => {
    const none = read({ resource_id: 'i', resource_name: 'n' });
    const empty = read({
      resource_id: 'i',
      resource_name: 'n',
      resource_detail: {
        ...{ state: '', kms_key_id: '', description: '', secret_type: '', rotation_period: '', rotation_config: '' },
        ...{ enterprise_project_id: '', rotation_func_urn: '', event_subscriptions: [''], auto_rotation: null },
      },
      tags: [],
      sys_tags: null,
    });
    assert.deepEqual(empty, none);
    assert.ok('id' in none);
    const { id, name, state, tags, systemTags, eventSubscriptions, ...others } = none;
    assert.deepEqual(
      { id, name, state, tags, systemTags, eventSubscriptions },
      {
        ...{ id: 'i', name: 'n', state: '', tags: [], systemTags: [], eventSubscriptions: [] },
      },
    );
    assert.deepEqual([...new Set(Object.values(others))], [undefined]);
  });

  it('shares equal tags and words with those before', () => {
    const pool = new TagPool();
    const tag = pool.tag('env', 'prod');
    assert.equal(pool.tag('env', 'prod'), tag);
    assert.deepEqual(
      [pool.tag('env', 'dev'), pool.tag('team', 'prod')],
      [
        { key: 'env', value: 'dev' },
        { key: 'team', value: 'prod' },
      ],
    );
    assert.equal(pool.tag('env', 'dev'), pool.tag('env', 'dev'));
    assert.equal(pool.text('COMMON'), 'COMMON');
  });

  it('shares no more than ten thousand tags', () => {
    const pool = new TagPool();
    const tags = Array.from({ length: 10_001 }, (_, at) => pool.tag('k', `v${at}`));
    assert.equal(pool.tag('k', 'v9999'), tags[9999]);
    assert.notEqual(pool.tag('k', 'v10000'), tags[10_000]);
  });
});
