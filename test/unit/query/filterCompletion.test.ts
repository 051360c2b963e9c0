import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { completeFilter, suggestedConditions } from '../../../src/query/completion';
import { SecretIndex } from '../../../src/inventory/secretIndex';
import { interpretDraft, parseFilter, printFilter } from '../../../src/query/filterText';
import type { ProjectTagKey } from '../../../src/query/tagKeys';
import { filterLimits } from '../../../src/model/limits';
import { noFilter } from '../../../src/model/secretFilter';
import { secret, tags } from '../../support/builders';
import { cases } from '../../support/cases';

const { tagKeys } = SecretIndex.from([
  secret({ tags: tags('env=prod', 'team=payments', 'cost center=R&D, west') }),
  secret({ tags: tags('env=staging', 'environment=x') }),
  secret({ tags: tags('env=a b', '团队=支付', 'env=') }),
]);

function texts(text: string): readonly string[] {
  return completeFilter(text, tagKeys, 20).map((completion) => completion.text);
}

describe('completing the text of a filter', () => {
  it('offers keys where a condition begins, then tags with such a value', () => {
    assert.deepEqual(texts('en'), ['env=', 'environment=', '"cost center"=', 'team=payments']);
    assert.deepEqual(texts('env=prod TEA'), ['env=prod team=']);
    assert.deepEqual(texts('na'), ['name~']);
    assert.deepEqual(texts('env=prod 支'), ['env=prod 团队=支付']);
  });

  it('offers values after = and after a comma, without those that stand there', () => {
    assert.deepEqual(texts('env='), ['env=""', 'env="a b"', 'env=prod', 'env=staging']);
    assert.deepEqual(texts('team=payments env=prod,'), [
      'team=payments env=prod,""',
      'team=payments env=prod,"a b"',
      'team=payments env=prod,staging',
    ]);
    assert.deepEqual(texts('env=TAG'), ['env=staging']);
  });

  it('goes on inside quotes and behind quoted keys and values', () => {
    assert.deepEqual(texts('"cost c'), ['"cost center"=']);
    assert.deepEqual(texts('"cost center"='), ['"cost center"="R&D, west"']);
    assert.deepEqual(texts('"cost center"="R'), ['"cost center"="R&D, west"']);
    assert.deepEqual(texts('"env"=p'), ['"env"=prod']);
    assert.deepEqual(texts('env="a b",st'), ['env="a b",staging']);
    assert.deepEqual(texts('env="prod'), ['env=prod']);
  });

  it('goes on behind the full-width punctuation of Chinese input methods', () => {
    assert.deepEqual(texts('团队＝'), ['团队＝支付']);
    assert.deepEqual(texts('env=prod，st'), ['env=prod，staging']);
    assert.deepEqual(texts('“cost'), ['"cost center"=']);
  });

  it('offers keys alone where nothing is typed', () => {
    const keys = ['"cost center"=', 'env=', 'environment=', 'team=', '团队='];
    assert.deepEqual(texts(''), keys);
    assert.deepEqual(
      texts('name~x '),
      keys.map((key) => `name~x ${key}`),
    );
    assert.deepEqual(
      texts('env=prod '),
      keys.filter((key) => key !== 'env=').map((key) => `env=prod ${key}`),
    );
  });

  it('offers no more than asked for', () => {
    assert.deepEqual(
      completeFilter('en', tagKeys, 2).map(({ label }) => label),
      ['env', 'environment'],
    );
  });

  it('offers a tag that is called name, though parts of names are asked for, and none of its values for those', () => {
    const known = [{ key: 'name', count: 1, values: [{ value: 'pay', count: 1 }] }];
    const offered = (text: string) => completeFilter(text, known, 9).map((completion) => completion.text);
    assert.deepEqual(offered('name~x na'), ['name~x name=', 'name~x name~']);
    assert.deepEqual(offered('name~pa'), []);
    assert.deepEqual(offered('name=pa'), ['name=pay']);
  });

  it('does not offer a key twice', () => {
    for (const before of ['env=prod ', '"env"=prod ', 'env＝prod ']) {
      const offered = texts(`${before}e`);
      assert.ok(offered.length > 0 && !offered.some((text) => text.startsWith(`${before}env=`)), before);
    }
  });

  it('offers nothing behind a closed quote, and no names', () => {
    for (const text of ['env="prod"', 'env="pro"', 'env="a"b ']) assert.deepEqual(texts(text), [], text);
    assert.deepEqual(texts('env=prod'), [], 'what stands there whole');
    assert.deepEqual(texts('env="a"b'), []);
    assert.deepEqual(texts('name~pay'), []);
  });

  it('writes what can be read, or what a value makes readable, wherever the text is cut off', () => {
    const part = fc.constantFrom('env', 'a b', 'q"r', '支付', 'x\\y', 'R&D, west', '*', '=');
    const tag = fc.record({ key: part, values: fc.uniqueArray(part, { maxLength: 3 }) }, { noNullPrototype: true });
    const filters = fc.record(
      { tags: fc.uniqueArray(tag, { maxLength: 3, selector: ({ key }) => key }), nameContains: fc.constant([]) },
      { noNullPrototype: true },
    );
    let offered = 0;
    fc.assert(
      fc.property(
        filters,
        fc.nat(),
        fc.array(fc.tuple(part, part), { minLength: 1, maxLength: 6 }),
        (filter, at, known) => {
          const printed = printFilter(filter);
          const text = printed.slice(0, at % (printed.length + 1));
          const index = SecretIndex.from([secret({ tags: known.map(([key, value]) => ({ key, value })) })]);
          for (const completion of completeFilter(text, index.tagKeys, 50)) {
            offered += 1;
            const whole = /^(?:key|name)$/u.test(completion.kind) ? `${completion.text}x` : completion.text;
            assert.ok('filter' in parseFilter(whole, filterLimits.current), `${text} → ${completion.text}`);
          }
        },
      ),
      { numRuns: cases(1000) },
    );
    assert.ok(offered > cases(300), 'there were completions to check');
  });
});

