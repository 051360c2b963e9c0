import assert from 'node:assert/strict';
import { listRequestSchema, parseListRequest } from '../../../src/emulator/listRequest';
import type { ListRequest } from '../../../src/emulator/listRequest';
import { withDefaults } from '../../../src/emulator/openChoices';
import type { OpenChoiceOptions } from '../../../src/emulator/openChoices';
import { Refusal } from '../../../src/emulator/refusal';
import { filterLimits } from '../../../src/model/limits';
import type { LimitsEdition } from '../../../src/model/limits';

interface Rules extends OpenChoiceOptions {
  readonly edition?: LimitsEdition;
}

function parse(request: unknown, { edition = 'current', ...choices }: Rules = {}): ListRequest {
  const schema = listRequestSchema({ limits: filterLimits[edition], edition, choices: withDefaults(choices) });
  return parseListRequest(schema, Buffer.from(typeof request === 'string' ? request : JSON.stringify(request)));
}

const filter = (fields: object, rules?: Rules): ListRequest => parse({ action: 'filter', ...fields }, rules);

/** The refusal's code and the parameter that it names. */
function refusalOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    assert(error instanceof Refusal);
    assert.equal(error.status, 400);
    assert.equal(error.envelope, 'nested');
    return `${error.code} ${/parameter (\S*)/u.exec(error.message)?.[1] ?? ''}`.trim();
  }
  return 'accepted';
}

const conditions = (count: number): object[] =>
  Array.from({ length: count }, (_, index) => ({ key: `k${index}`, values: [] }));
const values = (count: number): string[] => Array.from({ length: count }, (_, index) => `v${index}`);

