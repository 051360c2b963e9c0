import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { filterLimits } from '../../model/limits';
import { isEmptyFilter, noFilter, type SecretFilter, type TagCondition } from '../../model/secretFilter';
import { printFilter } from '../../query/filterText';
import type { ProjectTagKey } from '../../query/tagKeys';
import { quickPickText } from '../core/escapeText';
import { secretCount } from '../core/format';
import type { FilterDraft, InterpretedDraft } from './filterDraft';
import { filterName, nameConditionName, problemSentence, tagConditionName } from './filterLabels';
import { matchCountLabel, type MatchCount } from './matchCount';
import type { SavedFilter } from './savedFilters';

/** What choosing a row of the prompt, or pressing a button of the row, does. */
export type FilterIntent =
  | { readonly kind: 'apply'; readonly filter: SecretFilter }
  | { readonly kind: 'replaceDraft'; readonly draft: FilterDraft }
  /** Ticks values of a key. */
  | { readonly kind: 'editTag'; readonly key: string }
  | { readonly kind: 'editName'; readonly at: number }
  | { readonly kind: 'save'; readonly filter: SecretFilter }
  | { readonly kind: 'editSaved' | 'removeSaved'; readonly saved: SavedFilter }
  | { readonly kind: 'signIn' }
  | { readonly kind: 'addTag' | 'addName' | 'openSettings' | 'nothing' };

export interface FilterItem extends vscode.QuickPickItem {
  /** The same for rows that mean the same at another time. */
  readonly rowId: string;
  readonly intent: FilterIntent;
  /** What the row's buttons do, in their order. */
  readonly buttonIntents?: readonly FilterIntent[];
}

/** What the rows are made of. */
export interface FilterPromptState {
  readonly draft: FilterDraft;
  readonly interpreted: InterpretedDraft;
  readonly appliedFilter: SecretFilter;
  readonly count: MatchCount | undefined;
  readonly tagKeys: readonly ProjectTagKey[];
  /** `undefined` when the setting cannot be read. */
  readonly saved: readonly SavedFilter[] | undefined;
}

/** Tag keys that can be chosen without looking for them. Fewer beside conditions, so that the rows below stay in sight. */
const listedKeys = { most: 6, least: 3 } as const;

const limits = filterLimits.current;

/** The rows while nothing is typed: the conditions, what can be added, and the saved filters. */
export function draftItems(state: FilterPromptState): readonly FilterItem[] {
  const { appliedFilter, interpreted } = state;
  const saved = savedItems(state);
  if (interpreted.kind !== 'empty') return [...conditionsAndActions(state), ...changeItems(state), ...saved];
  const showAll = item('showAll', vscode.l10n.t('Show All Secrets'), 'clear-all', { kind: 'apply', filter: noFilter });
  return [
    ...(isEmptyFilter(appliedFilter)
      ? []
      : [{ ...showAll, description: vscode.l10n.t('without a filter') }, ...discardItems(state)]),
    ...saved,
    ...addItems(state),
  ];
}

