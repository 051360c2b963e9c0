import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  filterLimits,
  filterProblem,
  type FilterProblem,
  type LimitsEdition,
  valuesProblem,
} from '../../../src/model/limits';
import type { SecretFilter } from '../../../src/model/secretFilter';

const many = (count: number) => Array.from({ length: count }, (_, at) => `x${at}`);
const tagged = (key: string, ...values: readonly string[]): SecretFilter => ({
  tags: [{ key, values }],
  nameContains: [],
});
const tagsOf = (keys: readonly string[]): SecretFilter => ({
  tags: keys.map((key) => ({ key, values: [] })),
  nameContains: [],
});
const named = (...nameContains: readonly string[]): SecretFilter => ({ tags: [], nameContains });

describe('what is wrong with a filter', () => {
  for (const [what, filter, problem] of [
    ['an empty key', tagged(''), { kind: 'emptyKey' }],
    ['a long key', tagged('𠮷'.repeat(129)), { kind: 'keyTooLong', length: 129, max: 128 }],
    ['a control character in a key', tagged('a\u0001'), { kind: 'forbiddenCharacter', character: '\u0001' }],
    ['a long value', tagged('k', 'v'.repeat(256)), { kind: 'valueTooLong', length: 256, max: 255 }],
    ['a control character in the last value', tagged('k', 'a', '\t'), { kind: 'forbiddenCharacter', character: '\t' }],
    ['a value twice', tagged('k', 'a', 'b', 'a'), { kind: 'duplicateValue', value: 'a' }],
    ['eleven values', tagged('k', ...many(11)), { kind: 'tooManyValues', max: 10 }],
    ['a key twice', tagsOf(['a', 'b', 'b']), { kind: 'duplicateKey', key: 'b' }],
    ['eleven keys', tagsOf(many(11)), { kind: 'tooManyTags', max: 10 }],
    ['an empty part of a name', named('db', ''), { kind: 'emptyName' }],
    ['a long part of a name', named('n'.repeat(256)), { kind: 'nameTooLong', length: 256, max: 255 }],
    ['a control character in a name', named('a\n'), { kind: 'forbiddenCharacter', character: '\n' }],
    ['eleven parts of names', named(...many(11)), { kind: 'tooManyNames', max: 10 }],
  ] as const satisfies readonly (readonly [string, SecretFilter, FilterProblem])[]) {
    it(`is ${what}`, () => assert.deepEqual(filterProblem(filter, filterLimits.current), problem));
  }

  it('is nothing while all limits are kept', () => {
    for (const filter of [
      tagged('𠮷'.repeat(128), '', 'v'.repeat(255), ...many(8)),
      tagsOf(many(10)),
      named(...many(9), 'n'.repeat(255)),
    ]) {
      assert.equal(filterProblem(filter, filterLimits.current), undefined);
    }
    assert.equal(valuesProblem([], filterLimits.current), undefined);
  });

  it('depends on the edition of the limits', () => {
    const kinds = (filter: SecretFilter) =>
      (['current', '2021'] as const satisfies readonly LimitsEdition[]).map(
        (edition) => filterProblem(filter, filterLimits[edition])?.kind,
      );
    assert.deepEqual(kinds(tagsOf(many(20))), ['tooManyTags', undefined]);
    assert.deepEqual(kinds(tagged('k'.repeat(37))), [undefined, 'keyTooLong']);
    assert.deepEqual(kinds(tagged('k', 'v'.repeat(44))), [undefined, 'valueTooLong']);
    for (const character of '*<>\\=') {
      assert.deepEqual(kinds(tagged('k', `a${character}`)), [undefined, 'forbiddenCharacter']);
    }
    assert.deepEqual(kinds(tagged('k', 'plain p')), [undefined, undefined]);
  });
});
