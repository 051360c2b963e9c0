import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Grouping, GroupName } from '../../../src/inventory/grouping';
import { RowTree, type GroupRow, type Row } from '../../../src/inventory/rows';
import { SecretIndex } from '../../../src/inventory/secretIndex';
import { secretStates, type Secret } from '../../../src/model/secret';
import { secret, secrets, tags } from '../../support/builders';

const everything = Infinity;

/** The tree as indented text, to compare with at a glance. */
function draw(tree: RowTree, limit = everything, parent?: GroupRow): readonly string[] {
  return tree.children(parent, limit).flatMap((row) => {
    if (row.kind === 'secret') return [row.secret.name];
    if (row.kind === 'more') return [`more ${row.shownCount}/${row.total}`];
    return [`${wordsFor(row.name)} (${row.count})`, ...draw(tree, limit, row).map((line) => `  ${line}`)];
  });
}

function wordsFor(name: GroupName): string {
  switch (name.kind) {
    case 'tagKey':
      return name.key;
    case 'tagValue':
      return `${name.key}=${name.value}`;
    case 'withoutKey':
      return `no ${name.key}`;
    case 'untagged':
      return 'untagged';
    case 'state':
      return name.state;
    case 'type':
      return name.type ?? 'no type';
  }
}

function allRows(tree: RowTree, parent?: GroupRow): readonly Row[] {
  return tree
    .children(parent, everything)
    .flatMap((row) => (row.kind === 'group' ? [row, ...allRows(tree, row)] : [row]));
}

function secretsBelow(tree: RowTree, parent?: GroupRow): ReadonlySet<Secret> {
  return new Set(allRows(tree, parent).flatMap((row) => (row.kind === 'secret' ? [row.secret] : [])));
}

function treeOf(list: readonly Secret[], grouping: Grouping): RowTree {
  return RowTree.of(SecretIndex.from(list), grouping);
}

