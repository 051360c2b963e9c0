import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { ProjectTagKey } from '../../query/tagKeys';
import { filterProblem } from '../../model/filterProblem';
import { printFilter } from '../../query/filterText';
import { filterLimits } from '../../model/limits';
import { isEmptyFilter, noFilter, type SecretFilter, type TagCondition } from '../../model/secretFilter';
import { quickPickText } from '../core/escapeText';
import { secretCount } from '../core/format';
import { filterName, nameConditionName, problemSentence, tagConditionName } from './filterWords';
import { matchCountWords, type MatchCount } from './matchCount';
import type { SavedFilter } from './savedFilters';

/** What choosing a row of the prompt does. */
export type FilterIntent =
  | { readonly kind: 'apply'; readonly filter: SecretFilter }
  /** Goes on with other conditions and an empty box. */
  | { readonly kind: 'take'; readonly conditions: SecretFilter }
  /** Goes on with another text beside the conditions. */
  | { readonly kind: 'type'; readonly text: string }
  /** Ticks values of a key. */
  | { readonly kind: 'tag'; readonly key: string }
  | { readonly kind: 'editName'; readonly at: number }
  | { readonly kind: 'save'; readonly filter: SecretFilter }
  | { readonly kind: 'addTag' | 'addName' | 'asText' | 'openSettings' | 'signIn' | 'nothing' };

export interface FilterItem extends vscode.QuickPickItem {
  /** The same for rows that mean the same at another time. */
  readonly rowId: string;
  readonly intent: FilterIntent;
  /** What the row's buttons do, in their order. */
  readonly actions?: readonly RowAction[];
}

export type RowAction =
  | { readonly kind: 'remove'; readonly conditions: SecretFilter }
  | { readonly kind: 'editSaved' | 'removeSaved'; readonly saved: SavedFilter };

/** What the list is made of. */
export interface DraftFacts {
  readonly conditions: SecretFilter;
  /** The filter that is on. */
  readonly on: SecretFilter;
  readonly count: MatchCount | undefined;
  readonly keys: readonly ProjectTagKey[];
  /** `undefined` when the setting cannot be read. */
  readonly saved: readonly SavedFilter[] | undefined;
}

/** Tag keys that can be chosen without looking for them. Fewer beside conditions, so that the rows below stay in sight. */
const shownKeys = { most: 6, least: 3 } as const;

const limits = filterLimits.current;

/** The rows while nothing is typed: the conditions, what can be added, and the saved filters. */
export function draftItems(facts: DraftFacts): readonly FilterItem[] {
  const { conditions, on } = facts;
  const saved = savedItems(facts.saved);
  if (!isEmptyFilter(conditions)) return [...conditionsAndActions(facts), ...changeItems(facts), ...saved];
  const showAll = item('showAll', vscode.l10n.t('Show All Secrets'), 'clear-all', { kind: 'apply', filter: noFilter });
  return [
    ...(isEmptyFilter(on)
      ? []
      : [{ ...showAll, description: vscode.l10n.t('without a filter') }, ...discardItems(facts)]),
    ...saved,
    ...addItems(facts),
  ];
}

function conditionsAndActions({ conditions, on, count }: DraftFacts): readonly FilterItem[] {
  const problem = filterProblem(conditions, limits);
  const isOn = isDeepStrictEqual(conditions, on);
  return [
    problem
      ? item('problem', quickPickText(problemSentence(problem)), 'error', { kind: 'nothing' })
      : applyItem(conditions, count),
    heading(isOn ? vscode.l10n.t('Conditions, all of which must match') : vscode.l10n.t('Conditions, not applied yet')),
    ...conditionItems(conditions),
  ];
}

/** The row that ends the prompt, with what it will find; to sign in, where the service wants that first. */
export function applyItem(filter: SecretFilter, count: MatchCount | undefined, detail?: string): FilterItem {
  if (count?.kind === 'failed' && count.isSignInRefused) {
    return {
      ...item('signIn', vscode.l10n.t('Sign In…'), 'sign-in', { kind: 'signIn' }),
      detail: quickPickText(count.sentence),
    };
  }
  const apply = item('apply', vscode.l10n.t('Apply Filter'), 'check', { kind: 'apply', filter });
  const told = count?.kind === 'failed' ? quickPickText(count.sentence) : detail;
  return { ...apply, description: matchCountWords(count), ...(told !== undefined && { detail: told }) };
}

function conditionItems(conditions: SecretFilter): readonly FilterItem[] {
  const removable = (row: FilterItem, without: SecretFilter): FilterItem => ({
    ...row,
    buttons: [{ iconPath: new vscode.ThemeIcon('trash'), tooltip: vscode.l10n.t('Remove Condition') }],
    actions: [{ kind: 'remove', conditions: without }],
  });
  const tagItem = (tag: TagCondition) =>
    item(`tag:${tag.key}`, quickPickText(tagConditionName(tag)), 'tag', { kind: 'tag', key: tag.key });
  const nameItem = (part: string, at: number) =>
    item(`name:${part}`, quickPickText(nameConditionName(part)), 'symbol-string', { kind: 'editName', at });
  return [
    ...conditions.tags.map((tag) =>
      removable(tagItem(tag), { ...conditions, tags: conditions.tags.filter((other) => other !== tag) }),
    ),
    ...conditions.nameContains.map((part, at) =>
      removable(nameItem(part, at), {
        ...conditions,
        nameContains: conditions.nameContains.filter((_, other) => other !== at),
      }),
    ),
  ];
}

