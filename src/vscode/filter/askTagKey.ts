import * as vscode from 'vscode';
import { matching } from '../../query/tagKeys';
import { keyProblem } from '../../model/filterProblem';
import { filterLimits } from '../../model/limits';
import { quickPickText } from '../core/escapeText';
import { ask, type PromptRow, type StepOutcome } from '../quickInput/prompt';
import { secretCount } from '../core/format';
import { problemSentence } from './filterWords';
import type { TagKeys } from '../quickInput/tagKeys';

interface KeyItem extends PromptRow {
  /** Missing where the text cannot be a key. */
  readonly key?: string;
}

/**
 * Asks for a tag key: a known one, or another as it is typed.
 *
 * @param taken keys that have a condition: choosing one means to change it
 */
export async function askTagKey(
  tagKeys: TagKeys,
  taken: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<StepOutcome<string>> {
  return ask<KeyItem, string>({
    title: vscode.l10n.t('Tag Condition: Key'),
    placeholder: vscode.l10n.t('Choose a tag key, or type another'),
    canGoBack: true,
    items: (text) => keyItems(text.trim(), tagKeys, taken),
    onEnter: ({ key }) => key,
    loading: tagKeys.settled,
    signal,
  });
}

/** The known keys in which the text stands; last, the text itself. */
export function keyItems(
  typed: string,
  { keys }: Pick<TagKeys, 'keys'>,
  taken: ReadonlySet<string>,
): readonly KeyItem[] {
  const known = matching(keys, typed, ({ key }) => key).map(({ key, count }) => ({
    rowId: `key:${key}`,
    label: quickPickText(key),
    description: taken.has(key) ? vscode.l10n.t('has a condition: choose to change it') : secretCount(count),
    iconPath: new vscode.ThemeIcon(taken.has(key) ? 'edit' : 'tag'),
    key,
  }));
  return typed === '' || keys.some(({ key }) => key === typed) ? known : [...known, typedKeyItem(typed, taken)];
}

/** What was typed and is not known: taken as it is, or told why not. */
function typedKeyItem(typed: string, taken: ReadonlySet<string>): KeyItem {
  const problem = keyProblem(typed, filterLimits.current);
  const row = { rowId: 'typed', label: quickPickText(typed) };
  if (problem) return { ...row, description: problemSentence(problem), iconPath: new vscode.ThemeIcon('error') };
  const description = taken.has(typed)
    ? vscode.l10n.t('has a condition: choose to change it')
    : vscode.l10n.t('as typed');
  return { ...row, description, key: typed };
}
