import fc from 'fast-check';
import assert from 'node:assert/strict';
import type { Grouping, GroupName } from '../../../src/inventory/grouping';
import { type GroupRow, type Row, RowTree } from '../../../src/inventory/rows';
import { SecretIndex } from '../../../src/inventory/secretIndex';
import { type Secret, secretStates } from '../../../src/model/secret';
import { cases } from '../../support/cases';
import { secret } from '../../support/builders';

const text = fc.oneof(fc.constantFrom('env', 'Env', 'team', '__proto__', '', 'a', 'b', '"', '\ud800'), fc.string());
const tags = fc.array(fc.record({ key: text, value: text }), { maxLength: 5 });
const anySecret = fc
  .record({
    name: text,
    state: fc.constantFrom(...secretStates, 'NEW', ''),
    type: fc.option(text, { nil: undefined }),
    tags,
    systemTags: tags,
  })
  .map((facts) => secret(facts));
const anyGrouping: fc.Arbitrary<Grouping> = fc.oneof(
  fc.constantFrom<Grouping>({ by: 'everyTag' }, { by: 'state' }, { by: 'type' }, { by: 'none' }),
  fc.record({ by: fc.constant('tagKeys' as const), keys: fc.uniqueArray(text, { maxLength: 3 }) }),
);

/** What the name of a group says of a secret in it, in the plainest words. */
function belongs({ tags: own, state, type }: Secret, name: GroupName): boolean {
  switch (name.kind) {
    case 'tagKey':
      return own.some(({ key }) => key === name.key);
    case 'tagValue':
      return own.some(({ key, value }) => key === name.key && value === name.value);
    case 'withoutKey':
      return own.every(({ key }) => key !== name.key);
    case 'untagged':
      return own.length === 0;
    case 'state':
      return state === name.state;
    case 'type':
      return type === name.type;
  }
}

/** Asks for a few rows more each time, as Show More does. */
function allChildren(
  tree: RowTree,
  parent: GroupRow | undefined,
  step: number,
): readonly (GroupRow | Extract<Row, { kind: 'secret' }>)[] {
  for (let limit = step; ; limit += step) {
    const rows = tree.children(parent, limit);
    const shown = rows.filter((row) => row.kind !== 'more');
    const more = rows.find((row) => row.kind === 'more');
    assert.ok(shown.length <= limit);
    if (more === undefined) return shown;
    assert.deepEqual([more.shownCount, rows.indexOf(more)], [shown.length, rows.length - 1]);
    assert.ok(more.total > more.shownCount);
  }
}

function secretsUnder(tree: RowTree, parent: GroupRow | undefined, step: number): readonly Secret[] {
  return allChildren(tree, parent, step).flatMap((row) =>
    row.kind === 'secret' ? [row.secret] : secretsUnder(tree, row, step),
  );
}

describe('Grouping, whatever the secrets', () => {
  it('shows in a group exactly the secrets of its parent that it is named for, and all of them somewhere', () => {
    const check = (tree: RowTree, among: readonly Secret[], parent: GroupRow | undefined, step: number): void => {
      for (const row of allChildren(tree, parent, step)) {
        if (row.kind === 'secret') continue;
        const expected = among.filter((each) => belongs(each, row.name));
        assert.deepEqual(new Set(secretsUnder(tree, row, step)), new Set(expected), row.id);
        assert.equal(row.count, expected.length);
        assert.notEqual(expected.length, 0, 'no group is empty');
        check(tree, expected, row, step);
      }
    };
    fc.assert(
      fc.property(
        fc.array(anySecret, { maxLength: 10 }),
        anyGrouping,
        fc.integer({ min: 1, max: 5 }),
        (list, grouping, step) => {
          const tree = RowTree.of(SecretIndex.from(list), grouping);
          assert.deepEqual(new Set(secretsUnder(tree, undefined, step)), new Set(list));
          check(tree, list, undefined, step);
        },
      ),
      { numRuns: cases(200) },
    );
  });

  it('gives the same rows whatever the order in which the secrets came', () => {
    const drawn = (list: readonly Secret[], grouping: Grouping, parent?: GroupRow): readonly string[] => {
      const tree = RowTree.of(SecretIndex.from(list), grouping);
      return tree
        .children(parent, Infinity)
        .flatMap((row) => [row.id, ...(row.kind === 'group' ? drawn(list, grouping, row) : [])]);
    };
    const shuffled = fc
      .array(anySecret, { maxLength: 8 })
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(
      fc.property(shuffled, anyGrouping, ([list, other], grouping) => {
        assert.deepEqual(drawn(other, grouping), drawn(list, grouping));
      }),
    );
  });
});