/** What narrows: the keys that most secrets have, another key, a part of the name. */
function addItems({ conditions, keys }: DraftFacts): readonly FilterItem[] {
  const taken = new Set(conditions.tags.map(({ key }) => key));
  const frequent = keys
    .filter(({ key }) => !taken.has(key))
    .toSorted((one, other) => (other.count ?? 0) - (one.count ?? 0))
    .slice(0, Math.max(shownKeys.least, shownKeys.most - conditions.tags.length - conditions.nameContains.length));
  const keyItem = ({ key, count }: ProjectTagKey) => ({
    ...item(`key:${key}`, quickPickText(key), 'tag', { kind: 'tag', key }),
    description: secretCount(count),
  });
  return [
    heading(vscode.l10n.t('Add a condition: choose, or type a word')),
    ...(conditions.tags.length < limits.maxTagConditions
      ? [...frequent.map(keyItem), item('addTag', vscode.l10n.t('Add Tag Condition…'), 'add', { kind: 'addTag' })]
      : [noteItem(problemSentence({ kind: 'tooManyTags', max: limits.maxTagConditions }))]),
    conditions.nameContains.length < limits.maxNameConditions
      ? item('addName', vscode.l10n.t('Add Name Condition…'), 'add', { kind: 'addName' })
      : noteItem(problemSentence({ kind: 'tooManyNames', max: limits.maxNameConditions })),
  ];
}

function changeItems(facts: DraftFacts): readonly FilterItem[] {
  const { conditions, on } = facts;
  const isSendable = filterProblem(conditions, limits) === undefined;
  return [
    ...addItems(facts),
    heading(vscode.l10n.t('Change')),
    {
      ...item('asText', vscode.l10n.t('Edit as Text'), 'edit', { kind: 'asText' }),
      description: quickPickText(printFilter(conditions)),
    },
    ...(isSendable ? [saveItem(conditions)] : []),
    item('removeAll', vscode.l10n.t('Remove All Conditions'), 'clear-all', { kind: 'take', conditions: noFilter }),
    ...(isEmptyFilter(on) ? [] : discardItems(facts)),
  ];
}

export function saveItem(filter: SecretFilter): FilterItem {
  return item('save', vscode.l10n.t('Save Filter…'), 'save', { kind: 'save', filter });
}

/** Back to what is on, where something else was put together. */
function discardItems({ conditions, on }: DraftFacts): readonly FilterItem[] {
  if (isDeepStrictEqual(conditions, on)) return [];
  const discard = item('discard', vscode.l10n.t('Discard Changes'), 'discard', { kind: 'take', conditions: on });
  return [{ ...discard, description: quickPickText(filterName(on)) }];
}

function savedItems(saved: readonly SavedFilter[] | undefined): readonly FilterItem[] {
  const title = heading(vscode.l10n.t('Saved filters'));
  if (saved === undefined) {
    const told = vscode.l10n.t('The setting "csmsExplorer.savedFilters" does not hold named filters');
    return [title, openSettingsItem('saved', told, vscode.l10n.t('Open Settings'))];
  }
  return saved.length > 0 ? [title, ...saved.map(savedItem)] : [];
}

function savedItem(saved: SavedFilter): FilterItem {
  const { name, text, result } = saved;
  const rowId = `saved:${name}`;
  if ('problem' in result && result.problem.kind === 'notText') {
    return openSettingsItem(rowId, quickPickText(name), problemSentence(result.problem));
  }
  const row =
    'filter' in result
      ? {
          ...item(rowId, quickPickText(name), 'bookmark', { kind: 'apply', filter: result.filter }),
          description: quickPickText(filterName(result.filter)),
        }
      : // Choosing it puts its text into the box, where it can be mended.
        {
          ...item(rowId, quickPickText(name), 'warning', { kind: 'type', text }),
          description: quickPickText(problemSentence(result.problem)),
        };
  return {
    ...row,
    buttons: [
      { iconPath: new vscode.ThemeIcon('edit'), tooltip: vscode.l10n.t('Edit Saved Filter') },
      { iconPath: new vscode.ThemeIcon('trash'), tooltip: vscode.l10n.t('Remove Saved Filter') },
    ],
    actions: [
      { kind: 'editSaved', saved },
      { kind: 'removeSaved', saved },
    ],
  };
}

function openSettingsItem(rowId: string, label: string, description: string): FilterItem {
  return { ...item(rowId, label, 'warning', { kind: 'openSettings' }), description };
}

function noteItem(sentence: string): FilterItem {
  return item(sentence, sentence, 'info', { kind: 'nothing' });
}

export function item(rowId: string, label: string, icon: string, intent: FilterIntent): FilterItem {
  return { rowId, label, iconPath: new vscode.ThemeIcon(icon), intent };
}

export function heading(label: string): FilterItem {
  return { rowId: `heading:${label}`, label, kind: vscode.QuickPickItemKind.Separator, intent: { kind: 'nothing' } };
}
