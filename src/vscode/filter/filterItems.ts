import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { filterLimits } from '../../model/limits';
import { isEmptyFilter, noFilter, type SecretFilter } from '../../model/secretFilter';
import { printFilter, type FilterDraft, type InterpretedDraft } from '../../query/filterText';
import type { ProjectTagKey } from '../../query/tagKeys';
import { quickPickText } from '../core/escapeText';
import { secretCount } from '../core/format';
import { heading } from '../quickInput/prompt';
import { filterName, nameConditionName, problemSentence, tagConditionName } from './filterLabels';
import type { SavedFilter } from './filterStorage';

/** What choosing a row of the prompt, or pressing a button of the row, does. */
export type FilterIntent =
  | { readonly kind: 'apply'; readonly filter: SecretFilter }
  | { readonly kind: 'save'; readonly filter: SecretFilter }
  /** `savedName` where it comes from a saved filter, to be changed and saved again. */
  | { readonly kind: 'replaceDraft'; readonly draft: FilterDraft; readonly savedName?: string }
  /** Ticks values of a key, which is asked for where it is `undefined`. */
  | { readonly kind: 'editTag'; readonly key: string | undefined }
  /** `undefined` adds parts of the name. */
  | { readonly kind: 'editName'; readonly at: number | undefined }
  | { readonly kind: 'removeSaved'; readonly name: string }
  | { readonly kind: 'signIn' }
  | { readonly kind: 'openSettings' };

interface IntentButton extends vscode.QuickInputButton {
  readonly intent: FilterIntent;
}

export interface FilterItem extends vscode.QuickPickItem {
  /** The same for rows that mean the same at another time. */
  readonly rowId: string;
  /** Missing where choosing the row does nothing. */
  readonly intent?: FilterIntent;
  readonly buttons?: readonly IntentButton[];
}

/** How many secrets match a filter, as far as the service has said. */
export interface MatchCount {
  /** `37 secrets match`; empty for a failure. */
  readonly label: string;
  readonly failure?: { readonly sentence: string; readonly isSignInRefused: boolean };
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
  const saved = savedItems(state);
  if (state.interpreted.kind !== 'empty') return [...conditionItems(state), ...changeItems(state), ...saved];
  const all = { kind: 'apply', filter: noFilter } as const;
  return [
    ...(isEmptyFilter(state.appliedFilter)
      ? []
      : [item('showAll', vscode.l10n.t('Show All Secrets'), 'clear-all', all, vscode.l10n.t('without a filter'))]),
    ...discardItems(state),
    ...saved,
    ...addItems(state),
  ];
}

function conditionItems({ draft: { conditions }, interpreted, appliedFilter, count }: FilterPromptState) {
  const { tags, nameContains } = conditions;
  const isApplied = isDeepStrictEqual(conditions, appliedFilter);
  const removable = (row: FilterItem, without: Partial<SecretFilter>): FilterItem => ({
    ...row,
    buttons: [button('trash', vscode.l10n.t('Remove Condition'), replaceConditions({ ...conditions, ...without }))],
  });
  return [
    interpreted.kind === 'overLimits'
      ? item('problem', problemSentence(interpreted.problem), 'error')
      : applyItem(conditions, count),
    heading(
      isApplied ? vscode.l10n.t('Conditions, all of which must match') : vscode.l10n.t('Conditions, not applied yet'),
    ),
    ...tags.map((tag, at) =>
      removable(item(`tag:${tag.key}`, tagConditionName(tag), 'tag', { kind: 'editTag', key: tag.key }), {
        tags: tags.toSpliced(at, 1),
      }),
    ),
    ...nameContains.map((part, at) =>
      removable(item(`name:${part}`, nameConditionName(part), 'symbol-string', { kind: 'editName', at }), {
        nameContains: nameContains.toSpliced(at, 1),
      }),
    ),
  ];
}

/** The row that ends the prompt, with what it will find; to sign in, where the service wants that first. */
export function applyItem(filter: SecretFilter, count: MatchCount | undefined, detail?: string): FilterItem {
  const sentence = count?.failure?.sentence ?? detail;
  const row = count?.failure?.isSignInRefused
    ? item('signIn', vscode.l10n.t('Sign In…'), 'sign-in', { kind: 'signIn' })
    : item('apply', vscode.l10n.t('Apply Filter'), 'check', { kind: 'apply', filter }, count?.label);
  return { ...row, ...(sentence !== undefined && { detail: quickPickText(sentence) }) };
}

