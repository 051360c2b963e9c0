import * as vscode from 'vscode';

/** The person pressed the back button. */
export const back = Symbol('back');
export type Back = typeof back;

/** Outcome of one prompt: a value, back, or `undefined` when it was dismissed. */
export type StepOutcome<T> = T | Back | undefined;

/** What every list and every box at the top of the window has. */
export interface PromptFrame {
  readonly title: string;
  /** From 1, where steps are counted. */
  readonly step?: number;
  readonly totalSteps?: number;
  readonly canGoBack?: boolean;
  /** Ends the prompt as if it was dismissed. */
  readonly signal?: AbortSignal;
}

export interface PromptRow extends vscode.QuickPickItem {
  /** Stays the same when rows are redrawn, so that the highlighted row is found again. */
  readonly rowId?: string;
}

/** What every list has. */
export interface ListFrame<Row extends vscode.QuickPickItem> extends PromptFrame {
  readonly placeholder: string;
  /** Rows among which the editor looks for what is typed; or a function that decides which rows fit a text. */
  readonly items: readonly Row[] | ((text: string) => readonly Row[]);
  /** Resolves when `items` has more to give. Until then the prompt shows that it is busy. It never rejects. */
  readonly loading?: Promise<unknown>;
}

/** A list to choose from. */
export interface Prompt<Row extends PromptRow, Outcome> extends ListFrame<Row> {
  /** What Enter does with a row. An outcome ends the prompt, `undefined` keeps it open. */
  readonly onEnter: (row: Row) => Outcome | undefined;
  /** What a button in the title does. */
  readonly onButton?: (button: vscode.QuickInputButton) => Outcome | undefined;
  readonly onRowButton?: (row: Row, button: vscode.QuickInputButton) => Outcome | undefined;
  /** Stands in the box at the start. */
  readonly text?: string;
  /** Called before the rows of a text are drawn, those of the first one, too. */
  readonly onText?: (text: string) => void;
  /** Highlighted at the start. */
  readonly active?: Row | undefined;
}

/** Shows a list until the person has chosen. */
export async function ask<Row extends PromptRow, Outcome>(prompt: Prompt<Row, Outcome>): Promise<StepOutcome<Outcome>> {
  return new OpenPrompt(prompt).ask();
}

/** A list on screen, for a prompt whose rows change while it is open. */
export class OpenPrompt<Row extends PromptRow, Outcome> {
  readonly input: vscode.QuickPick<Row>;

  constructor(private readonly prompt: Prompt<Row, Outcome>) {
    this.input = createList(prompt);
    this.input.value = prompt.text ?? '';
  }

  get text(): string {
    return this.input.value;
  }

  /** Puts a text into the box, as if it had been typed. */
  setText(text: string): void {
    if (this.input.value !== text) this.input.value = text;
    this.prompt.onText?.(text);
    this.draw();
  }

  /** Draws other rows, of which the first is highlighted. */
  draw(): void {
    this.input.items = rowsFor(this.text, this.prompt);
  }

  /** Replaces rows that mean the same ones as before, such as with newer counts: what is highlighted stays so. */
  redraw(): void {
    const { input } = this;
    // What was active among rows that have been replaced since is not what the person sees highlighted.
    const active = input.activeItems.find((item) => input.items.includes(item))?.rowId;
    const rows = rowsFor(this.text, this.prompt);
    input.keepScrollPosition = true;
    input.items = rows;
    const same = active === undefined ? undefined : rows.find(({ rowId }) => rowId === active);
    if (same) input.activeItems = [same];
    input.keepScrollPosition = false;
  }

  async ask(): Promise<StepOutcome<Outcome>> {
    const { input, prompt } = this;
    this.setText(this.text);
    if (prompt.active) input.activeItems = [prompt.active];
    showLoading(input, prompt, () => this.redraw());
    return showInput<Outcome>(
      input,
      {
        onEnter: () => {
          const row = this.chosen();
          return row && prompt.onEnter(row);
        },
        onButton: (button) => prompt.onButton?.(button),
        listen: (end) => [
          input.onDidChangeValue((text) => typeof prompt.items === 'function' && this.setText(text)),
          input.onDidTriggerItemButton(({ item, button }) => end(prompt.onRowButton?.(item, button))),
        ],
      },
      prompt,
    );
  }

  /**
   * The row that Enter takes. `activeItems` is updated a moment late: until the editor has answered to new
   * rows, the active one is of the old, and the first of the new is what the person sees highlighted.
   */
  private chosen(): Row | undefined {
    const { input, prompt } = this;
    const active = input.activeItems.find((row) => input.items.includes(row));
    if (active || (typeof prompt.items !== 'function' && this.text !== '')) return active;
    return input.items.find(({ kind }) => kind !== vscode.QuickPickItemKind.Separator);
  }
}

