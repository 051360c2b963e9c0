import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { completeSearch } from '../../../src/query/completion';
import { filterOfSearch, parseQuery, queryKey, queryValue } from '../../../src/query/searchText';
import { SecretIndex } from '../../../src/inventory/secretIndex';
import { filterLimits } from '../../../src/model/limits';
import { secret, tags } from '../../support/builders';
import { cases } from '../../support/cases';

const { tagKeys } = SecretIndex.from([
  secret({ tags: tags('env=prod', 'env=production', 'team=payments', 'cost center=R&D, west', 'a:b=x y', 'env=') }),
  ...Array.from({ length: 12 }, (_, at) => secret({ tags: tags(`app=app-${at}`) })),
]);
const limits = filterLimits.current;
const part = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.string({ unit: fc.constantFrom('a', ' ', '"', '\\', ':', '：') }),
);

describe('what is typed to search', () => {
  it('is words, and tag words where a key of the project stands before the colon', () => {
    assert.deepEqual(parseQuery('DB Env:Pr arn:x', tagKeys), {
      words: ['db', 'arn:x'],
      tags: [{ key: 'env', value: 'Pr', isWhole: false }],
    });
  });

  it('keeps blanks and colons together in quotes', () => {
    assert.deepEqual(parseQuery('"cost center":"R&D, w "a:b":x "two words"', tagKeys).tags[0]?.key, 'cost center');
    assert.deepEqual(parseQuery('"a:b":"x y" "two words"', tagKeys), {
      words: ['two words'],
      tags: [{ key: 'a:b', value: 'x y', isWhole: true }],
    });
  });

  it('tells a closed quote around a value from other quotes', () => {
    const tag = (text: string) => parseQuery(text, tagKeys).tags.map(({ value, isWhole }) => [value, isWhole]);
    assert.deepEqual(tag('env:"prod"'), [['prod', true]]);
    for (const text of ['env:"prod', 'env:p"rod"', 'env:"pro"d', '"env":prod'])
      assert.deepEqual(tag(text), [['prod', false]]);
    assert.deepEqual(tag('env:"'), [['', false]]);
    assert.deepEqual(tag('"env:prod"'), []);
  });

  it('takes a backslash as it is, but before a quote or a backslash in quotes', () => {
    const words = (text: string) => parseQuery(text, tagKeys).words;
    assert.deepEqual(words(String.raw`"a\b" a\b "a\"b" "a\\b" "" x`), ['a\\b', 'a\\b', 'a"b', 'a\\b', 'x']);
  });

  it('reads back every key and value as they are written for it', () => {
    fc.assert(
      fc.property(part, part, (key, value) => {
        fc.pre(key !== '');
        const { words, tags: read } = parseQuery(`x ${queryKey(key)}:${queryValue(value)} y`, [{ key }]);
        assert.deepEqual([words, read.map((tag) => [tag.key, tag.value])], [['x', 'y'], [[key, value]]]);
      }),
      { numRuns: cases(1000) },
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(part, (text) => Array.isArray(parseQuery(text, tagKeys).words)));
  });
});

describe('completing a search', () => {
  const texts = (typed: string) => completeSearch(typed, tagKeys, 5).map(({ text }) => text);

  it('offers keys, and values behind the colon, in the quoting of the search', () => {
    assert.deepEqual(texts('db te'), ['db team:']);
    assert.deepEqual(texts('"cost c'), ['"cost center":']);
    assert.deepEqual(texts('cost'), ['"cost center":']);
    assert.deepEqual(texts('"cost center":'), ['"cost center":"R&D, west" ']);
    assert.deepEqual(texts('a'), ['"a:b":', 'app:']);
    assert.deepEqual(texts('env:p'), ['env:prod ', 'env:production ']);
    assert.deepEqual(texts('env:'), ['env:"" ', 'env:prod ', 'env:production ']);
  });

  it('offers no more than asked for, and not what stands there', () => {
    assert.deepEqual(
      ['a', 'app:'].map((typed) => completeSearch(typed, tagKeys, 1).length),
      [1, 1],
    );
    assert.deepEqual(texts('env:prod'), ['env:production ']);
  });

  it('offers nothing behind a blank, a closed quote or an unknown key', () => {
    for (const typed of ['', 'env:prod ', 'env:"prod"', 'nokey:p']) assert.deepEqual(texts(typed), [], typed);
  });

  it('writes what is read as that key and that value', () => {
    fc.assert(
      fc.property(part, part, (key, value) => {
        fc.pre(key !== '' && value !== '');
        const known = [{ key, count: 1, values: [{ value, count: 1 }] }];
        const [completed] = completeSearch(`x ${queryKey(key)}:`, known, 1);
        assert.ok(completed);
        const { words, tags: read } = parseQuery(completed.text, known);
        assert.deepEqual([words, read.map((tag) => [tag.key, tag.value])], [['x'], [[key, value]]]);
      }),
      { numRuns: cases(500) },
    );
  });
});

describe('a search as a filter', () => {
  const filterOf = (text: string) => filterOfSearch(text, tagKeys, limits);

  it('takes words as parts of the name and the known values that begin so', () => {
    assert.deepEqual(filterOf('db env:prod main db'), {
      filter: { tags: [{ key: 'env', values: ['prod', 'production'] }], nameContains: ['db', 'main'] },
      widened: [],
    });
    for (const [text, key, ...values] of [
      ['env:"prod"', 'env', 'prod'],
      ['env:"PROD"', 'env', 'prod'],
      ['env:produ', 'env', 'production'],
      ['env:""', 'env', ''],
      ['env:', 'env'],
    ] as const) {
      assert.deepEqual(filterOf(text).filter.tags, [{ key, values }], text);
    }
    assert.deepEqual(
      filterOf('env:produ team:pay').filter.tags.map(({ key }) => key),
      ['env', 'team'],
    );
  });

  it('takes a value that nothing known begins with as it is, never as any value', () => {
    assert.deepEqual(filterOf('env:ZZZ').filter.tags, [{ key: 'env', values: ['ZZZ'] }]);
    assert.deepEqual(filterOf('env:prod env:x').filter.tags, [{ key: 'env', values: ['prod'] }]);
  });

  it('keeps what all words of one key allow', () => {
    assert.deepEqual(filterOf('env:prod env:produ').filter.tags, [{ key: 'env', values: ['production'] }]);
  });

  it('takes any value, and says so, where more values fit than a condition takes', () => {
    assert.deepEqual(filterOf('app:app'), {
      filter: { tags: [{ key: 'app', values: [] }], nameContains: [] },
      widened: ['app'],
    });
  });

  it('keeps the limits', () => {
    const few = { ...limits, maxValuesPerTag: 2, maxTagConditions: 1, maxNameConditions: 2 };
    const { filter, widened } = filterOfSearch('env:prod team: a b c', tagKeys, few);
    assert.deepEqual(filter, { tags: [{ key: 'env', values: ['prod', 'production'] }], nameContains: ['a', 'b'] });
    assert.deepEqual(widened, []);
  });
});
