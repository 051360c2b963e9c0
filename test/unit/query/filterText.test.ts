import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { filterLimits, filterProblem } from '../../../src/model/limits';
import { parseFilter, printFilter } from '../../../src/query/filterText';
import type { SecretFilter } from '../../../src/model/secretFilter';
import { anyCharacter } from '../../support/anyCharacter';
import { cases } from '../../support/cases';

const limits = filterLimits.current;

function read(text: string): SecretFilter {
  const result = parseFilter(text, limits);
  assert.ok('filter' in result, `${text} is refused`);
  return result.filter;
}

/** The problem's kind with the marked part of the text. */
function problemIn(text: string, edition: keyof typeof filterLimits = 'current'): readonly [string, string] {
  const result = parseFilter(text, filterLimits[edition]);
  assert.ok('problem' in result, `${text} is taken`);
  return [result.problem.kind, text.slice(result.start, result.end)];
}

describe('the text form of a filter', () => {
  it('reads keys, alternatives, any value, names and quoted texts', () => {
    assert.deepEqual(read('env=prod,staging team=* name~db "cost center"="R&D, west"'), {
      tags: [
        { key: 'env', values: ['prod', 'staging'] },
        { key: 'team', values: [] },
        { key: 'cost center', values: ['R&D, west'] },
      ],
      nameContains: ['db'],
    });
  });

  it('reads nothing as no condition', () => {
    assert.deepEqual(read('  '), { tags: [], nameContains: [] });
  });

  it('tells an empty value, a literal star and any value apart', () => {
    assert.deepEqual(read('a="" b="*" c=*').tags, [
      { key: 'a', values: [''] },
      { key: 'b', values: ['*'] },
      { key: 'c', values: [] },
    ]);
  });

  it('takes a full-width star for any value', () => {
    assert.deepEqual(read('a=＊').tags, [{ key: 'a', values: [] }]);
  });

  it('is written with quotes where they are needed', () => {
    const tags = [
      { key: 'env', values: ['prod', 'a b', '*', ''] },
      { key: 'q"\\', values: [] },
    ];
    assert.equal(
      printFilter({ tags, nameContains: ['db', 'a,b'] }),
      'env=prod,"a b","*","" "q\\"\\\\"=* name~db name~"a,b"',
    );
  });

  it('takes = and ~ inside a value as they are', () => {
    assert.deepEqual(read('url=a=b~c').tags, [{ key: 'url', values: ['a=b~c'] }]);
  });

  it('takes the full-width punctuation of Chinese input methods', () => {
    assert.deepEqual(read('团队＝支付，订单 name～“db”').tags, [{ key: '团队', values: ['支付', '订单'] }]);
  });

  for (const [text, kind, marked] of [
    ['env=prod db', 'noOperator', 'db'],
    ['=prod', 'noKey', '='],
    ['env=', 'noValue', 'env='],
    ['env=prod,', 'noValue', 'env=prod,'],
    ['name~', 'noName', 'name~'],
    ['name~""', 'emptyName', '""'],
    ['""=x', 'emptyKey', '""'],
    ['env="prod', 'openQuote', '"prod'],
    ['env="a"b', 'textAfterQuote', '"a"b'],
    ['"env', 'openQuote', '"env'],
    ['name~"db', 'openQuote', '"db'],
    ['"a"b=c', 'textAfterQuote', '"a"b'],
    ['env~prod', 'onlyNameContains', 'env'],
    ['env=prod,*', 'anyAndValues', '*'],
    ['env=a env=b', 'duplicateKey', 'env'],
    ['env=a,b,a', 'duplicateValue', 'a'],
    ['env=a\u0001', 'forbiddenCharacter', 'a\u0001'],
    [`${'k'.repeat(129)}=v`, 'keyTooLong', 'k'.repeat(129)],
    [`k=${'v'.repeat(256)}`, 'valueTooLong', 'v'.repeat(256)],
    [`name~${'n'.repeat(256)}`, 'nameTooLong', 'n'.repeat(256)],
    [`k=${'abcdefghijk'.split('').join(',')}`, 'tooManyValues', 'k'],
    ['abcdefghijk'.replaceAll(/./gu, '$&=1 '), 'tooManyTags', 'k'],
    ['abcdefghijk'.replaceAll(/./gu, 'name~$& '), 'tooManyNames', 'name~k'],
  ] as const) {
    it(`points at ${kind} in ${JSON.stringify(text.slice(0, 24))}`, () => {
      assert.deepEqual(problemIn(text), [kind, marked]);
    });
  }

  it('counts characters, not UTF-16 units', () => {
    assert.equal(read(`${'𠮷'.repeat(128)}=x`).tags.length, 1);
  });

  it('keeps the limits of the 2021 edition when asked to', () => {
    assert.deepEqual(problemIn(`${'k'.repeat(37)}=v`, '2021'), ['keyTooLong', 'k'.repeat(37)]);
    assert.deepEqual(problemIn('k="a*b"', '2021'), ['forbiddenCharacter', '"a*b"']);
  });

  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.string({ unit: anyCharacter, maxLength: 12 }),
  );
  const plain = { noNullPrototype: true };
  const tag = fc.record({ key: text, values: fc.uniqueArray(text, { maxLength: 4 }) }, plain);
  const filters = fc.record(
    {
      tags: fc.uniqueArray(tag, { maxLength: 5, selector: ({ key }) => key }),
      nameContains: fc.array(text, { maxLength: 3 }),
    },
    plain,
  );

  it('reads back every filter that keeps the limits', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        fc.pre(filterProblem(filter, limits) === undefined);
        assert.deepEqual(parseFilter(printFilter(filter), limits), { filter });
      }),
      { numRuns: cases(500) },
    );
  });

  it('never throws, points inside the text and takes only what keeps the limits', () => {
    const near = fc.string({
      unit: fc.constantFrom('a', 'name', '=', '~', ',', '"', '\\', ' ', '*', '＝', '”', '\u0007', '𠮷'),
    });
    fc.assert(
      fc.property(fc.oneof(text, near), (anything) => {
        const result = parseFilter(anything, limits);
        if ('filter' in result) {
          assert.equal(filterProblem(result.filter, limits), undefined);
          assert.deepEqual(parseFilter(printFilter(result.filter), limits), result);
        } else {
          assert.ok(0 <= result.start && result.start <= result.end && result.end <= anything.length);
        }
      }),
      { numRuns: cases(2000) },
    );
  });
});