/** A quick pick that shows its rows in the order in which they are given, and stays open when the focus moves. */
export function createList<Row extends vscode.QuickPickItem>(frame: ListFrame<Row>): vscode.QuickPick<Row> {
  const input = vscode.window.createQuickPick<Row>();
  // VS Code sorts rows by their labels while a text stands in the box and drops the headings, unless this is off. Its
  // typings do not have the property yet, but the host takes it from every extension. Where it does not, rows are sorted.
  if ('sortByLabel' in input) input.sortByLabel = false;
  setFrame(input, frame);
  input.placeholder = frame.placeholder;
  input.matchOnDescription = typeof frame.items !== 'function';
  input.matchOnDetail = input.matchOnDescription;
  return input;
}

/** The rows of a list while that text stands in its box. */
export function rowsFor<Row extends vscode.QuickPickItem>(text: string, { items }: ListFrame<Row>): readonly Row[] {
  return typeof items === 'function' ? items(text).map((row) => ({ ...row, alwaysShow: true })) : items;
}

/** A row that stands above others and cannot be chosen. */
export function heading(label: string): Required<Pick<PromptRow, 'rowId' | 'label' | 'kind'>> {
  return { rowId: `heading:${label}`, label, kind: vscode.QuickPickItemKind.Separator };
}

export function setFrame(input: vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox, frame: PromptFrame): void {
  input.title = frame.title;
  input.step = frame.step;
  input.totalSteps = frame.totalSteps;
  // People look things up elsewhere meanwhile.
  input.ignoreFocusOut = true;
  input.buttons = frame.canGoBack === true ? [vscode.QuickInputButtons.Back] : [];
}

/** Shows that a list is busy until it has all its rows. Drawing on a closed one does nothing. */
export function showLoading<Row extends vscode.QuickPickItem>(
  input: vscode.QuickPick<Row>,
  { loading }: ListFrame<Row>,
  draw: () => void,
): void {
  if (!loading) return;
  input.busy = true;
  void loading.then(() => {
    input.busy = false;
    draw();
  });
}

interface InputHandlers<T> {
  /** Enter, which may take a while: the signal ends when the input is dismissed. `undefined` keeps the input open. */
  readonly onEnter: (signal: AbortSignal) => T | undefined | Promise<T | undefined>;
  readonly onButton?: (button: vscode.QuickInputButton) => T | undefined;
  /** What else to listen to. `undefined` for `end` keeps the input open. */
  readonly listen?: (end: (outcome: T | undefined) => void) => readonly vscode.Disposable[];
}

type EnteredInput = vscode.QuickInput & {
  readonly onDidAccept: vscode.Event<unknown>;
  readonly onDidTriggerButton: vscode.Event<vscode.QuickInputButton>;
};

/**
 * Shows an input until there is an outcome, which is `undefined` when it was dismissed or the signal ended it. Nothing of
 * what Enter began goes on after that.
 */
export async function showInput<T>(
  input: EnteredInput,
  { onEnter, onButton, listen }: InputHandlers<T>,
  { signal }: PromptFrame,
): Promise<StepOutcome<T>> {
  const dismissed = new AbortController();
  const listeners: { dispose(): void }[] = [];
  let attempt: Promise<T | undefined> | undefined;
  try {
    return await new Promise<StepOutcome<T>>((resolve, reject) => {
      const dismiss = (): void => resolve(undefined);
      const end = (outcome: StepOutcome<T>): void => (outcome === undefined ? undefined : resolve(outcome));
      const enter = (): void => {
        if (attempt) return;
        const outcome = onEnter(dismissed.signal);
        if (!(outcome instanceof Promise)) {
          end(outcome);
          return;
        }
        input.busy = true;
        attempt = outcome.finally(() => {
          attempt = undefined;
          input.busy = false;
        });
        attempt.then(end, reject);
      };
      signal?.addEventListener('abort', dismiss, { once: true });
      listeners.push(
        { dispose: () => signal?.removeEventListener('abort', dismiss) },
        input.onDidHide(dismiss),
        input.onDidAccept(enter),
        input.onDidTriggerButton((button) => end(button === vscode.QuickInputButtons.Back ? back : onButton?.(button))),
        ...(listen?.(end) ?? []),
      );
      if (signal?.aborted) dismiss();
      else input.show();
    });
  } finally {
    vscode.Disposable.from(...listeners, input).dispose();
    dismissed.abort();
    await attempt;
  }
}