describe('request of ListResourceInstances', () => {
  it('takes limit and offset as text or number', () => {
    assert.deepEqual(filter({ limit: '1000', offset: '0' }), filter({ limit: 1000, offset: 0 }));
  });

  it('reads an absent, null or empty limit as the default', () => {
    for (const limit of [undefined, null, '']) assert.equal(filter({ limit }).limit, undefined);
  });

  for (const limit of ['0', 0, '1001', 1001, '-1', -1, 'ten', '1.5', 1.5, ' 10', true, [], {}]) {
    it(`refuses the limit ${JSON.stringify(limit)}`, () => {
      assert.equal(
        refusalOf(() => filter({ limit })),
        'CSMS.0002 limit',
      );
    });
  }

  for (const offset of ['-1', -1, 'x', 0.5, '99999999999999999999', false]) {
    it(`refuses the offset ${JSON.stringify(offset)}`, () => {
      assert.equal(
        refusalOf(() => filter({ offset })),
        'CSMS.0002 offset',
      );
    });
  }

  for (const body of ['', '{', 'null', '[]', '"filter"', '{"action":"filter"}}']) {
    it(`refuses the body ${body || 'of no length'} as not well-formed`, () => {
      assert.equal(
        refusalOf(() => parse(body)),
        'CSMS.0004',
      );
    });
  }

  it('refuses an unknown action', () => {
    for (const action of ['list', 'FILTER', 1])
      assert.equal(
        refusalOf(() => parse({ action })),
        'CSMS.0002 action',
      );
  });

  it('needs an action, except in the 2021 edition or when told otherwise', () => {
    assert.equal(
      refusalOf(() => parse({})),
      'CSMS.0002 action',
    );
    assert.equal(parse({}, { edition: '2021' }).action, 'filter');
    assert.equal(parse({}, { missingAction: 'filter' }).action, 'filter');
    assert.equal(
      refusalOf(() => parse({}, { edition: '2021', missingAction: 'refused' })),
      'CSMS.0002 action',
    );
  });

  it('reads absent and null lists as empty', () => {
    const { tags, matches } = filter({ tags: null, matches: null });
    assert.deepEqual([tags, matches], [[], []]);
    assert.deepEqual(filter({ tags: [{ key: 'env' }] }).tags, [{ key: 'env', values: [] }]);
  });

  it('takes an empty list of tags unless told otherwise', () => {
    assert.deepEqual(filter({ tags: [] }).tags, []);
    assert.equal(
      refusalOf(() => filter({ tags: [] }, { emptyTags: 'refused' })),
      'CSMS.0002 tags',
    );
    assert.deepEqual(filter({}, { emptyTags: 'refused' }).tags, []);
  });

  for (const [edition, most] of [
    ['current', 10],
    ['2021', 20],
  ] as const) {
    it(`takes at most ${most} tags in the ${edition} edition`, () => {
      assert.equal(filter({ tags: conditions(most) }, { edition }).tags.length, most);
      assert.equal(
        refusalOf(() => filter({ tags: conditions(most + 1) }, { edition })),
        'CSMS.0002 tags',
      );
    });
  }

  for (const [edition, longestKey, longestValue] of [
    ['current', 128, 255],
    ['2021', 36, 43],
  ] as const) {
    it(`takes keys of ${longestKey} and values of ${longestValue} characters in the ${edition} edition`, () => {
      // A character outside the basic plane counts once.
      const [key, value] = ['𠮷'.repeat(longestKey), '𠮷'.repeat(longestValue)];
      const tag = (fields: object): object => ({ tags: [{ key, values: [value], ...fields }] });
      assert.equal(filter(tag({}), { edition }).tags.length, 1);
      assert.equal(
        refusalOf(() => filter(tag({ key: `${key}k` }), { edition })),
        'CSMS.0002 tags[0].key',
      );
      assert.equal(
        refusalOf(() => filter(tag({ values: [`${value}v`] }), { edition })),
        'CSMS.0002 tags[0].values[0]',
      );
    });
  }

  it('refuses the characters that only the 2021 edition forbids, and control characters in both', () => {
    for (const character of '*<>\\=') {
      const tags = [{ key: 'k', values: [`a${character}b`] }];
      assert.equal(filter({ tags }).tags.length, 1);
      assert.equal(
        refusalOf(() => filter({ tags }, { edition: '2021' })),
        'CSMS.0002 tags[0].values[0]',
      );
    }
  });

  it('refuses empty keys, repeated keys, repeated values and an eleventh value', () => {
    assert.equal(
      refusalOf(() => filter({ tags: [{ key: '', values: [] }] })),
      'CSMS.0002 tags[0].key',
    );
    assert.equal(
      refusalOf(() => filter({ tags: [...conditions(1), ...conditions(1)] })),
      'CSMS.0002 tags',
    );
    assert.equal(
      refusalOf(() => filter({ tags: [{ key: 'k', values: ['a', 'a'] }] })),
      'CSMS.0002 tags[0].values',
    );
    assert.equal(
      refusalOf(() => filter({ tags: [{ key: 'k', values: values(11) }] })),
      'CSMS.0002 tags[0].values',
    );
  });

  it('takes ten name conditions of 255 characters, and no other field', () => {
    const match = (value: string, key = 'resource_name'): object => ({ key, value });
    assert.equal(filter({ matches: Array(10).fill(match('x')) }).matches.length, 10);
    assert.equal(
      refusalOf(() => filter({ matches: Array(11).fill(match('x')) })),
      'CSMS.0002 matches',
    );
    assert.equal(
      refusalOf(() => filter({ matches: [match('x'.repeat(256))] })),
      'CSMS.0002 matches[0].value',
    );
    assert.equal(
      refusalOf(() => filter({ matches: [match('x', 'resource_id')] })),
      'CSMS.0002 matches[0].key',
    );
  });

  it('takes any text of up to 36 characters as sequence', () => {
    assert.equal(filter({ sequence: 'test_sequence' }).sequence, 'test_sequence');
    assert.equal(
      refusalOf(() => filter({ sequence: 'x'.repeat(37) })),
      'CSMS.0002 sequence',
    );
  });
});
