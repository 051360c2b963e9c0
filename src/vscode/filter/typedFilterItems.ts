import * as vscode from 'vscode';
import { filterLimits, filterProblem } from '../../model/limits';
import { combinedFilter, withTagCondition, type SecretFilter } from '../../model/secretFilter';
import { completeFilter, suggestedConditions, type SuggestedCondition } from '../../query/completion';
import type { FilterTextProblem } from '../../query/filterText';
import { quickPickText } from '../core/escapeText';
import { secretCount } from '../core/format';
import { heading } from '../quickInput/prompt';
import { applyItem, item, replaceConditions, saveItem, type FilterItem, type FilterPromptState } from './filterItems';
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
      const row = item('problem', filterName(filter), 'error', undefined, problemSentence(problem));
      return [row, ...completionItems(state)];
    }
    case 'ready': {
      const { filter } = interpreted;
      return [
        applyItem(filter, count, filterName(filter)),
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
    item('hint', 'env=prod,staging team=* name~db', 'info'),
  ];
}

function suggestedItem({ key, value, count }: SuggestedCondition, conditions: SecretFilter): FilterItem {
  if (value === undefined) {
    const description = [vscode.l10n.t('choose values…'), secretCount(count)].filter(Boolean).join(' · ');
    return item(`typedKey:${key}`, key, 'tag', { kind: 'editTag', key }, description);
  }
  const before = conditions.tags.find((tag) => tag.key === key)?.values ?? [];
  const condition = { key, values: [...new Set([...before, value])] };
  const added = withTagCondition(conditions, condition);
  return addingItem(`typed:${key}=${value}`, tagConditionName(condition), 'symbol-constant', added, count);
}

/** A row that adds a condition, unless that would go beyond the limits: then it says so and does nothing. */
function addingItem(rowId: string, label: string, icon: string, added: SecretFilter, count?: number): FilterItem {
  const problem = filterProblem(added, filterLimits.current);
  return problem
    ? item(rowId, label, 'error', undefined, problemSentence(problem))
    : item(rowId, label, icon, replaceConditions(added), secretCount(count));
}

/** How the typed filter can go on. */
function completionItems({ draft: { conditions, text }, tagKeys }: FilterPromptState): readonly FilterItem[] {
  const icons = { name: 'symbol-string', key: 'tag', value: 'symbol-constant', tag: 'symbol-constant' } as const;
  const completions = completeFilter(text, tagKeys, maxCompletions).map((each) => {
    const intent = { kind: 'replaceDraft', draft: { conditions, text: each.text } } as const;
    return item(`completion:${each.text}`, each.label, icons[each.kind], intent, secretCount(each.count));
  });
  return completions.length > 0 ? [heading(vscode.l10n.t('Continue with')), ...completions] : [];
}

function problemItem(text: string, { problem, start, end }: FilterTextProblem): FilterItem {
  const at = Array.from(text.slice(0, start)).length + 1;
  const place = vscode.l10n.t('at character {0}', at);
  return {
    ...item('problem', problemSentence(problem), 'error', undefined, place),
    detail: quickPickText(`${text.slice(0, start)} ▸${text.slice(start, end)}◂ ${text.slice(end)}`),
  };
}
