import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { SecretIndex } from '../../../src/inventory/secretIndex';
import { mergedHits, SecretSearch } from '../../../src/inventory/secretSearch';
import { secret, tags } from '../../support/builders';

const index = SecretIndex.from([
  secret({ id: '6f1c9a52-7d3e-4b8a-9c41-e05d2b7f8a16', name: 'db', tags: tags('env=prod') }),
  secret({ name: 'db-main', tags: tags('env=prod', 'team=payments') }),
  secret({ name: 'payments-db', tags: tags('env=test', 'cost center=R&D, west') }),
  secret({ name: 'sandbox-key', tags: tags('env=dev') }),
  secret({ name: 'api-key', description: 'Password of the old DB', tags: tags('团队=支付') }),
  secret({ name: 'web-token', tags: tags('app=dbadmin') }),
]);

function names(text: string, limit = 200): readonly string[] {
  return new SecretSearch(index).search(text, limit).hits.map(({ secret: { name } }) => name);
}

describe('search', () => {
  it('ranks exact name, prefix, word start, inside a word, tag and description', () => {
    assert.deepEqual(names('DB'), ['db', 'db-main', 'payments-db', 'sandbox-key', 'web-token', 'api-key']);
    // `box` begins a word in the first, stands inside a word in the second.
    const boxes = SecretIndex.from([secret({ name: 'a-sandbox' }), secret({ name: 'z-box' })]);
    const { hits } = new SecretSearch(boxes).search('box', 10);
    assert.deepEqual(
      hits.map(({ secret: { name }, field }) => [name, field]),
      [
        ['z-box', 'nameWord'],
        ['a-sandbox', 'name'],
      ],
    );
  });

  it('finds a part of an ID, in any letter case', () => {
    assert.deepEqual(names('9C41-E05D'), ['db']);
  });

  it('wants every word, in any order', () => {
    assert.deepEqual(names('db pay'), ['payments-db', 'db-main']);
    assert.deepEqual(names('db nothing'), []);
  });

  it('narrows by tag words, whose value may be unfinished', () => {
    assert.deepEqual(names('env:prod'), ['db', 'db-main']);
    assert.deepEqual(names('ENV:pr main'), ['db-main']);
    assert.deepEqual(names('env:prod team:'), ['db-main']);
    assert.deepEqual(names('"cost center":"r&d, w'), ['payments-db']);
    assert.deepEqual(names('"cost center":"R&d, West"'), ['payments-db']);
    assert.deepEqual(names('团队：支'), ['api-key']);
  });

  it('takes a value in closed quotes as the whole value', () => {
    assert.deepEqual(names('env:"prod"'), ['db', 'db-main']);
    assert.deepEqual(names('env:"pro"'), []);
    assert.deepEqual(names('env:"pro'), ['db', 'db-main']);
    assert.deepEqual(names('env:""'), []);
  });

  it('puts the hits of two searches together by how well they fit', () => {
    const search = (...given: string[]) =>
      new SecretSearch(SecretIndex.from(given.map((name) => secret({ name })))).search('db', 10);
    const { hits, total } = mergedHits(search('db-a', 'x-db'), search('db', 'db-b', 'xdbx'), 4);
    assert.deepEqual(
      hits.map(({ secret: { name } }) => name),
      ['db', 'db-a', 'db-b', 'x-db'],
    );
    assert.equal(total, 5);
  });

  it('finds by the key of a tag in any letter case', () => {
    assert.deepEqual(names('CENTER'), ['payments-db']);
    const keyed = SecretIndex.from([secret({ name: 'a', tags: tags('Owner=x') })]);
    assert.equal(new SecretSearch(keyed).search('owner', 9).total, 1);
  });

  it('names no field where tags alone were asked for', () => {
    const fields = (text: string) => new SecretSearch(index).search(text, 9).hits.map(({ field }) => field);
    assert.deepEqual(fields('env:prod'), [undefined, undefined]);
    assert.deepEqual(fields('env:prod main'), ['nameWord']);
    assert.deepEqual(new Set(fields(' ')), new Set([undefined]));
  });

  it('gives no more than asked for and says how many there are', () => {
    const { hits, total } = new SecretSearch(index).search('', 2);
    assert.equal(hits.length, 2);
    assert.equal(total, index.size);
    assert.deepEqual(names('db', 2), ['db', 'db-main']);
  });

  it('finds exactly the secrets in which every word stands', () => {
    const part = fc.string({ unit: fc.constantFrom('a', 'b', '-'), minLength: 1, maxLength: 4 });
    const facts = fc.record({ name: part, description: part, tag: part });
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 20 }), fc.array(part, { minLength: 1, maxLength: 2 }), (all, words) => {
        const made = all.map(({ name, description, tag }) =>
          secret({ name, description, tags: [{ key: 'Z', value: tag }] }),
        );
        const { hits, total } = new SecretSearch(SecretIndex.from(made)).search(words.join(' '), 1000);
        const expected = made.filter(({ id, name, description, tags: [tag] }) =>
          words.every((word) => [id, name, description, tag!.value].some((text) => text?.includes(word))),
        );
        assert.equal(total, hits.length);
        assert.deepEqual(hits.map(({ secret: { id } }) => id).sort(), expected.map(({ id }) => id).sort());
      }),
    );
  });

  it('finds the same as without what was typed before', () => {
    for (const texts of [
      ['db', 'key'],
      ['db', 'main'],
      ['db main', 'main'],
      ['main', 'db', 'db m'],
      ['env:rod', 'env:prod'],
      ['env:test db', 'db'],
      ['team:pay env:prod', 'env:prod'],
      ['env:prod team:x', 'env:prod team:pay'],
      ['env:"prod"', 'env:"prod" main'],
      ['env:"pro"', 'env:"prod"'],
      ['env:"prod"', 'env:prod'],
      ['env:"prod"', 'env:"test"'],
      ['env:"test"', 'env:prod'],
      ['env:pr', 'env:"prod"'],
      ['team:', 'env:prod'],
    ]) {
      const search = new SecretSearch(index);
      for (const text of texts) {
        assert.deepEqual(search.search(text, 9), new SecretSearch(index).search(text, 9), texts.join(', '));
      }
    }
  });

  it('takes letters of all scripts and digits for parts of words', () => {
    for (const [letter, field] of [
      ...Array.from('az09é密', (each) => [each, 'name'] as const),
      ...Array.from('-_./:`{', (each) => [each, 'nameWord'] as const),
    ]) {
      const { hits } = new SecretSearch(SecretIndex.from([secret({ name: `x${letter}db` })])).search('db', 1);
      assert.equal(hits[0]?.field, field, letter);
    }
  });

  it('finds the same whether the words were typed on, changed or entered at once', () => {
    const edits = fc.array(fc.tuple(fc.nat(12), fc.constantFrom('env:', 'prod', 'p', 'db', ' ', 'team:', '"', 'b')));
    fc.assert(
      fc.property(edits, (steps) => {
        const search = new SecretSearch(index);
        let text = '';
        for (const [kept, added] of steps) {
          text = text.slice(0, text.length - Math.max(0, kept - 9)) + added;
          assert.deepEqual(search.search(text, 200), new SecretSearch(index).search(text, 200), text);
        }
      }),
    );
  });
});
