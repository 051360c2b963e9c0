import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Grouping } from '../../../src/inventory/grouping';
import { RowTree, type Row } from '../../../src/inventory/rows';
import { SecretIndex } from '../../../src/inventory/secretIndex';
import type { DetailsPage } from '../../../src/model/detailsPage';
import type { Secret } from '../../../src/model/secret';
import { secretJson } from '../../../src/model/secretFields';
import { connectionName } from '../../../src/vscode/connections/connectionName';
import { describeServiceError } from '../../../src/vscode/core/errors';
import { Details } from '../../../src/vscode/details/details';
import { detailsPage } from '../../../src/vscode/details/detailsPage';
import { secretPage } from '../../../src/vscode/details/secretPage';
import { troubleOf } from '../../../src/vscode/diagnostics/secretTrouble';
import { filterName } from '../../../src/vscode/filter/filterLabels';
import { deletedCard, secretCard } from '../../../src/vscode/hover/secretCard';
import { treeItem, type TreeRow } from '../../../src/vscode/tree/treeItem';
import { assertInert } from '../../support/attackChecks';
import type { Attack } from '../../support/attacks';
import { FakeSource, page, RecordingLogger, secret } from '../../support/builders';
import { windowOn } from '../../support/currentProjects';
import { FakePanel } from '../../support/fakePanel';
import { projectOver } from '../../support/projects';
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
  const rows: readonly TreeRow[] = rowsBelow(new RowTree(SecretIndex.from(secrets), grouping));
  assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length, 'rows with the same id');
  return rows.flatMap((row) => wordsOf(treeItem(row, looks)));
}

/** Everything that the page draws; a filter button carries its tag for the host only, an id is never drawn. */
function drawnIn(drawn: DetailsPage): readonly string[] {
  const texts: string[] = [];
  const collect = (key: string, value: unknown): void => {
    if (key === 'tag' || key === 'subject') return;
    if (typeof value === 'string') texts.push(...(key === 'text' ? value.split('\n') : [value]));
    if (typeof value === 'object' && value !== null) for (const each of Object.entries(value)) collect(...each);
  };
  collect('page', drawn);
  return texts;
}

const subject = { secretId: 'x', connection: 'mark' };

/** Long texts are shown whole in the details; each hidden character takes up to ten. */
const maxDetails = 50_000;

function pageOf(attack: Attack) {
  return secretPage(
    { secret: secretOf(attack), loadedAt: now, warning: describeServiceError(errorOf(attack)) },
    subject,
    looks,
  );
}

/** What stands in the editor's tab. */
async function titleOf(shown: Secret): Promise<string> {
  const project = projectOver(new FakeSource(() => page([shown])));
  await project.load();
  const details = new Details({
    project: windowOn(project),
    extensionUri: vscode.Uri.file('/extension'),
    logger: new RecordingLogger(),
    onError: (error) => assert.fail(String(error)),
  });
  const fake = new FakePanel();
  // What the page keeps of the connection `one`.
  const kept = { secretId: shown.id, connection: '7692c3ad3540bb80', tab: 'json' };
  await details.deserializeWebviewPanel(fake.panel, kept);
  details.dispose();
  return fake.panel.title;
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
      { kind: 'failure', error, loadedAt: now },
      { kind: 'filterRefused', error },
    ] as const) {
      const words = wordsOf(treeItem({ kind: 'notice', id: 'x', notice }, looks));
      assertInert(attack, { plain: words, message: words, maxLength: 2 * maxRow });
    }
  },

  'the card of a secret': async (attack) => {
    const id = attack.text.slice(0, 100);
    const facts = { id, scheduledDeleteTime: now + day, createTime: now - day };
    const card = secretCard(secretOf(attack, facts), { now, loadedAt: now, canOpenConsole: true });
    await assertCard(attack, card, id);
  },

  'the card of a secret that is gone': async (attack) => {
    const gone = { secret: secretOf(attack), noticedAt: now };
    await assertCard(attack, deletedCard(gone, now), undefined);
  },

  'the details of a secret': (attack) => {
    assertInert(attack, { plain: drawnIn(pageOf(attack)), maxLength: maxDetails });
  },

  'the JSON of the details': (attack) => {
    const { text } = pageOf(attack).json;
    const { resource_id: id, ...shown } = JSON.parse(text) as { readonly resource_id: string };
    const { resource_id: ours, ...copied } = JSON.parse(
      JSON.stringify(secretJson(secretOf(attack))),
    ) as typeof shown & {
      readonly resource_id: string;
    };
    assert.notEqual(id, ours, 'each secret has an id of its own');
    assert.deepEqual(withoutId(shown), withoutId(copied), 'JSON that says something else than what is copied');
  },

  'the details when loading failed': (attack) => {
    const failed = detailsPage({ kind: 'failed', error: errorOf(attack) }, subject, looks);
    assertInert(attack, { plain: drawnIn(failed), maxLength: maxRow });
  },

  'the title of the details': async (attack) => {
    const title = await titleOf(secretOf(attack));
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
      const trouble = troubleOf(secretOf(attack, { state, scheduledDeleteTime: now }));
      assertInert(attack, { plain: [trouble?.message], maxLength: maxRow });
    }
  },
};
