import * as vscode from 'vscode';
import { matching } from '../../inventory/knownTags';
import { keyProblem } from '../../model/filterProblem';
import { filterLimits } from '../../model/limits';
import { quickPickText } from '../inertText';
import { chosenItem, orderedQuickPick, redrawItems } from '../quickInput/orderedQuickPick';
import { back, showInput, type StepOutcome } from '../quickInput/steps';
import { secretCount } from '../secretCount';
import { problemSentence } from './filterWords';
import type { TagKeys } from '../quickInput/tagKeys';

interface KeyItem extends vscode.QuickPickItem {
  readonly rowId: string;
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
  const input = orderedQuickPick<KeyItem>();
  input.title = vscode.l10n.t('Tag Condition: Key');
  input.placeholder = vscode.l10n.t('Choose a tag key, or type another');
  input.buttons = [vscode.QuickInputButtons.Back];
  const draw = (): void => {
    input.busy = tagKeys.isLearning;
    redrawItems(input, keyItems(input.value.trim(), tagKeys, taken));
  };
  draw();
  void tagKeys.settled.then(draw); // It never rejects, and drawing on a closed input does nothing.
  return showInput<string>(
    input,
    (resolve) => [
      input.onDidChangeValue((text) => (input.items = keyItems(text.trim(), tagKeys, taken))),
      input.onDidTriggerButton(() => resolve(back)),
      input.onDidAccept(() => {
        const key = chosenItem(input)?.key;
        if (key !== undefined) resolve(key);
      }),
    ],
    signal,
  );
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
    alwaysShow: true, // What fits is decided here.
  }));
  return typed === '' || keys.some(({ key }) => key === typed) ? known : [...known, typedKeyItem(typed, taken)];
}

/** What was typed and is not known: taken as it is, or told why not. */
function typedKeyItem(typed: string, taken: ReadonlySet<string>): KeyItem {
  const problem = keyProblem(typed, filterLimits.current);
  const row = { rowId: 'typed', label: quickPickText(typed), alwaysShow: true };
  if (problem) return { ...row, description: problemSentence(problem), iconPath: new vscode.ThemeIcon('error') };
  const description = taken.has(typed)
    ? vscode.l10n.t('has a condition: choose to change it')
    : vscode.l10n.t('as typed');
  return { ...row, description, key: typed };
}
