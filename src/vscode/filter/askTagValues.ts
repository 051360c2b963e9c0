import * as vscode from 'vscode';
import { matching, type ProjectTagKey } from '../../query/tagKeys';
import { displayText } from '../../model/displayText';
import { valueProblem, valuesProblem } from '../../model/filterProblem';
import { filterLimits } from '../../model/limits';
import type { TagCondition } from '../../model/secretFilter';
import { quickPickText } from '../core/escapeText';
import { multiSelect, type ValueRow } from '../quickInput/multiSelect';
import type { StepOutcome } from '../quickInput/prompt';
import { secretCount } from '../core/format';
import { problemSentence, valueName } from './filterWords';
import type { TagKeys } from '../quickInput/tagKeys';

const limits = filterLimits.current;

/** Stands for any value among the ticked ones; it is no string, so that no value can be taken for it. */
const anyValue = Symbol('any value');
type Choice = string | typeof anyValue;

/** Lets the person tick values of a key: known ones, others as they are typed, or any value. */
export async function askTagValues(
  tagKeys: TagKeys,
  { key, values }: TagCondition,
  isNew: boolean,
  signal: AbortSignal,
): Promise<StepOutcome<readonly string[]>> {
  /** Values that were typed or stood in the condition, and are not known. */
  const others = new Set(values);
  const known = (): ProjectTagKey['values'] => {
    const ofKey = tagKeys.keys.find((each) => each.key === key)?.values ?? [];
    const unknown = [...others].filter((value) => !ofKey.some((each) => each.value === value));
    return [...ofKey, ...unknown.map((value) => ({ value, count: undefined }))];
  };
  const problemOf = (ticked: readonly Choice[]): string | undefined => {
    const problem = valuesProblem(singleValues(ticked), limits);
    return problem && problemSentence(problem);
  };
  const outcome = await multiSelect<Choice>({
    title: vscode.l10n.t('Tag Condition: Values of {0}', displayText(key)),
    placeholder: vscode.l10n.t('Tick values, several mean any of them; or type another'),
    canGoBack: true,
    rows: (text) => valueItems(text.trim(), known()),
    ticked: !isNew && values.length === 0 ? [anyValue] : values,
    enterWhileSearching: 'take',
    nothingTicked: vscode.l10n.t('Tick a value, or "Any value".'),
    combine: (kept, added) => {
      for (const value of singleValues(added)) others.add(value);
      // Any value and single values exclude each other: what was ticked last counts.
      if (added.includes(anyValue)) return [anyValue];
      return [...kept.filter((choice) => choice !== anyValue || added.length === 0), ...added];
    },
    titleOf: problemOf,
    problemOf,
    loading: tagKeys.settled,
    signal,
  });
  return typeof outcome === 'object' ? singleValues(outcome) : outcome;
}

function singleValues(choices: readonly Choice[]): readonly string[] {
  return choices.filter((choice) => choice !== anyValue);
}

/** Any value first, then the known values in which the text stands; last, the text itself. */
export function valueItems(typed: string, known: ProjectTagKey['values']): readonly ValueRow<Choice>[] {
  const rows = matching(known, typed, ({ value }) => value).map(({ value, count }) => ({
    label: quickPickText(valueName(value)),
    description: secretCount(count),
    value,
  }));
  if (typed === '') return [anyItem(), ...rows];
  return known.some(({ value }) => value === typed) ? rows : [...rows, typedItem(typed)];
}

function anyItem(): ValueRow<Choice> {
  return {
    label: vscode.l10n.t('Any value'),
    description: vscode.l10n.t('every secret that has the key'),
    value: anyValue,
  };
}

function typedItem(typed: string): ValueRow<Choice> {
  const problem = valueProblem(typed, limits);
  const label = quickPickText(typed);
  return problem
    ? { label, description: problemSentence(problem), iconPath: new vscode.ThemeIcon('error') }
    : { label, description: vscode.l10n.t('as typed'), value: typed };
}
