import * as vscode from 'vscode';
import { completeFilter } from '../../inventory/filterCompletion';
import type { KnownTagKey } from '../../inventory/knownTags';
import { displayText } from '../../model/displayText';
import { parseFilter, printFilter } from '../../model/filterText';
import { filterLimits } from '../../model/limits';
import type { SecretFilter, TagCondition } from '../../model/secretFilter';
import { quickPickText } from '../inertText';
import { filterName, nameConditionName, problemSentence, tagConditionName } from './filterWords';
import { matchCountWords, type MatchCount } from './matchCount';
import type { SavedFilter } from './savedFilters';

/** What choosing a row of the prompt does. */
export type FilterIntent =
  | { readonly kind: 'apply'; readonly filter: SecretFilter }
  | { readonly kind: 'editTag'; readonly condition: TagCondition }
  | { readonly kind: 'editName'; readonly at: number }
  | { readonly kind: 'addTag' | 'addName' | 'save' | 'removeAll' | 'asText' }
  | { readonly kind: 'type'; readonly text: string }
  | { readonly kind: 'nothing' };

export interface FilterItem extends vscode.QuickPickItem {
  readonly intent: FilterIntent;
  /** For a condition: the filter without it. */
  readonly without?: SecretFilter;
}

function removeButton(): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon('trash'), tooltip: vscode.l10n.t('Remove Condition') };
}

/** More completions than this do not help. */
const maxCompletions = 12;

export function isEmpty({ tags, nameContains }: SecretFilter): boolean {
  return tags.length + nameContains.length === 0;
}

/** The rows while nothing is typed: the conditions, what can be added, and the saved filters. */
export function draftItems(
  draft: SecretFilter,
  count: MatchCount | undefined,
  saved: readonly SavedFilter[],
): readonly FilterItem[] {
  const start = [
    ...saved.map(savedItem),
    ...(saved.length > 0 ? [separator(vscode.l10n.t('New conditions'))] : []),
    ...addItems(),
  ];
  if (isEmpty(draft)) return saved.length > 0 ? [separator(vscode.l10n.t('Saved filters')), ...start] : start;
  return [
    item(vscode.l10n.t('Apply Filter'), 'check', { kind: 'apply', filter: draft }, matchCountWords(count)),
    separator(vscode.l10n.t('Conditions, all of which hold')),
    ...conditionItems(draft),
    separator(vscode.l10n.t('Change')),
    ...addItems(),
    item(vscode.l10n.t('Edit as Text'), 'edit', { kind: 'asText' }, quickPickText(printFilter(draft))),
    item(vscode.l10n.t('Save Filter…'), 'save', { kind: 'save' }),
    item(vscode.l10n.t('Remove All Conditions'), 'clear-all', { kind: 'removeAll' }),
    ...(saved.length > 0 ? [separator(vscode.l10n.t('Saved filters')), ...saved.map(savedItem)] : []),
  ];
}

/** The rows while a filter is typed: what is wrong, or what it finds; and how it can go on. */
export function typedItems(
  text: string,
  count: MatchCount | undefined,
  keys: readonly KnownTagKey[],
): readonly FilterItem[] {
  const result = parseFilter(text, filterLimits.current);
  const first =
    'filter' in result
      ? item(
          vscode.l10n.t('Apply Filter'),
          'check',
          { kind: 'apply', filter: result.filter },
          matchCountWords(count),
          quickPickText(filterName(result.filter)),
        )
      : item(
          quickPickText(problemSentence(result.problem)),
          'error',
          { kind: 'nothing' },
          vscode.l10n.t('at character {0}', result.start + 1),
          quickPickText(marked(text, result.start, result.end)),
        );
  const completions = completeFilter(text, keys, maxCompletions).map((completion) =>
    item(
      quickPickText(completion.label),
      completion.kind === 'value' ? 'symbol-constant' : completion.kind === 'key' ? 'tag' : 'symbol-string',
      { kind: 'type', text: completion.text },
      completion.count === undefined ? '' : completion.count.toLocaleString(vscode.env.language),
    ),
  );
  const rows = completions.length > 0 ? [first, separator(vscode.l10n.t('Go on with')), ...completions] : [first];
  return rows.map((row) => ({ ...row, alwaysShow: true }));
}

function marked(text: string, start: number, end: number): string {
  return displayText(`${text.slice(0, start)} ▸${text.slice(start, end)}◂ ${text.slice(end)}`);
}

function conditionItems(draft: SecretFilter): readonly FilterItem[] {
  return [
    ...draft.tags.map((condition) => ({
      ...item(quickPickText(tagConditionName(condition)), 'tag', { kind: 'editTag', condition }),
      buttons: [removeButton()],
      without: { ...draft, tags: draft.tags.filter((other) => other !== condition) },
    })),
    ...draft.nameContains.map((part, at) => ({
      ...item(quickPickText(nameConditionName(part)), 'symbol-string', { kind: 'editName', at }),
      buttons: [removeButton()],
      without: { ...draft, nameContains: draft.nameContains.filter((_, other) => other !== at) },
    })),
  ];
}

function addItems(): readonly FilterItem[] {
  return [
    item(vscode.l10n.t('Add Tag Condition…'), 'add', { kind: 'addTag' }),
    item(vscode.l10n.t('Add Name Condition…'), 'add', { kind: 'addName' }),
  ];
}

function savedItem({ name, text, result }: SavedFilter): FilterItem {
  if ('filter' in result) {
    const intent = { kind: 'apply', filter: result.filter } as const;
    return item(quickPickText(name), 'bookmark', intent, quickPickText(filterName(result.filter)));
  }
  // Choosing it puts its text into the box, where it can be mended.
  return item(quickPickText(name), 'warning', { kind: 'type', text }, problemSentence(result.problem));
}

function item(label: string, icon: string, intent: FilterIntent, description = '', detail = ''): FilterItem {
  const row = { label, iconPath: new vscode.ThemeIcon(icon), intent, description };
  return detail === '' ? row : { ...row, detail };
}

function separator(label: string): FilterItem {
  return { label, kind: vscode.QuickPickItemKind.Separator, intent: { kind: 'nothing' } };
}
