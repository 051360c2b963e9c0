import * as vscode from 'vscode';
import type { KnownTagKey } from '../../inventory/knownTags';
import { keyProblem, valuesProblem } from '../../model/filterProblem';
import { filterLimits } from '../../model/limits';
import type { TagCondition } from '../../model/secretFilter';
import { quickPickText } from '../inertText';
import { back, showInput, type StepOutcome } from '../quickInput/steps';
import { problemSentence } from './filterWords';

const limits = filterLimits.current;

interface TextItem extends vscode.QuickPickItem {
  readonly text: string;
}

/** Asks for a key and then its values. An existing condition is edited: its key is fixed. */
export async function askTagCondition(
  keys: readonly KnownTagKey[],
  taken: readonly string[],
  existing?: TagCondition,
): Promise<StepOutcome<TagCondition>> {
  for (;;) {
    const key =
      existing?.key ??
      (await askKey(
        keys.filter((known) => !taken.includes(known.key)),
        taken,
      ));
    if (key === undefined || key === back) return key;
    const values = await askValues(key, keys.find((known) => known.key === key)?.values ?? [], existing?.values ?? []);
    if (values === undefined) return undefined;
    if (values !== back) return { key, values };
    if (existing) return back;
  }
}

async function askKey(keys: readonly KnownTagKey[], taken: readonly string[]): Promise<StepOutcome<string>> {
  const input = vscode.window.createQuickPick<TextItem>();
  input.title = vscode.l10n.t('Tag Condition: Key');
  input.placeholder = vscode.l10n.t('Choose a tag key, or type another');
  input.ignoreFocusOut = true;
  input.buttons = [vscode.QuickInputButtons.Back];
  const known = keys.map(({ key, count }) => textItem(key, secretCount(count)));
  const show = (): void => {
    const typed = input.value.trim();
    const isNew = typed !== '' && !keys.some(({ key }) => key === typed) && !taken.includes(typed);
    input.items = isNew ? [...known, typedItem(typed, keyProblem(typed, limits))] : known;
  };
  show();
  return showInput<string>(input, (resolve) => [
    input.onDidChangeValue(show),
    input.onDidTriggerButton(() => resolve(back)),
    input.onDidAccept(() => {
      const [item] = input.activeItems;
      if (item && keyProblem(item.text, limits) === undefined) resolve(item.text);
    }),
  ]);
}

async function askValues(
  key: string,
  known: KnownTagKey['values'],
  chosen: readonly string[],
): Promise<StepOutcome<readonly string[]>> {
  const input = vscode.window.createQuickPick<TextItem>();
  input.title = vscode.l10n.t('Tag Condition: Values of {0}', quickPickText(key));
  input.placeholder = vscode.l10n.t('Tick values, or none for any value; type another');
  input.ignoreFocusOut = true;
  input.canSelectMany = true;
  input.buttons = [vscode.QuickInputButtons.Back];
  const items = new Map(known.map(({ value, count }) => [value, textItem(value, secretCount(count))]));
  for (const value of chosen) if (!items.has(value)) items.set(value, textItem(value, ''));
  let ticked = new Set(chosen);
  const show = (): void => {
    const typed = input.value.trim();
    const isNew = typed !== '' && !items.has(typed);
    const shown = [...items.values(), ...(isNew ? [typedItem(typed, valuesProblem([typed], limits))] : [])];
    input.items = shown;
    input.selectedItems = shown.filter(({ text }) => ticked.has(text));
  };
  show();
  return showInput<readonly string[]>(input, (resolve) => [
    input.onDidChangeValue(show),
    input.onDidTriggerButton(() => resolve(back)),
    input.onDidChangeSelection((selected) => {
      ticked = new Set(selected.map(({ text }) => text));
      // A typed value that was ticked stays, whatever is typed next.
      for (const { text } of selected) if (!items.has(text)) items.set(text, textItem(text, ''));
      const problem = valuesProblem([...ticked], limits);
      input.title =
        problem === undefined
          ? vscode.l10n.t('Tag Condition: Values of {0}', quickPickText(key))
          : problemSentence(problem);
    }),
    input.onDidAccept(() => {
      const values = [...ticked];
      if (valuesProblem(values, limits) === undefined) resolve(values);
    }),
  ]);
}

function textItem(text: string, description: string): TextItem {
  const label = text === '' ? vscode.l10n.t('(empty value)') : quickPickText(text);
  return { label, description, text };
}

/** What was typed and is not known: taken as it is, or told why not. */
function typedItem(text: string, problem: ReturnType<typeof keyProblem>): TextItem {
  return {
    label: quickPickText(text),
    description: problem === undefined ? vscode.l10n.t('as typed') : problemSentence(problem),
    text,
    alwaysShow: true,
    ...(problem !== undefined && { iconPath: new vscode.ThemeIcon('error') }),
  };
}

function secretCount(count: number | undefined): string {
  if (count === undefined) return '';
  return count === 1
    ? vscode.l10n.t('1 secret')
    : vscode.l10n.t('{0} secrets', count.toLocaleString(vscode.env.language));
}
