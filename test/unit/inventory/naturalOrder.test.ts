import assert from 'node:assert/strict';
import fc from 'fast-check';
import { naturalKey, sortedNaturally } from '../../../src/inventory/secretIndex';

function sorted(...texts: readonly string[]): readonly string[] {
  return sortedNaturally(texts, (text) => text);
}

describe('natural order', () => {
  it('puts numbers in the order of their size', () => {
    assert.deepEqual(sorted('db-10', 'db-9', 'db-2', 'db-100', 'db-010'), [
      'db-2',
      'db-9',
      'db-010',
      'db-10',
      'db-100',
    ]);
  });

  it('counts no zeros in front, and leaves those behind', () => {
    assert.equal(naturalKey('a007'), naturalKey('a7'));
    assert.ok(naturalKey('a0100') > naturalKey('a99'));
    assert.notEqual(naturalKey('a10'), naturalKey('a1'));
  });

  it('disregards the accent of a letter alone', () => {
    assert.equal(naturalKey('É'), naturalKey('e'));
  });

  it('puts a text before those that go on', () => {
    assert.deepEqual(sorted('db-1', 'db', 'db1', ''), ['', 'db', 'db-1', 'db1']);
  });

  it('disregards case and accents', () => {
    assert.deepEqual(sorted('Zebra', 'élan', 'apple', 'Elbow', 'fig'), ['apple', 'élan', 'Elbow', 'fig', 'Zebra']);
  });

  it('orders what differs in case only by the tie break', () => {
    const items = [
      { name: 'A', id: 2 },
      { name: 'a', id: 3 },
      { name: 'A', id: 1 },
    ];
    const byId = sortedNaturally(
      items,
      ({ name }) => name,
      ({ id }) => String(id),
    );
    assert.deepEqual(
      byId.map(({ id }) => id),
      [1, 2, 3],
    );
  });

  it('agrees with Intl.Collator on letters and numbers', () => {
    const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
    const word = fc.string({ unit: fc.constantFrom(...'a b c A B C x y z 0 1 2 9'.split(' ')), maxLength: 12 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const [keyA, keyB] = [naturalKey(a), naturalKey(b)];
        assert.equal(keyA < keyB ? -1 : keyA > keyB ? 1 : 0, collator.compare(a, b));
      }),
    );
  });

  it('sorts any texts whatsoever the same, whatever order they come in', () => {
    const texts = fc.array(
      fc.string({ unit: fc.constantFrom(...'a A é É b ß 0 1 2 9 - _ / 支 付 ａ １ \ud800 \u0301'.split(' ')) }),
      {
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(texts, (some) => {
        assert.deepEqual(sorted(...some), sorted(...some.toReversed()));
      }),
    );
  });
});