describe('a bare word', () => {
  it('is one word without an operator', () => {
    const read = (text: string) => interpretDraft({ conditions: noFilter, text }, filterLimits.current);
    assert.deepEqual(read(' prod '), { kind: 'word', word: 'prod' });
    assert.deepEqual(read('"a b'), { kind: 'word', word: 'a b' });
    for (const text of ['', 'env=', 'a b', 'name~x']) assert.notEqual(read(text).kind, 'word', text);
  });

  it('means tags and keys: exact ones first, then by how many secrets have them', () => {
    const meant = (word: string) =>
      suggestedConditions(word, tagKeys, 10).map(({ key, value }) => (value === undefined ? key : `${key}=${value}`));
    assert.deepEqual(meant('PROD'), ['env=prod']);
    assert.deepEqual(meant('env'), ['env', 'environment']);
    assert.deepEqual(meant('s'), ['env=staging', 'cost center=R&D, west', 'team=payments', 'cost center']);
    assert.deepEqual(meant('nothing'), []);
    assert.deepEqual(meant('ENV:pr'), ['env=prod'], 'as search has it');
    for (const word of ['nokey:pr', ':env:pr', 'env:e', 'env:x']) assert.deepEqual(meant(word), [], word);
  });

  it('is told from the beginning of a key and from a part inside, and means no more than asked for', () => {
    const known = Object.entries({ xa: 9, ab: 1, ac: 3, a: 1 }).map(([key, count]) => ({ key, count, values: [] }));
    const meant = (limit: number, ...others: readonly ProjectTagKey[]) =>
      suggestedConditions('a', [...others, ...known], limit).map(({ key, isPrefix }) => [key, isPrefix].join(' '));
    const uncounted = { key: 'ad', count: undefined, values: [] };
    assert.deepEqual(meant(4, uncounted), ['a true', 'ac true', 'ab true', 'ad true']);
    assert.deepEqual(meant(9), ['a true', 'ac true', 'ab true', 'xa false']);
  });
});
