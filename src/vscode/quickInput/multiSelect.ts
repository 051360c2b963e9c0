import * as vscode from 'vscode';
import { createList, rowsFor, showInput, showLoading, type ListFrame, type StepOutcome } from './prompt';

export interface ValueRow<Value> extends vscode.QuickPickItem {
  /** Missing where the row cannot be ticked. */
  readonly value?: Value;
}

/**
 * What Enter does while a text stands in the box: where the editor looks among the rows, it ticks the highlighted one and
 * clears the box; where a function decides which rows fit, it accepts that one beside the ticked ones.
 */
interface MultiSelect<Value> extends ListFrame<ValueRow<Value>> {
  /** Ticked at the start, in their order. */
  readonly ticked: readonly Value[];
  /** The title when Enter is pressed and no row is ticked or highlighted. */
  readonly nothingTicked?: string;
  /** Enter gives nothing when nothing is ticked, instead of the highlighted row. */
  readonly mayBeEmpty?: true;
  /** What is ticked after further rows were; by default they come after those that were kept. */
  readonly combine?: (kept: readonly Value[], added: readonly Value[]) => readonly Value[];
  /** The title once rows were ticked. */
  readonly titleOf?: (ticked: readonly Value[]) => string | undefined;
  /** A sentence keeps the prompt open and becomes its title. */
  readonly problemOf?: (ticked: readonly Value[]) => string | undefined;
  /** Tries the ticked ones out; a sentence is shown and keeps the prompt open. The signal ends when it is dismissed. */
  readonly tryOut?: (ticked: readonly Value[], signal: AbortSignal) => Promise<string | undefined>;
}

/** Lets the person tick rows, and gives their values in the order of ticking, which VS Code itself does not keep. */
export async function multiSelect<Value>(options: MultiSelect<Value>): Promise<StepOutcome<readonly Value[]>> {
  return new MultiSelectPrompt(options).ask();
}

class MultiSelectPrompt<Value> {
  private readonly input: vscode.QuickPick<ValueRow<Value>>;
  private readonly isSearchedByEditor: boolean;
  private ticked: readonly Value[];
  /** A row was ticked while this text stood there: then the text was only to find it. */
  private queryAtLastTick: string | undefined;

  constructor(private readonly options: MultiSelect<Value>) {
    this.input = createList(options);
    this.isSearchedByEditor = typeof options.items !== 'function';
    this.ticked = options.ticked;
  }

  async ask(): Promise<StepOutcome<readonly Value[]>> {
    const { input, options } = this;
    input.canSelectMany = true;
    this.draw();
    if (this.isSearchedByEditor) input.activeItems = input.items.slice(0, 1);
    showLoading(input, options, () => this.draw());
    return showInput<readonly Value[]>(
      input,
      {
        onEnter: (signal) => this.accept(signal),
        listen: () => [
          input.onDidChangeValue(() => this.isSearchedByEditor || this.draw()),
          input.onDidChangeSelection((selected) => this.onTick(selected)),
        ],
      },
      options,
    );
  }

  private draw(): void {
    const { input, options } = this;
    input.items = rowsFor(input.value, options);
    this.showTicks();
    // Where rows are ticked the editor highlights none by itself; Enter takes what is highlighted.
    const first = this.isSearching() ? input.items.find(({ value }) => value !== undefined) : undefined;
    if (first) input.activeItems = [first];
    input.title = options.title;
  }

  private onTick(selected: readonly ValueRow<Value>[]): void {
    const { input, options } = this;
    const offered = new Set(input.items.map(({ value }) => value));
    const selectedValues = valuesOf(selected);
    // Ticked rows that the text hides stay ticked.
    const kept = this.ticked.filter((value) => selectedValues.includes(value) || !offered.has(value));
    const added = selectedValues.filter((value) => !this.ticked.includes(value));
    // The editor also tells of ticks that were set here.
    if (added.length > 0 || kept.length < this.ticked.length) {
      this.queryAtLastTick = input.value;
      this.ticked = this.combined(kept, added);
      if (this.tickedRows().length !== selected.length) this.showTicks();
    }
    input.title = options.titleOf?.(this.ticked) ?? options.title;
  }

  private combined(kept: readonly Value[], added: readonly Value[]): readonly Value[] {
    return this.options.combine?.(kept, added) ?? [...kept, ...added];
  }

  private tickedRows(): readonly ValueRow<Value>[] {
    return this.input.items.filter(({ value }) => value !== undefined && this.ticked.includes(value));
  }

  private showTicks(): void {
    this.input.selectedItems = this.tickedRows();
  }

  /** What Enter gives: the ticked values; and the highlighted one, if it was typed for or nothing is ticked. */
  private accept(signal: AbortSignal): readonly Value[] | undefined | Promise<readonly Value[] | undefined> {
    const { input, options } = this;
    const isSearching = this.isSearching();
    const onlyTicks = isSearching && this.isSearchedByEditor;
    const wasFound = isSearching && input.value === this.queryAtLastTick;
    let { ticked } = this;
    if (onlyTicks || (isSearching ? !wasFound : ticked.length === 0 && options.mayBeEmpty !== true)) {
      const highlighted = this.highlighted();
      if (highlighted === undefined) {
        input.title = (isSearching ? undefined : options.nothingTicked) ?? options.title;
        return undefined;
      }
      if (!ticked.includes(highlighted)) ticked = this.combined(ticked, [highlighted]);
    }
    if (onlyTicks) {
      this.ticked = ticked;
      this.showTicks();
      input.value = '';
      return undefined;
    }
    // What was only highlighted stays unticked when it is of no use.
    const problem = options.problemOf?.(ticked);
    if (problem === undefined) return options.tryOut ? this.tryOut(ticked, signal) : ticked;
    this.draw();
    input.title = problem;
    return undefined;
  }

  private async tryOut(ticked: readonly Value[], signal: AbortSignal): Promise<readonly Value[] | undefined> {
    const problem = await this.options.tryOut?.(ticked, signal);
    if (problem === undefined || signal.aborted) return ticked;
    void vscode.window.showErrorMessage(problem); // Not awaited: the prompt stays open beside it.
    return undefined;
  }

  /** The value of the highlighted row. `activeItems` is updated a moment late and may still hold replaced rows. */
  private highlighted(): Value | undefined {
    const { activeItems, items, value: text } = this.input;
    const isSearching = this.isSearching();
    const fitting = this.isSearchedByEditor ? rowsWith(text, items) : items;
    const first = isSearching ? fitting.find(({ value }) => value !== undefined) : undefined;
    return (activeItems.find((row) => fitting.includes(row)) ?? first)?.value;
  }

  private isSearching(): boolean {
    return this.input.value.trim() !== '';
  }
}

function valuesOf<Value>(rows: readonly ValueRow<Value>[]): readonly Value[] {
  return rows.map(({ value }) => value).filter((value) => value !== undefined);
}

function rowsWith<T extends vscode.QuickPickItem>(text: string, items: readonly T[]): readonly T[] {
  const wanted = text.trim().toLowerCase();
  return items.filter(({ label, description = '' }) => `${label}\n${description}`.toLowerCase().includes(wanted));
}