describe('RowTree', () => {
  const team = [
    secret({ name: 'db-10', tags: tags('env=prod', 'team=web') }),
    secret({ name: 'db-9', tags: tags('env=prod', 'team=') }),
    secret({ name: 'api', tags: tags('env=dev', 'env=prod') }),
    secret({ name: 'lone' }),
  ];

  it('groups by every tag: key, value, secrets, the untagged last', () => {
    assert.deepEqual(draw(treeOf(team, { by: 'everyTag' })), [
      'env (3)',
      '  env=dev (1)',
      '    api',
      '  env=prod (3)',
      '    api',
      '    db-9',
      '    db-10',
      'team (2)',
      '  team= (1)',
      '    db-9',
      '  team=web (1)',
      '    db-10',
      'untagged (1)',
      '  lone',
    ]);
  });

  it('nests chosen keys, those without a key last at each level', () => {
    assert.deepEqual(draw(treeOf(team, { by: 'tagKeys', keys: ['team', 'env'] })), [
      'team= (1)',
      '  env=prod (1)',
      '    db-9',
      'team=web (1)',
      '  env=prod (1)',
      '    db-10',
      'no team (2)',
      '  env=dev (1)',
      '    api',
      '  env=prod (1)',
      '    api',
      '  no env (1)',
      '    lone',
    ]);
  });

  it('groups by state in the order of concern, unknown states last', () => {
    const list = ['MYSTERY', ...secretStates.toReversed()].map((state) => secret({ name: 'x', state }));
    assert.deepEqual(draw(treeOf(list, { by: 'state' })), [
      ...['ENABLED (1)', '  x', 'DISABLED (1)', '  x', 'PENDING_DELETE (1)', '  x', 'FROZEN (1)', '  x'],
      ...['MYSTERY (1)', '  x'],
    ]);
  });

  it('groups by type, those without one last', () => {
    const list = ['RDS-FG', undefined, 'COMMON'].map((type) => secret({ name: 'x', type }));
    assert.deepEqual(draw(treeOf(list, { by: 'type' })), [
      ...['COMMON (1)', '  x', 'RDS-FG (1)', '  x', 'no type (1)', '  x'],
    ]);
  });

  it('lists flat', () => {
    assert.deepEqual(draw(treeOf(team, { by: 'none' })), ['api', 'db-9', 'db-10', 'lone']);
  });

  it('has no rows when there are no secrets', () => {
    for (const by of ['everyTag', 'state', 'type', 'none'] as const) assert.deepEqual(draw(treeOf([], { by })), []);
  });

  it('gives at most as many rows as asked for, groups too, and says how many there are', () => {
    const list = ['a', 'b', 'c'].map((name) => secret({ name, tags: tags(`${name}=1`) }));
    assert.deepEqual(draw(treeOf(list, { by: 'none' }), 2), ['a', 'b', 'more 2/3']);
    assert.deepEqual(draw(treeOf(list, { by: 'none' }), 3), ['a', 'b', 'c']);
    const groups = treeOf(list, { by: 'everyTag' }).children(undefined, 2);
    assert.deepEqual(groups.at(-1), { kind: 'more', id: '["more"]', shownCount: 2, total: 3, parent: undefined });
  });

  it('gives the same rows again, also when more of them are asked for', () => {
    const tree = treeOf(secrets(5), { by: 'none' });
    const first = tree.children(undefined, 2);
    assert.equal(tree.children(undefined, 2), first);
    assert.equal(tree.children(undefined, 4)[0], first[0]);
  });

  it('finds the group of an earlier tree, and no children of one that is gone', () => {
    const before = treeOf(team, { by: 'everyTag' });
    const [env, ofTeam] = before.children(undefined, everything) as GroupRow[];
    const after = treeOf([secret({ name: 'new', tags: tags('env=test') })], { by: 'everyTag' });
    assert.deepEqual(draw(after, everything, env), ['env=test (1)', '  new']);
    assert.deepEqual(after.children(ofTeam, everything), []);
  });

  it('leads to a secret beyond the rows shown, and nowhere for one that is not there', () => {
    const tree = treeOf(team, { by: 'everyTag' });
    const path = tree.pathTo(team[0]!);
    assert.deepEqual(
      path?.map(({ id }) => id),
      [
        '["tagKey","env"]',
        '["tagKey","env"]["tagValue","env","prod"]',
        `["tagKey","env"]["tagValue","env","prod"]["secret","${team[0]!.id}"]`,
      ],
    );
    assert.equal(tree.pathTo(secret({ name: 'nowhere' })), undefined);
  });

  describe('for any secrets and any grouping', () => {
    const text = fc.oneof(
      fc.constantFrom('env', 'Env', '__proto__', 'constructor', '', '/', '"', '","', '\\', 'a/b', 'a', 'b', '\ud800'),
      fc.string({ maxLength: 3 }),
    );
    const anySecret = fc
      .record({
        name: text,
        state: fc.constantFrom(...secretStates, 'NEW'),
        type: fc.option(text, { nil: undefined }),
        tags: fc.array(fc.record({ key: text, value: text }), { maxLength: 4 }),
      })
      .map((facts) => secret(facts));
    const anyGrouping: fc.Arbitrary<Grouping> = fc.oneof(
      fc.constantFrom<Grouping>({ by: 'everyTag' }, { by: 'state' }, { by: 'type' }, { by: 'none' }),
      fc.record({ by: fc.constant('tagKeys'), keys: fc.array(text, { maxLength: 3 }) }),
    );
    const check = (property: (list: readonly Secret[], tree: RowTree) => void) => {
      fc.assert(
        fc.property(fc.array(anySecret, { maxLength: 12 }), anyGrouping, (list, grouping) =>
          property(list, treeOf(list, grouping)),
        ),
      );
    };

    it('loses and invents no secret', () => check((list, tree) => assert.deepEqual(secretsBelow(tree), new Set(list))));

    it('gives every row another id', () =>
      check((_, tree) => {
        const ids = allRows(tree).map(({ id }) => id);
        assert.equal(new Set(ids).size, ids.length);
      }));

    it('counts the distinct secrets below a group', () =>
      check((_, tree) => {
        for (const row of allRows(tree)) {
          if (row.kind === 'group') assert.equal(row.count, secretsBelow(tree, row).size);
        }
      }));

    it('knows the parent of each row, and leads to each secret', () =>
      check((list, tree) => {
        for (const wanted of list) {
          let parent: GroupRow | undefined;
          for (const step of tree.pathTo(wanted)!) {
            assert.equal(step.parent, parent);
            assert.ok(tree.children(parent, everything).includes(step));
            if (step.kind === 'group') parent = step;
            else assert.ok(step.kind === 'secret' && step.secret === wanted);
          }
          assert.equal(tree.pathTo(wanted)!.at(-1)?.kind, 'secret');
        }
      }));
  });
});