/** What narrows: the keys that most secrets have, another key, a part of the name. */
function addItems({ draft: { conditions }, tagKeys }: FilterPromptState): readonly FilterItem[] {
  const { tags, nameContains } = conditions;
  const { maxTagConditions, maxNameConditions } = limits;
  const frequent = tagKeys
    .filter(({ key }) => !tags.some((tag) => tag.key === key))
    .toSorted((one, other) => (other.count ?? 0) - (one.count ?? 0))
    .slice(0, Math.max(listedKeys.least, listedKeys.most - tags.length - nameContains.length))
    .map(({ key, count }) => item(`key:${key}`, key, 'tag', { kind: 'editTag', key }, secretCount(count)));
  const addTag = { kind: 'editTag', key: undefined } as const;
  const addName = { kind: 'editName', at: undefined } as const;
  return [
    heading(vscode.l10n.t('Add a condition: choose, or type a word')),
    ...(tags.length < maxTagConditions
      ? [...frequent, item('addTag', vscode.l10n.t('Add Tag Condition…'), 'add', addTag)]
      : [item('noTag', problemSentence({ kind: 'tooManyTags', max: maxTagConditions }), 'info')]),
    nameContains.length < maxNameConditions
      ? item('addName', vscode.l10n.t('Add Name Condition…'), 'add', addName)
      : item('noName', problemSentence({ kind: 'tooManyNames', max: maxNameConditions }), 'info'),
  ];
}

function changeItems(state: FilterPromptState): readonly FilterItem[] {
  const { conditions } = state.draft;
  const text = printFilter(conditions);
  // The conditions move into the text, so that they are there once.
  const asText = { kind: 'replaceDraft', draft: { conditions: noFilter, text } } as const;
  return [
    ...addItems(state),
    heading(vscode.l10n.t('Change')),
    item('asText', vscode.l10n.t('Edit as Text'), 'edit', asText, text),
    ...(state.interpreted.kind === 'ready' ? [saveItem(conditions)] : []),
    item('removeAll', vscode.l10n.t('Remove All Conditions'), 'clear-all', replaceConditions(noFilter)),
    ...discardItems(state),
  ];
}

export function saveItem(filter: SecretFilter): FilterItem {
  return item('save', vscode.l10n.t('Save Filter…'), 'save', { kind: 'save', filter });
}

/** Back to the applied filter, where something else was put together. */
function discardItems({ draft, appliedFilter }: FilterPromptState): readonly FilterItem[] {
  if (isEmptyFilter(appliedFilter) || isDeepStrictEqual(draft.conditions, appliedFilter)) return [];
  const intent = replaceConditions(appliedFilter);
  return [item('discard', vscode.l10n.t('Discard Changes'), 'discard', intent, filterName(appliedFilter))];
}

function savedItems({ saved, draft }: FilterPromptState): readonly FilterItem[] {
  const title = heading(vscode.l10n.t('Saved filters'));
  if (saved === undefined) {
    const sentence = vscode.l10n.t('The setting "csmsExplorer.savedFilters" does not hold named filters');
    return [title, item('saved', sentence, 'warning', { kind: 'openSettings' }, vscode.l10n.t('Open Settings'))];
  }
  return saved.length > 0 ? [title, ...saved.map((each) => savedItem(each, draft.conditions))] : [];
}

function savedItem({ name, text, result }: SavedFilter, conditions: SecretFilter): FilterItem {
  const filter = 'filter' in result ? result.filter : undefined;
  const description = 'problem' in result ? problemSentence(result.problem) : filterName(result.filter);
  const rowId = `saved:${name}`;
  if ('problem' in result && result.problem.kind === 'notText') {
    return item(rowId, name, 'warning', { kind: 'openSettings' }, description);
  }
  // Choosing one that is wrong puts its text into the box, where it can be mended.
  const row = filter
    ? item(rowId, name, 'bookmark', { kind: 'apply', filter }, description)
    : item(rowId, name, 'warning', { kind: 'replaceDraft', draft: { conditions, text } }, description);
  const draft = filter ? { conditions: filter, text: '' } : { conditions: noFilter, text };
  return {
    ...row,
    buttons: [
      button('edit', vscode.l10n.t('Edit Saved Filter'), { kind: 'replaceDraft', draft, savedName: name }),
      button('trash', vscode.l10n.t('Remove Saved Filter'), { kind: 'removeSaved', name }),
    ],
  };
}

/** Goes on with other conditions and an empty box. */
export function replaceConditions(conditions: SecretFilter): FilterIntent {
  return { kind: 'replaceDraft', draft: { conditions, text: '' } };
}

/** Takes texts as they are, and escapes what a quick pick would draw as something else. */
export function item(rowId: string, label: string, icon: string, intent?: FilterIntent, description = ''): FilterItem {
  return {
    rowId,
    label: quickPickText(label),
    description: quickPickText(description),
    iconPath: new vscode.ThemeIcon(icon),
    ...(intent && { intent }),
  };
}

function button(icon: string, tooltip: string, intent: FilterIntent): IntentButton {
  return { iconPath: new vscode.ThemeIcon(icon), tooltip, intent };
}
