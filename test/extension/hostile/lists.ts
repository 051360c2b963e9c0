import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { InventoryState } from '../../../src/inventory/inventory';
import { completeSearch } from '../../../src/query/completion';
import { interpretDraft } from '../../../src/query/filterText';
import type { ProjectTagKey } from '../../../src/query/tagKeys';
import { filterLimits } from '../../../src/model/limits';
import { noFilter, type SecretFilter } from '../../../src/model/secretFilter';
import { describeServiceError } from '../../../src/vscode/core/errors';
import { askTagCondition } from '../../../src/vscode/filter/conditionSteps';
import { draftItems } from '../../../src/vscode/filter/filterItems';
import { typedItems } from '../../../src/vscode/filter/typedFilterItems';
import type { OpenProject } from '../../../src/vscode/core/openProject';
import { TagKeys } from '../../../src/vscode/quickInput/requests';
import { foundItems, restingItems } from '../../../src/vscode/search/searchItems';
import { groupBy, GroupingStore } from '../../../src/vscode/tree/grouping';
import { assertInert } from '../../support/attackChecks';
import type { Attack } from '../../support/attacks';
import { FakeMemento } from '../../support/fakeEditor';
import { FakeSource, page } from '../../support/builders';
import { FakePrompts } from '../../support/fakePrompts';
import { projectOver } from '../../support/projects';
import { withStub } from './stubs';
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

function taggedBy(tagKeys: readonly ProjectTagKey[]): OpenProject {
  return { all: { state: { rows: 'whole', index: { tagKeys } } } } as unknown as OpenProject;
}

function draftOf(conditions: SecretFilter, text = '') {
  const draft = { conditions, text };
  return { draft, interpreted: interpretDraft(draft, filterLimits.current) };
}

const searched = emptyInventory().state;
const context = { state: searched, isExpired: false, buttons: listButtons, now };

/** The lists at the top of the window. */
export const listSurfaces: Surfaces = {
  'hits of the search': (attack) => {
    const hits = { hits: [{ secret: secretOf(attack, { nextRotationTime: now }) }], total: 1 } as never;
    const failed: InventoryState = { ...searched, lastEnd: { kind: 'failed', error: errorOf(attack) } };
    const found = foundItems(hits, completeSearch('', keysOf(attack), 5), { ...context, state: failed });
    const resting = restingItems([secretOf(attack)], hits, context);
    assertInert(attack, { quickPick: itemWords([...found, ...resting]), maxLength: 2 * maxRow });
  },

  'completions of the search': (attack) => {
    const typed = Array.from(attack.text)[0] ?? '';
    const completions = [
      { text: attack.text, key: attack.text, value: undefined, count: 1 },
      { text: attack.text, key: attack.text, value: attack.text, count: 1 },
      ...completeSearch(typed, keysOf(attack), 5),
    ];
    const items = foundItems({ hits: [], total: 0 }, completions, context);
    assertInert(attack, { quickPick: itemWords(items), maxLength: 2 * maxRow });
  },

  'rows of the filter prompt': (attack) => {
    const filter = filterOf(attack);
    const rest = {
      count: { label: '', failure: { sentence: describeServiceError(errorOf(attack)), isSignInRefused: false } },
      tagKeys: keysOf(attack),
      saved: [
        { name: attack.text, text: attack.text, result: { filter } },
        { name: attack.text, text: attack.text, result: { problem: { kind: 'noOperator', word: attack.text } } },
        { name: attack.text, text: '', result: { problem: { kind: 'notText' } } },
      ],
    } as const;
    const items = [
      ...draftItems({ ...rest, ...draftOf(filter), appliedFilter: noFilter }),
      ...draftItems({ ...rest, ...draftOf(noFilter), appliedFilter: filter }),
    ];
    assertInert(attack, { quickPick: itemWords(items), maxLength: maxLine });
  },

  'what is typed into the filter prompt': (attack) => {
    const typed = [attack.text, `"${attack.text}"=`, `${attack.text}=${attack.text}`, `k=${attack.text},`];
    const rest = { appliedFilter: noFilter, count: undefined, tagKeys: keysOf(attack), saved: [] };
    const items = typed.flatMap((text) => [
      ...typedItems({ ...rest, ...draftOf(noFilter, text) }),
      ...typedItems({ ...rest, ...draftOf(filterOf(attack), text) }),
    ]);
    assertInert(attack, { quickPick: itemWords(items), maxLength: maxLine });
  },

  'the steps of a condition': async (attack) => {
    const prompts = new FakePrompts();
    const closing = new AbortController();
    const tagKeys = new TagKeys(taggedBy(keysOf(attack)), assert.ifError);
    const unlisted = new TagKeys(taggedBy([]), assert.ifError);
    await Promise.all([tagKeys.settled, unlisted.settled]);
    const items: vscode.QuickPickItem[] = [];
    const titles: string[] = [];
    try {
      for (const [offered, conditions, key] of [
        [tagKeys, noFilter, undefined],
        [tagKeys, filterOf(attack), undefined],
        [unlisted, noFilter, undefined],
        [tagKeys, filterOf(attack), attack.text],
        [unlisted, noFilter, attack.text],
      ] as const) {
        const asked = askTagCondition(offered, conditions, key, closing.signal);
        const prompt = await prompts.next();
        items.push(...prompt.items);
        prompt.tick(...prompt.labels);
        titles.push(prompt.title);
        prompt.type(attack.text);
        items.push(...prompt.items);
        prompt.dismiss();
        await asked;
      }
    } finally {
      prompts.dispose();
    }
    assertInert(attack, { plain: titles, maxLength: maxRow });
    assertTitles(attack, titles);
    assertInert(attack, { quickPick: itemWords(items), maxLength: maxRow });
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
    const prompts = new FakePrompts();
    const titles: string[] = [];
    try {
      const running = withStub(vscode.window, 'showQuickPick', several, () => groupBy(project, groupings));
      const prompt = await prompts.next();
      items.push(...prompt.items);
      titles.push(prompt.title);
      prompt.tick(...prompt.labels);
      titles.push(prompt.title);
      prompt.dismiss();
      await running;
    } finally {
      prompts.dispose();
    }
    groupings.dispose();
    assertInert(attack, { quickPick: itemWords(items), maxLength: 2 * maxRow });
    assertInert(attack, { plain: titles, maxLength: maxLine });
    assertTitles(attack, titles);
  },
};
