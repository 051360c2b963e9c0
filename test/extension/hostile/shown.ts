import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Grouping } from '../../../src/inventory/grouping';
import { RowTree, type Row } from '../../../src/inventory/rows';
import { SecretIndex } from '../../../src/inventory/secretIndex';
import type { DetailsView, SecretDetailsView } from '../../../src/protocol/details';
import type { Secret } from '../../../src/model/secret';
import { secretJson } from '../../../src/model/secretFields';
import { connectionName } from '../../../src/vscode/connections/connectionLabels';
import { filterName } from '../../../src/vscode/filter/filterLabels';
import { deletedCard, secretCard } from '../../../src/vscode/references/secretCard';
import { secretMark } from '../../../src/vscode/references/secretMarks';
import { treeItem, type TreeRow } from '../../../src/vscode/tree/treeItem';
import { assertInert } from '../../support/attackChecks';
import type { Attack } from '../../support/attacks';
import { FakeSource, page, secret } from '../../support/builders';
import { restoredDetails } from '../../support/restoredDetails';
import { assertCard } from './cards';
import { day, errorOf, filterOf, looks, maxRow, now, secretOf, type Surfaces } from './subjects';

function wordsOf({ label, description, tooltip, accessibilityInformation }: vscode.TreeItem): readonly string[] {
  return [label, description, tooltip, accessibilityInformation?.label].filter((text) => typeof text === 'string');
}

function rowsBelow(tree: RowTree, parent?: Row): readonly Row[] {
  if (parent && parent.kind !== 'group') return [];
  return tree.children(parent, 100).flatMap((row) => [row, ...rowsBelow(tree, row)]);
}

function treeWords(secrets: readonly Secret[], grouping: Grouping): readonly string[] {
  const rows: readonly TreeRow[] = rowsBelow(RowTree.of(SecretIndex.from(secrets), grouping));
  assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length, 'rows with the same id');
  return rows.flatMap((row) => wordsOf(treeItem(row, looks)));
}

/** Everything that the page draws: what a button posts is for the host only. */
function drawnIn(drawn: DetailsView | undefined): readonly string[] {
  const texts: string[] = [];
  const collect = (key: string, value: unknown): void => {
    if (key === 'message') return;
    if (typeof value === 'string') texts.push(...(key === 'text' ? value.split('\n') : [value]));
    if (typeof value === 'object' && value !== null) for (const each of Object.entries(value)) collect(...each);
  };
  collect('view', drawn);
  return texts;
}

/** Long texts are shown whole in the details; each hidden character takes up to ten. */
const maxDetails = 50_000;

/** The details of a secret, below a refresh that failed, and what stands in the editor's tab. */
async function detailsOf(attack: Attack): Promise<{ readonly view: SecretDetailsView; readonly title: string }> {
  const attacked = secretOf(attack);
  const source = new FakeSource((_, call) => {
    if (call === 1) return page([attacked]);
    throw errorOf(attack);
  });
  const { fake, inventory, loaded, details } = await restoredDetails(source, attacked.id);
  await loaded();
  await inventory.refresh();
  details.dispose();
  assert.ok(fake.view?.kind === 'secret' && fake.view.warning !== undefined);
  return { view: fake.view, title: fake.panel.title };
}

function withoutId(json: object): unknown {
  return JSON.parse(JSON.stringify(json, (key, value: unknown) => (key === 'id' ? undefined : value)));
}

/** Where text from the cloud is seen, lists that are typed into aside. */
export const shownSurfaces: Surfaces = {
  'a row of a secret': (attack) => {
    assertInert(attack, { plain: treeWords([secretOf(attack)], { by: 'none' }), maxLength: maxRow });
  },

  'groups by tag': (attack) => {
    const secrets = [secretOf(attack), secret()];
    for (const grouping of [
      { by: 'everyTag' },
      { by: 'tagKeys', keys: [attack.text, `${attack.text}2`] },
    ] satisfies Grouping[]) {
      assertInert(attack, { plain: treeWords(secrets, grouping), maxLength: 2 * maxRow });
    }
  },

  'groups by state and type': (attack) => {
    for (const grouping of [{ by: 'state' }, { by: 'type' }] satisfies Grouping[]) {
      assertInert(attack, { plain: treeWords([secretOf(attack)], grouping), maxLength: maxRow });
    }
  },

  'a notice above the rows': (attack) => {
    const error = errorOf(attack);
    for (const notice of [
      { kind: 'failed', error, loadedAt: now },
      { kind: 'filterRefused', error },
    ] as const) {
      const words = wordsOf(treeItem({ kind: 'notice', id: 'x', notice }, looks));
      assertInert(attack, { plain: words, message: words, maxLength: 2 * maxRow });
    }
  },

  'the card of a secret': async (attack) => {
    const id = attack.text.slice(0, 100);
    const facts = { id, scheduledDeleteTime: now + day, createTime: now - day };
    const card = secretCard(secretOf(attack, facts), now, true);
    await assertCard(attack, card, id);
  },

  'the card of a secret that is gone': async (attack) => {
    const gone = { secret: secretOf(attack), noticedAt: now };
    await assertCard(attack, deletedCard(gone), undefined);
  },

  'the details of a secret': async (attack) => {
    const { view } = await detailsOf(attack);
    assertInert(attack, { plain: drawnIn(view), maxLength: maxDetails });
  },

  'the JSON of the details': async (attack) => {
    const { text } = (await detailsOf(attack)).view.json;
    const { resource_id: id, ...shown } = JSON.parse(text) as { readonly resource_id: string };
    const { resource_id: ours, ...copied } = JSON.parse(
      JSON.stringify(secretJson(secretOf(attack))),
    ) as typeof shown & {
      readonly resource_id: string;
    };
    assert.notEqual(id, ours, 'each secret has an id of its own');
    assert.deepEqual(withoutId(shown), withoutId(copied), 'JSON that says something else than what is copied');
  },

  'the details when loading failed': async (attack) => {
    const source = new FakeSource(() => {
      throw errorOf(attack);
    });
    const { fake, inventory, details } = await restoredDetails(source, 'x');
    await inventory.load();
    details.dispose();
    assert.equal(fake.view?.kind, 'message');
    assertInert(attack, { plain: drawnIn(fake.view), maxLength: maxRow });
  },

  'the title of the details': async (attack) => {
    const { title } = await detailsOf(attack);
    assertInert(attack, { message: [title], maxLength: 70 });
  },

  'the words above the rows': (attack) => {
    const connection = {
      kind: 'cloud',
      endpoint: 'https://kms.example',
      projectId: 'p',
      projectName: attack.text,
    } as never;
    const isBlank = attack.text.trim() === ''; // beside other words
    assertInert(attack, { plain: [connectionName(connection)], maxLength: 110, isSilent: isBlank });
    assertInert(attack, { plain: [filterName(filterOf(attack))], maxLength: 800 });
  },

  'a mark in a document': (attack) => {
    for (const state of ['PENDING_DELETE', 'DISABLED', 'FROZEN']) {
      const marked = secretOf(attack, { state, scheduledDeleteTime: now });
      const mark = secretMark(marked, new vscode.Range(0, 0, 0, 0));
      assertInert(attack, { plain: [mark?.message], maxLength: maxRow });
    }
  },
};
