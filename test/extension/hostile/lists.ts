import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { completeSearch } from '../../../src/query/completion';
import { noFilter } from '../../../src/model/secretFilter';
import { describeServiceError } from '../../../src/vscode/core/errors';
import { askTagValues, valueItems } from '../../../src/vscode/filter/askTagValues';
import { keyItems } from '../../../src/vscode/filter/askTagKey';
import { draftItems } from '../../../src/vscode/filter/filterItems';
import { typedItems } from '../../../src/vscode/filter/typedFilterItems';
import { TagKeys } from '../../../src/vscode/quickInput/tagKeys';
import { foundItems, restingItems } from '../../../src/vscode/search/searchItems';
import { groupBy, GroupingStore } from '../../../src/vscode/tree/grouping';
import { assertInert } from '../../support/attackChecks';
import type { Attack } from '../../support/attacks';
import { FakeSource, page } from '../../support/builders';
import { FakeMemento } from '../../support/fakeEditor';
import { projectOver } from '../../support/projects';
import { quickPicksOf, withStub } from './stubs';
import {
  emptyInventory,
  errorOf,
  filterOf,
  itemWords,
  keysOf,
  maxLine,
  maxRow,
  now,
  secretOf,
  type Surfaces,
} from './subjects';

const listButtons = {
  copyId: { iconPath: new vscode.ThemeIcon('copy') },
  reveal: { iconPath: new vscode.ThemeIcon('list-tree') },
  showLog: { iconPath: new vscode.ThemeIcon('output') },
};

/** A title is drawn as it is, so that an escape of lists would be seen in it. */
function assertTitles({ text }: Attack, titles: readonly string[]): void {
  if (!text.includes('\\$(')) for (const title of titles) assert.doesNotMatch(title, /\\\$\(/u, 'an escape in a title');
}

const searched = { ...emptyInventory().state, isExpired: false };

/** The lists at the top of the window. */
export const listSurfaces: Surfaces = {
  'hits of the search': (attack) => {
    const hits = { hits: [{ secret: secretOf(attack, { nextRotationTime: now }) }], total: 1 } as never;
    const failed = { ...searched, failure: errorOf(attack) };
    const found = foundItems(hits, completeSearch('', keysOf(attack), 5), failed, listButtons, now);
    const resting = restingItems([secretOf(attack)], hits, searched, listButtons, now);
    assertInert(attack, { quickPick: itemWords([...found, ...resting]), maxLength: 2 * maxRow });
  },

  'completions of the search': (attack) => {
    const typed = Array.from(attack.text)[0] ?? '';
    const completions = [
      { text: attack.text, key: attack.text, value: undefined, count: 1 },
      { text: attack.text, key: attack.text, value: attack.text, count: 1 },
      ...completeSearch(typed, keysOf(attack), 5),
    ];
    const items = foundItems({ hits: [], total: 0 }, completions, searched, listButtons, now);
    assertInert(attack, { quickPick: itemWords(items), maxLength: 2 * maxRow });
  },

  'rows of the filter prompt': (attack) => {
    const filter = filterOf(attack);
    const facts = {
      on: noFilter,
      count: { kind: 'failed', sentence: describeServiceError(errorOf(attack)), isSignInRefused: false },
      keys: keysOf(attack),
      saved: [
        { name: attack.text, text: attack.text, result: { filter } },
        { name: attack.text, text: attack.text, result: { problem: { kind: 'noOperator', word: attack.text } } },
        { name: attack.text, text: '', result: { problem: { kind: 'notText' } } },
      ],
    } as const;
    const items = [
      ...draftItems({ ...facts, conditions: filter }),
      ...draftItems({ ...facts, conditions: noFilter, on: filter }),
    ];
    assertInert(attack, { quickPick: itemWords(items), maxLength: maxLine });
  },

  'what is typed into the filter prompt': (attack) => {
    const typed = [attack.text, `"${attack.text}"=`, `${attack.text}=${attack.text}`, `k=${attack.text},`];
    const items = typed.flatMap((text) => [
      ...typedItems({ conditions: noFilter, text }, undefined, keysOf(attack)),
      ...typedItems({ conditions: filterOf(attack), text }, undefined, keysOf(attack)),
    ]);
    assertInert(attack, { quickPick: itemWords(items), maxLength: maxLine });
  },

  'keys and values of a condition': (attack) => {
    const keys = keysOf(attack);
    const items = [
      ...keyItems('', { keys }, new Set()),
      ...keyItems('', { keys }, new Set([attack.text])),
      ...keyItems(attack.text, { keys: [] }, new Set()),
      ...valueItems('', keys[0]!.values),
      ...valueItems(attack.text, []),
    ];
    assertInert(attack, { quickPick: itemWords(items), maxLength: maxRow });
  },

  'the steps of a condition': async (attack) => {
    const { signal } = new AbortController();
    const tagKeys = new TagKeys(
      () => Promise.resolve(keysOf(attack)),
      (error) => assert.fail(String(error)),
    );
    await tagKeys.settled;
    const picks = await quickPicksOf(() =>
      askTagValues(tagKeys, { key: attack.text, values: [attack.text] }, false, signal),
    );
    assert.equal(picks.length, 1);
    const titles = picks.flatMap((pick) => pick.titles);
    assertInert(attack, { plain: titles, maxLength: maxRow });
    assertTitles(attack, titles);
    assertInert(attack, { quickPick: picks.flatMap(({ items }) => itemWords(items)), maxLength: maxRow });
  },

  'Group By…': async (attack) => {
    const project = projectOver(new FakeSource(() => page([secretOf(attack)])));
    await project.load();
    const groupings = new GroupingStore(new FakeMemento());
    await groupings.set('one', { by: 'tagKeys', keys: [attack.text, `${attack.text}2`] });
    const items: vscode.QuickPickItem[] = [];
    const several = (offered: readonly vscode.QuickPickItem[]) => {
      items.push(...offered);
      return Promise.resolve(offered.find(({ label }) => label === 'Several Tag Keys…'));
    };
    const picks = await quickPicksOf(() =>
      withStub(vscode.window, 'showQuickPick', several, () => groupBy(project, groupings)),
    );
    groupings.dispose();
    assertInert(attack, { quickPick: itemWords(items), maxLength: 2 * maxRow });
    assertInert(attack, { quickPick: picks.flatMap((pick) => itemWords(pick.items)), maxLength: maxRow });
    const titles = picks.flatMap((pick) => pick.titles);
    assertInert(attack, { plain: titles, maxLength: maxLine });
    assertTitles(attack, titles);
  },
};