function conditionsAndActions({ draft, interpreted, appliedFilter, count }: FilterPromptState): readonly FilterItem[] {
  const { conditions } = draft;
  const isApplied = isDeepStrictEqual(conditions, appliedFilter);
  return [
    interpreted.kind === 'overLimits'
      ? item('problem', quickPickText(problemSentence(interpreted.problem)), 'error', { kind: 'nothing' })
      : applyItem(conditions, count),
    heading(
      isApplied ? vscode.l10n.t('Conditions, all of which must match') : vscode.l10n.t('Conditions, not applied yet'),
    ),
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
  const sentence = count?.kind === 'failed' ? quickPickText(count.sentence) : detail;
  return { ...apply, description: matchCountLabel(count), ...(sentence !== undefined && { detail: sentence }) };
}

function conditionItems(conditions: SecretFilter): readonly FilterItem[] {
  const removable = (row: FilterItem, without: SecretFilter): FilterItem => ({
    ...row,
    buttons: [{ iconPath: new vscode.ThemeIcon('trash'), tooltip: vscode.l10n.t('Remove Condition') }],
    buttonIntents: [replaceConditions(without)],
  });
  const tagItem = (tag: TagCondition) =>
    item(`tag:${tag.key}`, quickPickText(tagConditionName(tag)), 'tag', { kind: 'editTag', key: tag.key });
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
function addItems({ draft: { conditions }, tagKeys }: FilterPromptState): readonly FilterItem[] {
  const taken = new Set(conditions.tags.map(({ key }) => key));
  const frequent = tagKeys
    .filter(({ key }) => !taken.has(key))
    .toSorted((one, other) => (other.count ?? 0) - (one.count ?? 0))
    .slice(0, Math.max(listedKeys.least, listedKeys.most - conditions.tags.length - conditions.nameContains.length));
  const keyItem = ({ key, count }: ProjectTagKey) => ({
    ...item(`key:${key}`, quickPickText(key), 'tag', { kind: 'editTag', key }),
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

function changeItems(state: FilterPromptState): readonly FilterItem[] {
  const { conditions } = state.draft;
  const text = printFilter(conditions);
  return [
    ...addItems(state),
    heading(vscode.l10n.t('Change')),
    {
      // The conditions move into the text, so that they are there once.
      ...item('asText', vscode.l10n.t('Edit as Text'), 'edit', {
        kind: 'replaceDraft',
        draft: { conditions: noFilter, text },
      }),
      description: quickPickText(text),
    },
    ...(state.interpreted.kind === 'ready' ? [saveItem(conditions)] : []),
    item('removeAll', vscode.l10n.t('Remove All Conditions'), 'clear-all', replaceConditions(noFilter)),
    ...(isEmptyFilter(state.appliedFilter) ? [] : discardItems(state)),
  ];
}

export function saveItem(filter: SecretFilter): FilterItem {
  return item('save', vscode.l10n.t('Save Filter…'), 'save', { kind: 'save', filter });
}

/** Back to the applied filter, where something else was put together. */
function discardItems({ draft, appliedFilter }: FilterPromptState): readonly FilterItem[] {
  if (isDeepStrictEqual(draft.conditions, appliedFilter)) return [];
  const discard = item('discard', vscode.l10n.t('Discard Changes'), 'discard', replaceConditions(appliedFilter));
  return [{ ...discard, description: quickPickText(filterName(appliedFilter)) }];
}

function savedItems({ saved, draft }: FilterPromptState): readonly FilterItem[] {
  const title = heading(vscode.l10n.t('Saved filters'));
  if (saved === undefined) {
    const sentence = vscode.l10n.t('The setting "csmsExplorer.savedFilters" does not hold named filters');
    return [title, openSettingsItem('saved', sentence, vscode.l10n.t('Open Settings'))];
  }
  return saved.length > 0 ? [title, ...saved.map((each) => savedItem(each, draft))] : [];
}

function savedItem(saved: SavedFilter, { conditions }: FilterDraft): FilterItem {
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
      : {
          // Choosing it puts its text into the box, where it can be mended.
          ...item(rowId, quickPickText(name), 'warning', { kind: 'replaceDraft', draft: { conditions, text } }),
          description: quickPickText(problemSentence(result.problem)),
        };
  return {
    ...row,
    buttons: [
      { iconPath: new vscode.ThemeIcon('edit'), tooltip: vscode.l10n.t('Edit Saved Filter') },
      { iconPath: new vscode.ThemeIcon('trash'), tooltip: vscode.l10n.t('Remove Saved Filter') },
    ],
    buttonIntents: [
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

/** Goes on with other conditions and an empty box. */
export function replaceConditions(conditions: SecretFilter): FilterIntent {
  return { kind: 'replaceDraft', draft: { conditions, text: '' } };
}

export function item(rowId: string, label: string, icon: string, intent: FilterIntent): FilterItem {
  return { rowId, label, iconPath: new vscode.ThemeIcon(icon), intent };
}

export function heading(label: string): FilterItem {
  return { rowId: `heading:${label}`, label, kind: vscode.QuickPickItemKind.Separator, intent: { kind: 'nothing' } };
}
