import * as vscode from 'vscode';
import { bareWord, completeFilter, suggestedConditions, type SuggestedCondition } from '../../query/completion';
import type { ProjectTagKey } from '../../query/tagKeys';
import { displayText } from '../../model/displayText';
import { filterProblem } from '../../model/filterProblem';
import { parseFilter, type FilterTextProblem } from '../../query/filterText';
import { filterLimits } from '../../model/limits';
import { combinedFilter, withTagCondition, type SecretFilter } from '../../model/secretFilter';
import { quickPickText } from '../core/escapeText';
import { secretCount } from '../core/format';
import type { FilterDraft } from './filterDraft';
import { applyItem, heading, item, saveItem, type FilterItem } from './filterItems';
import { filterName, nameConditionName, problemSentence, tagConditionName } from './filterWords';
import type { MatchCount } from './matchCount';

/** More of them do not help. */
const maxCompletions = 12;

const limits = filterLimits.current;

/** The rows while something is typed: conditions that a word may mean, or the typed filter and how it can go on. */
export function typedItems(
  draft: FilterDraft,
  count: MatchCount | undefined,
  keys: readonly ProjectTagKey[],
): readonly FilterItem[] {
  const word = bareWord(draft.text);
  const rows = word === undefined ? filterItems(draft, count, keys) : wordItems(word, draft, keys);
  return rows.map((row) => ({ ...row, alwaysShow: true })); // What fits is decided here.
}

/** Somebody who types one word looks for a condition with it: choosing a row adds that condition. */
function wordItems(word: string, { conditions }: FilterDraft, keys: readonly ProjectTagKey[]): readonly FilterItem[] {
  const meant = suggestedConditions(word, keys, maxCompletions);
  const named = combinedFilter(conditions, { tags: [], nameContains: [word] });
  const name = {
    ...item('typedName', quickPickText(nameConditionName(word)), 'symbol-string', { kind: 'take', conditions: named }),
    ...(filterProblem(named, limits) && refusal(named)),
  };
  return [
    heading(vscode.l10n.t('Add a condition')),
    ...meant.filter(({ isPrefix }) => isPrefix).map((each) => meantItem(each, conditions)),
    name,
    ...meant.filter(({ isPrefix }) => !isPrefix).map((each) => meantItem(each, conditions)),
    heading(vscode.l10n.t('Or write the filter')),
    item('hint', 'env=prod,staging team=* name~db', 'info', { kind: 'nothing' }),
  ];
}

function meantItem({ key, value, count }: SuggestedCondition, conditions: SecretFilter): FilterItem {
  if (value === undefined) {
    return {
      ...item(`typedKey:${key}`, quickPickText(key), 'tag', { kind: 'tag', key }),
      description: [vscode.l10n.t('choose values…'), secretCount(count)].filter(Boolean).join(' · '),
    };
  }
  const before = conditions.tags.find((tag) => tag.key === key)?.values ?? [];
  const condition = { key, values: before.includes(value) ? before : [...before, value] };
  const added = withTagCondition(conditions, condition);
  return {
    ...item(`typed:${key}=${value}`, quickPickText(tagConditionName(condition)), 'symbol-constant', {
      kind: 'take',
      conditions: added,
    }),
    description: secretCount(count),
    ...(filterProblem(added, limits) && refusal(added)),
  };
}

/** Makes a row of one that would go beyond the limits: it says so and does nothing. */
function refusal(filter: SecretFilter): Pick<FilterItem, 'description' | 'iconPath' | 'intent'> {
  const problem = filterProblem(filter, limits);
  return {
    description: problem ? quickPickText(problemSentence(problem)) : '',
    iconPath: new vscode.ThemeIcon('error'),
    intent: { kind: 'nothing' },
  };
}

/** The typed filter, or what is wrong with it, and how it can go on. */
function filterItems(
  { conditions, text }: FilterDraft,
  count: MatchCount | undefined,
  keys: readonly ProjectTagKey[],
): readonly FilterItem[] {
  const completions = completeFilter(text, keys, maxCompletions).map((completion) => ({
    ...item(
      `completion:${completion.text}`,
      quickPickText(completion.label),
      completion.kind === 'name' ? 'symbol-string' : completion.kind === 'key' ? 'tag' : 'symbol-constant',
      { kind: 'type', text: completion.text },
    ),
    description: secretCount(completion.count),
  }));
  const goOn = completions.length > 0 ? [heading(vscode.l10n.t('Continue with')), ...completions] : [];
  const result = parseFilter(text, limits);
  if (!('filter' in result)) {
    // An unfinished last word is no mistake yet.
    const isUnfinished = result.problem.kind === 'noOperator' && completions.length > 0;
    return isUnfinished ? [...goOn, problemItem(text, result)] : [problemItem(text, result), ...goOn];
  }
  const whole = combinedFilter(conditions, result.filter);
  if (filterProblem(whole, limits)) {
    return [{ ...item('problem', filterName(whole), 'error', { kind: 'nothing' }), ...refusal(whole) }, ...goOn];
  }
  return [
    applyItem(whole, count, quickPickText(filterName(whole))),
    ...goOn,
    heading(vscode.l10n.t('Change')),
    item('asConditions', vscode.l10n.t('Edit as Conditions'), 'list-unordered', { kind: 'take', conditions: whole }),
    saveItem(whole),
  ];
}

function problemItem(text: string, { problem, start, end }: FilterTextProblem): FilterItem {
  const at = Array.from(text.slice(0, start)).length + 1;
  return {
    ...item('problem', quickPickText(problemSentence(problem)), 'error', { kind: 'nothing' }),
    description: vscode.l10n.t('at character {0}', at),
    detail: quickPickText(marked(text, start, end)),
  };
}

function marked(text: string, start: number, end: number): string {
  return displayText(`${text.slice(0, start)} ▸${text.slice(start, end)}◂ ${text.slice(end)}`);
}
