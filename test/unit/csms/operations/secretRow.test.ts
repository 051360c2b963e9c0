import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { StringInterner } from '../../../../src/csms/operations/secretRow';
import type { Secret } from '../../../../src/model/secret';
import { readRow } from './readPage';

const named = { resource_id: 'i', resource_name: 'n' };

function secretOf(row: object): Secret {
  const secret = readRow(row);
  assert.ok(typeof secret === 'object', 'a row that can be read');
  return secret;
}

const secretWith = (detail: unknown): Secret => secretOf({ ...named, resource_detail: detail });

const long = 'x'.repeat(4097);
const longest = 'x'.repeat(4096);
const many = <T>(item: T): T[] => Array.from({ length: 1001 }, () => item);

describe('the bounds of a row', () => {
  for (const [row, problem] of [
    [{ resource_id: long }, 'resource_id: at most 4096'],
    [{ resource_name: long }, 'resource_name: at most 4096'],
    [{ resource_detail: { id: long } }, 'resource_detail.id: at most 4096'],
    [{ resource_detail: { description: long } }, 'resource_detail.description: at most 4096'],
    [{ resource_detail: { create_time: 8.64e15 + 1 } }, 'resource_detail.create_time: at most 8640000000000000'],
    [{ resource_detail: { event_subscriptions: many('e') } }, 'resource_detail.event_subscriptions: at most 1000'],
    [{ resource_detail: { event_subscriptions: ['e', long] } }, 'resource_detail.event_subscriptions.1: at most 4096'],
    [{ tags: many({ key: 'k', value: 'v' }) }, 'tags: at most 1000'],
    [{ tags: [{ key: 'k' }, { key: '' }] }, 'tags.1.key: at least 1'],
    [{ tags: [{ key: long }] }, 'tags.0.key: at most 4096'],
    [{ sys_tags: [{ key: 'k', value: long }] }, 'sys_tags.0.value: at most 4096'],
  ] as const) {
    it(`are told as ${problem}`, () => assert.equal(readRow({ ...named, ...row }), problem));
  }

  it('take what reaches them', () => {
    const secret = secretOf({
      resource_id: longest,
      resource_name: 'n',
      resource_detail: { create_time: 8.64e15, event_subscriptions: many(longest).slice(1) },
      tags: many({ key: longest, value: longest }).slice(1),
      sys_tags: [{ key: 'k', value: null }],
    });
    assert.deepEqual([secret.id, secret.createTime], [longest, 8.64e15]);
    assert.deepEqual([secret.eventSubscriptions.length, secret.tags.length], [1000, 1000]);
    assert.deepEqual(secret.systemTags, [{ key: 'k', value: '' }]);
  });
});

describe('a row that came in another form', () => {
  it('has its times as text', () => {
    for (const [came, time] of [
      ['1600000000000', 1_600_000_000_000],
      [' 1600000000 ', 1_600_000_000_000],
      ['', undefined],
      ['  ', undefined],
    ] as const) {
      assert.equal(secretWith({ create_time: came }).createTime, time, came);
    }
    for (const came of ['-1', '1x', 'x1', '1'.repeat(17)]) {
      const row = { ...named, resource_detail: { create_time: came } };
      assert.equal(readRow(row), 'resource_detail.create_time: expected number', came);
    }
  });

  it('has its booleans as text', () => {
    for (const [came, isOn] of [
      ['True', true],
      ['false', false],
      ['', undefined],
    ] as const) {
      assert.equal(secretWith({ auto_rotation: came }).autoRotation, isOn, came);
    }
    const row = { ...named, resource_detail: { auto_rotation: 'yes' } };
    assert.equal(readRow(row), 'resource_detail.auto_rotation: expected boolean');
  });

  it('keeps its other texts and what is right already', () => {
    const { createTime, updateTime, description } = secretWith({
      create_time: '7',
      update_time: 7,
      description: 'true',
      timed: '7',
    });
    assert.deepEqual([createTime, updateTime, description], [7000, 7000, 'true']);
  });

  it('has its detail in a list of one', () => {
    assert.equal(secretWith([{ create_time: '7' }]).createTime, 7000);
    for (const detail of [null, undefined]) assert.equal(secretWith(detail).createTime, undefined);
    for (const detail of [[], [{}, {}], 'text', [7], [[{}]]]) {
      const problem = readRow({ ...named, resource_detail: detail });
      assert.equal(problem, 'resource_detail: expected object', JSON.stringify(detail));
    }
  });

  it('is none when it is no object', () => {
    for (const row of [null, 'text', 7, [1]]) assert.equal(readRow(row), 'expected object');
  });
});

