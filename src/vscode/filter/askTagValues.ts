import * as vscode from 'vscode';
import { matching, type KnownTagKey } from '../../inventory/knownTags';
import { displayText } from '../../model/displayText';
import { valueProblem, valuesProblem } from '../../model/filterProblem';
import { filterLimits } from '../../model/limits';
import type { TagCondition } from '../../model/secretFilter';
import { quickPickText } from '../inertText';
import { orderedQuickPick } from '../quickInput/orderedQuickPick';
import { back, showInput, type StepOutcome } from '../quickInput/steps';
import { secretCount } from '../secretCount';
import { problemSentence, valueName } from './filterWords';
import type { TagKeys } from '../quickInput/tagKeys';

const limits = filterLimits.current;

/** Stands for any value among the ticked ones; it is no string, so that no value can be taken for it. */
const anyValue = Symbol('any value');
type Choice = string | typeof anyValue;

interface ValueItem extends vscode.QuickPickItem {
  /** Missing where the text cannot be a value. */
  readonly choice?: Choice;
}

/** Lets the person tick values of a key: known ones, others as they are typed, or any value. */
export async function askTagValues(
  tagKeys: TagKeys,
  { key, values }: TagCondition,
  isNew: boolean,
  signal: AbortSignal,
): Promise<StepOutcome<readonly string[]>> {
  return new ValuesStep(tagKeys, key, isNew ? undefined : values).ask(signal);
}

class ValuesStep {
  private readonly input = orderedQuickPick<ValueItem>();
  /** In the order of ticking. */
  private ticked: readonly Choice[];
  /** Values that were typed or stood in the condition, and are not known. */
  private readonly others = new Set<string>();
  /** A row was ticked while this text stood there: then the text was only to find it. */
  private foundBy: string | undefined;

  constructor(
    private readonly tagKeys: TagKeys,
    private readonly key: string,
    before: readonly string[] | undefined,
  ) {
    this.ticked = before?.length === 0 ? [anyValue] : (before ?? []);
    for (const value of before ?? []) this.others.add(value);
  }

  async ask(signal: AbortSignal): Promise<StepOutcome<readonly string[]>> {
    const { input, tagKeys } = this;
    input.placeholder = vscode.l10n.t('Tick values, several mean any of them; or type another');
    input.canSelectMany = true;
    input.buttons = [vscode.QuickInputButtons.Back];
    this.draw();
    void tagKeys.settled.then(() => this.draw()); // It never rejects, and drawing on a closed input does nothing.
    return showInput<readonly string[]>(
      input,
      (resolve) => [
        input.onDidChangeValue(() => this.draw()),
        input.onDidTriggerButton(() => resolve(back)),
        input.onDidChangeSelection((selected) => this.tick(selected)),
        input.onDidAccept(() => {
          const values = this.accepted();
          if (values) resolve(values);
        }),
      ],
      signal,
    );
  }

  private get known(): KnownTagKey['values'] {
    const known = this.tagKeys.keys.find(({ key }) => key === this.key)?.values ?? [];
    const others = [...this.others].filter((value) => !known.some((each) => each.value === value));
    return [...known, ...others.map((value) => ({ value, count: undefined }))];
  }

  private draw(): void {
    const { input } = this;
    const typed = input.value.trim();
    input.busy = this.tagKeys.isLearning;
    input.items = valueItems(typed, this.known);
    input.selectedItems = input.items.filter((item) => this.isTicked(item));
    // Where rows are ticked the editor highlights none by itself; Enter takes what is highlighted.
    const first = typed === '' ? undefined : input.items.find(({ choice }) => choice !== undefined);
    if (first) input.activeItems = [first];
    this.say(undefined);
  }

  private tick(selected: readonly ValueItem[]): void {
    const shown = new Set(this.input.items.map(({ choice }) => choice));
    const now = selected.flatMap(({ choice }) => choice ?? []);
    // Ticked rows that the text hides stay ticked.
    const kept = this.ticked.filter((choice) => now.includes(choice) || !shown.has(choice));
    const added = now.filter((choice) => !this.ticked.includes(choice));
    if (added.length === 0 && kept.length === this.ticked.length) return;
    this.foundBy = this.input.value;
    this.take(kept, added);
    const ticked = this.input.items.filter((item) => this.isTicked(item));
    if (ticked.length !== selected.length) this.input.selectedItems = ticked;
    const problem = valuesProblem(this.values(), limits);
    this.say(problem && problemSentence(problem));
  }

  /** Any value and single values exclude each other: what was ticked last counts. */
  private take(kept: readonly Choice[], added: readonly Choice[]): void {
    for (const choice of added) if (choice !== anyValue) this.others.add(choice);
    if (added.includes(anyValue)) this.ticked = [anyValue];
    else this.ticked = [...kept.filter((choice) => choice !== anyValue || added.length === 0), ...added];
  }

  /** What Enter gives: the ticked values; and the highlighted one, if it was typed for or nothing is ticked. */
  private accepted(): readonly string[] | undefined {
    const typed = this.input.value.trim();
    const wantsHighlighted = typed === '' ? this.ticked.length === 0 : this.foundBy !== this.input.value;
    if (wantsHighlighted) {
      const highlighted = this.highlighted(typed);
      if (highlighted === undefined) {
        this.say(typed === '' ? vscode.l10n.t('Tick a value, or "Any value".') : undefined);
        return undefined;
      }
      if (!this.ticked.includes(highlighted)) this.take(this.ticked, [highlighted]);
    }
    const problem = valuesProblem(this.values(), limits);
    if (!problem) return this.values();
    this.draw();
    this.say(problemSentence(problem));
    return undefined;
  }

  private highlighted(typed: string): Choice | undefined {
    const active = this.input.activeItems.find((item) => this.input.items.includes(item));
    if (active || typed === '') return active?.choice;
    return this.input.items.find(({ choice }) => choice !== undefined)?.choice;
  }

  private isTicked({ choice }: ValueItem): boolean {
    return choice !== undefined && this.ticked.includes(choice);
  }

  private values(): readonly string[] {
    return this.ticked.filter((choice) => choice !== anyValue);
  }

  private say(sentence: string | undefined): void {
    this.input.title = sentence ?? vscode.l10n.t('Tag Condition: Values of {0}', displayText(this.key));
  }
}

/** Any value first, then the known values in which the text stands; last, the text itself. */
export function valueItems(typed: string, known: KnownTagKey['values']): readonly ValueItem[] {
  const rows = matching(known, typed, ({ value }) => value).map(({ value, count }) => ({
    label: quickPickText(valueName(value)),
    description: secretCount(count),
    choice: value,
    alwaysShow: true, // What fits is decided here.
  }));
  if (typed === '') return [anyItem(), ...rows];
  return known.some(({ value }) => value === typed) ? rows : [...rows, typedItem(typed)];
}

function anyItem(): ValueItem {
  return {
    label: vscode.l10n.t('Any value'),
    description: vscode.l10n.t('every secret that has the key'),
    choice: anyValue,
    alwaysShow: true,
  };
}

function typedItem(typed: string): ValueItem {
  const problem = valueProblem(typed, limits);
  const row = { label: quickPickText(typed), alwaysShow: true };
  return problem
    ? { ...row, description: problemSentence(problem), iconPath: new vscode.ThemeIcon('error') }
    : { ...row, description: vscode.l10n.t('as typed'), choice: typed };
}
