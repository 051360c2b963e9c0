import * as vscode from 'vscode';
import { displayText } from '../../model/displayText';
import { filterLimits, keyProblem, nameProblem, valueProblem, valuesProblem } from '../../model/limits';
import { withTagCondition, type SecretFilter } from '../../model/secretFilter';
import { matching, type ProjectTagKey } from '../../query/tagKeys';
import { quickPickText } from '../core/escapeText';
import { multiSelect, type ValueRow } from '../quickInput/multiSelect';
import { ask, type PromptRow, type StepOutcome } from '../quickInput/prompt';
import { inputStep } from '../quickInput/steps';
import type { TagKeys } from '../quickInput/requests';
import { secretCount } from '../core/format';
import { problemSentence, valueName } from './filterLabels';

const limits = filterLimits.current;

interface KeyRow extends PromptRow {
  /** Missing where the text cannot be a key. */
  readonly key?: string;
}

/**
 * Asks for a tag condition: its key unless that is given, and its values. A condition on the same key is changed.
 *
 * @returns all conditions
 */
export async function askTagCondition(
  tagKeys: TagKeys,
  conditions: SecretFilter,
  givenKey: string | undefined,
  signal: AbortSignal,
): Promise<StepOutcome<SecretFilter>> {
  for (;;) {
    const taken = new Set(conditions.tags.map((tag) => tag.key));
    const key = givenKey ?? (await askTagKey(tagKeys, taken, signal));
    if (typeof key !== 'string') return key;
    const before = conditions.tags.find((tag) => tag.key === key)?.values;
    const values = await askTagValues(tagKeys, key, before, signal);
    if (typeof values === 'object') return withTagCondition(conditions, { key, values });
    if (values === undefined || givenKey !== undefined) return values;
  }
}

/**
 * Lets the person choose a key of the project, or type another.
 *
 * @param taken keys that have a condition: choosing one means to change it
 */
async function askTagKey(
  tagKeys: TagKeys,
  taken: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<StepOutcome<string>> {
  return ask<KeyRow, string>({
    title: vscode.l10n.t('Tag Condition: Key'),
    placeholder: vscode.l10n.t('Choose a tag key, or type another'),
    canGoBack: true,
    items: (text) => keyRows(text.trim(), tagKeys.keys, taken),
    onEnter: ({ key }) => key,
    loading: tagKeys.settled,
    signal,
  });
}

/** The keys of the project in which the text stands; last, the text itself: used as it is, or refused with the reason. */
function keyRows(typed: string, keys: readonly ProjectTagKey[], taken: ReadonlySet<string>): readonly KeyRow[] {
  const toChange = vscode.l10n.t('has a condition: choose to change it');
  const rows = matching(keys, typed, ({ key }) => key).map(({ key, count }) => ({
    rowId: `key:${key}`,
    label: quickPickText(key),
    description: taken.has(key) ? toChange : secretCount(count),
    iconPath: new vscode.ThemeIcon(taken.has(key) ? 'edit' : 'tag'),
    key,
  }));
  if (typed === '' || keys.some(({ key }) => key === typed)) return rows;
  const row = { rowId: 'typed', label: quickPickText(typed) };
  const problem = keyProblem(typed, limits);
  return problem
    ? [...rows, { ...row, description: problemSentence(problem), iconPath: new vscode.ThemeIcon('error') }]
    : [...rows, { ...row, description: taken.has(typed) ? toChange : vscode.l10n.t('as typed'), key: typed }];
}

/** Stands for any value among the ticked ones; it is no string, so that no value can be taken for it. */
const anyValue = Symbol('any value');
type Choice = string | typeof anyValue;

/**
 * Lets the person tick values of a key: those of the project, others as they are typed, or any value.
 *
 * @param before the values of the condition; `undefined` when it is a new one
 */
async function askTagValues(
  tagKeys: TagKeys,
  key: string,
  before: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<StepOutcome<readonly string[]>> {
  /** Values that were typed or stood in the condition. */
  const others = new Set(before);
  const offered = (): ProjectTagKey['values'] => {
    const ofProject = tagKeys.keys.find((each) => each.key === key)?.values ?? [];
    const unlisted = [...others].filter((value) => !ofProject.some((each) => each.value === value));
    return [...ofProject, ...unlisted.map((value) => ({ value, count: undefined }))];
  };
  const problemOf = (ticked: readonly Choice[]): string | undefined => {
    const problem = valuesProblem(singleValues(ticked), limits);
    return problem && problemSentence(problem);
  };
  const outcome = await multiSelect<Choice>({
    title: vscode.l10n.t('Tag Condition: Values of {0}', displayText(key)),
    placeholder: vscode.l10n.t('Tick values, several mean any of them; or type another'),
    canGoBack: true,
    items: (text) => valueRows(text.trim(), offered()),
    ticked: before?.length === 0 ? [anyValue] : (before ?? []),
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

/** Any value first, then the offered values in which the text stands; last, the text itself. */
function valueRows(typed: string, offered: ProjectTagKey['values']): readonly ValueRow<Choice>[] {
  const rows = matching(offered, typed, ({ value }) => value).map(({ value, count }) => ({
    label: quickPickText(valueName(value)),
    description: secretCount(count),
    value,
  }));
  if (typed === '') {
    const description = vscode.l10n.t('every secret that has the key');
    return [{ label: vscode.l10n.t('Any value'), description, value: anyValue }, ...rows];
  }
  if (offered.some(({ value }) => value === typed)) return rows;
  const problem = valueProblem(typed, limits);
  const label = quickPickText(typed);
  return problem
    ? [...rows, { label, description: problemSentence(problem), iconPath: new vscode.ThemeIcon('error') }]
    : [...rows, { label, description: vscode.l10n.t('as typed'), value: typed }];
}

/**
 * Asks for parts of the name: new ones, of which blanks make several, or in place of the one at `at`, which keeps its
 * blanks.
 *
 * @returns all conditions
 */
export async function askNameParts(
  conditions: SecretFilter,
  at: number | undefined,
  signal: AbortSignal,
): Promise<StepOutcome<SecretFilter>> {
  const { nameContains: names } = conditions;
  const isNew = at === undefined;
  const partsOf = (text: string): readonly string[] =>
    isNew ? text.split(/\s+/u).filter((part) => part !== '') : [text.trim()];
  const entered = await inputStep({
    title: vscode.l10n.t('Name Condition'),
    prompt: isNew
      ? vscode.l10n.t('A part of the name. Several words must all occur in it.')
      : vscode.l10n.t('A part of the name.'),
    value: isNew ? '' : (names[at] ?? ''),
    validate: (text) => partsProblem(partsOf(text), isNew ? names.length : 0),
    signal,
  });
  if (typeof entered !== 'string') return entered;
  const parts = names.toSpliced(at ?? names.length, isNew ? 0 : 1, ...partsOf(entered));
  return { ...conditions, nameContains: [...new Set(parts)] };
}

function partsProblem(parts: readonly string[], others: number): string | undefined {
  if (parts.length === 0) return problemSentence({ kind: 'emptyName' });
  const problem = parts.map((part) => nameProblem(part, limits)).find((each) => each !== undefined);
  if (problem) return problemSentence(problem);
  const max = limits.maxNameConditions;
  return others + parts.length > max ? problemSentence({ kind: 'tooManyNames', max }) : undefined;
}