describe('the secret of a row', () => {
  it('has id and name from the row, or from the detail where the row has none', () => {
    const detail = { id: 'in detail', name: 'also' };
    const { id, name } = secretOf({ ...named, resource_detail: detail });
    assert.deepEqual([id, name], ['i', 'n']);
    for (const row of [{}, { resource_id: '', resource_name: null }]) {
      const secret = secretOf({ ...row, resource_detail: detail });
      assert.deepEqual([secret.id, secret.name], ['in detail', 'also']);
    }
    assert.equal(readRow({ resource_name: 'n' }), 'resource_id: missing');
    assert.equal(readRow({ resource_id: 'i', resource_name: '' }), 'resource_name: missing');
  });

  it('has times in seconds and in ms, and none for never', () => {
    for (const [came, time] of [
      [1, 1000],
      [1e11 - 1, (1e11 - 1) * 1000],
      [1e11, 1e11],
      [0, undefined],
      [-1, undefined],
      [null, undefined],
    ] as const) {
      assert.equal(secretWith({ create_time: came }).createTime, time);
    }
  });

  it('has nothing where the service gave nothing', () => {
    const none = secretOf(named);
    const empty = secretOf({
      ...named,
      resource_detail: {
        ...{ state: '', kms_key_id: '', description: '', secret_type: '', rotation_period: '', rotation_config: '' },
        ...{ enterprise_project_id: '', rotation_func_urn: '', event_subscriptions: [''], auto_rotation: null },
      },
      tags: [],
      sys_tags: null,
    });
    assert.deepEqual(empty, none);
    const { id, name, state, tags, systemTags, eventSubscriptions, ...others } = none;
    assert.deepEqual(
      { id, name, state, tags, systemTags, eventSubscriptions },
      { id: 'i', name: 'n', state: '', tags: [], systemTags: [], eventSubscriptions: [] },
    );
    assert.deepEqual([...new Set(Object.values(others))], [undefined]);
  });
});

describe('the interner', () => {
  const tagsOf = (interner: StringInterner, ...tags: readonly (readonly [string, string])[]) => {
    const secret = readRow({ ...named, tags: tags.map(([key, value]) => ({ key, value })) }, interner);
    assert.ok(typeof secret === 'object');
    return secret.tags;
  };

  it('gives equal tags of all rows as one object, and others as they are', () => {
    const interner = new StringInterner();
    const [first] = tagsOf(interner, ['env', 'prod']);
    const [same, otherValue, otherKey] = tagsOf(interner, ['env', 'prod'], ['env', 'dev'], ['team', 'prod']);
    assert.equal(same, first);
    assert.deepEqual(
      [otherValue, otherKey],
      [
        { key: 'env', value: 'dev' },
        { key: 'team', value: 'prod' },
      ],
    );
    assert.equal(tagsOf(interner, ['env', 'dev'])[0], otherValue);
    assert.equal(interner.text('COMMON'), 'COMMON');
  });

  it('keeps no more than ten thousand tags', () => {
    const interner = new StringInterner();
    const tags = Array.from({ length: 10_001 }, (_, at) => interner.tag('k', `v${at}`));
    assert.equal(interner.tag('k', 'v9999'), tags[9999]);
    assert.notEqual(interner.tag('k', 'v10000'), tags[10_000]);
  });
});
