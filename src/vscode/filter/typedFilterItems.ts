import * as vscode from 'vscode';
import { displayText } from '../../model/displayText';
import { filterLimits, filterProblem, type FilterProblem } from '../../model/limits';
import { combinedFilter, withTagCondition, type SecretFilter } from '../../model/secretFilter';
import { completeFilter, suggestedConditions, type SuggestedCondition } from '../../query/completion';
import type { FilterTextProblem } from '../../query/filterText';
import { quickPickText } from '../core/escapeText';
import { secretCount } from '../core/format';
import {
  applyItem,
  heading,
  item,
  replaceConditions,
  saveItem,
  type FilterItem,
  type FilterPromptState,
} from './filterItems';
import { filterName, nameConditionName, problemSentence, tagConditionName } from './filterLabels';

/** More of them do not help. */
const maxCompletions = 12;

/** The rows while something is typed: conditions that a word may mean, or the typed filter and how it can go on. */
export function typedItems(state: FilterPromptState): readonly FilterItem[] {
  const { draft, interpreted, count } = state;
  switch (interpreted.kind) {
    case 'word':
      return wordItems(interpreted.word, state);
    case 'invalid': {
      const completions = completionItems(state);
      const problem = problemItem(draft.text, interpreted.at);
      // An unfinished last word is no mistake yet.
      const isUnfinished = interpreted.at.problem.kind === 'noOperator' && completions.length > 0;
      return isUnfinished ? [...completions, problem] : [problem, ...completions];
    }
    case 'overLimits': {
      const { filter, problem } = interpreted;
      const row = item('problem', quickPickText(filterName(filter)), 'error', { kind: 'nothing' });
      return [{ ...row, ...refusal(problem) }, ...completionItems(state)];
    }
    case 'ready': {
      const { filter } = interpreted;
      return [
        applyItem(filter, count, quickPickText(filterName(filter))),
        ...completionItems(state),
        heading(vscode.l10n.t('Change')),
        item('asConditions', vscode.l10n.t('Edit as Conditions'), 'list-unordered', replaceConditions(filter)),
        saveItem(filter),
      ];
    }
    case 'empty':
      return []; // Whatever stands in the box is more than nothing.
  }
}

/** Somebody who types one word looks for a condition with it: choosing a row adds that condition. */
function wordItems(word: string, { draft: { conditions }, tagKeys }: FilterPromptState): readonly FilterItem[] {
  const suggested = suggestedConditions(word, tagKeys, maxCompletions);
  const named = combinedFilter(conditions, { tags: [], nameContains: [word] });
  return [
    heading(vscode.l10n.t('Add a condition')),
    ...suggested.filter(({ isPrefix }) => isPrefix).map((each) => suggestedItem(each, conditions)),
    addingItem('typedName', nameConditionName(word), 'symbol-string', named),
    ...suggested.filter(({ isPrefix }) => !isPrefix).map((each) => suggestedItem(each, conditions)),
    heading(vscode.l10n.t('Or write the filter')),
    item('hint', 'env=prod,staging team=* name~db', 'info', { kind: 'nothing' }),
  ];
}

function suggestedItem({ key, value, count }: SuggestedCondition, conditions: SecretFilter): FilterItem {
  if (value === undefined) {
    return {
      ...item(`typedKey:${key}`, quickPickText(key), 'tag', { kind: 'editTag', key }),
      description: [vscode.l10n.t('choose values…'), secretCount(count)].filter(Boolean).join(' · '),
    };
  }
  const before = conditions.tags.find((tag) => tag.key === key)?.values ?? [];
  const condition = { key, values: before.includes(value) ? before : [...before, value] };
  const added = withTagCondition(conditions, condition);
  return addingItem(`typed:${key}=${value}`, tagConditionName(condition), 'symbol-constant', added, count);
}

/** A row that adds a condition, unless that would go beyond the limits: then it says so and does nothing. */
function addingItem(rowId: string, label: string, icon: string, added: SecretFilter, count?: number): FilterItem {
  const problem = filterProblem(added, filterLimits.current);
  return {
    ...item(rowId, quickPickText(label), icon, replaceConditions(added)),
    ...(count !== undefined && { description: secretCount(count) }),
    ...(problem && refusal(problem)),
  };
}

function refusal(problem: FilterProblem): Pick<FilterItem, 'description' | 'iconPath' | 'intent'> {
  return {
    description: quickPickText(problemSentence(problem)),
    iconPath: new vscode.ThemeIcon('error'),
    intent: { kind: 'nothing' },
  };
}

/** How the typed filter can go on. */
function completionItems({ draft: { conditions, text }, tagKeys }: FilterPromptState): readonly FilterItem[] {
  const completions = completeFilter(text, tagKeys, maxCompletions).map((completion) => ({
    ...item(
      `completion:${completion.text}`,
      quickPickText(completion.label),
      completion.kind === 'name' ? 'symbol-string' : completion.kind === 'key' ? 'tag' : 'symbol-constant',
      { kind: 'replaceDraft', draft: { conditions, text: completion.text } },
    ),
    description: secretCount(completion.count),
  }));
  return completions.length > 0 ? [heading(vscode.l10n.t('Continue with')), ...completions] : [];
}

function problemItem(text: string, { problem, start, end }: FilterTextProblem): FilterItem {
  const at = Array.from(text.slice(0, start)).length + 1;
  return {
    ...item('problem', quickPickText(problemSentence(problem)), 'error', { kind: 'nothing' }),
    description: vscode.l10n.t('at character {0}', at),
    detail: quickPickText(displayText(`${text.slice(0, start)} ▸${text.slice(start, end)}◂ ${text.slice(end)}`)),
  };
}
