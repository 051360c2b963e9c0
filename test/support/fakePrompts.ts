import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** A quick pick or an input box without an editor around it: the test is the person. */
export class FakePrompt {
  title = '';
  value = '';
  validationMessage: unknown;
  busy = false;
  buttons: readonly vscode.QuickInputButton[] = [];
  activeItems: readonly vscode.QuickPickItem[] = [];
  selectedItems: readonly vscode.QuickPickItem[] = [];
  readonly #accepts = new vscode.EventEmitter<void>();
  readonly #hides = new vscode.EventEmitter<void>();
  readonly #texts = new vscode.EventEmitter<string>();
  readonly #ticks = new vscode.EventEmitter<readonly vscode.QuickPickItem[]>();
  readonly #presses = new vscode.EventEmitter<vscode.QuickInputButton>();
  readonly #rowPresses = new vscode.EventEmitter<vscode.QuickPickItemButtonEvent<vscode.QuickPickItem>>();
  readonly onDidAccept = this.#accepts.event;
  readonly onDidHide = this.#hides.event;
  readonly onDidChangeValue = this.#texts.event;
  readonly onDidChangeSelection = this.#ticks.event;
  readonly onDidTriggerButton = this.#presses.event;
  readonly onDidTriggerItemButton = this.#rowPresses.event;
  #items: readonly vscode.QuickPickItem[] = [];
  readonly #redraws = new vscode.EventEmitter<void>();

  constructor(private readonly onShow: (prompt: FakePrompt) => void) {}

  get items(): readonly vscode.QuickPickItem[] {
    return this.#items;
  }

  set items(items: readonly vscode.QuickPickItem[]) {
    this.#items = items;
    this.#redraws.fire();
  }

  get labels(): readonly string[] {
    return this.#items.map(({ label }) => label);
  }

  /** The labels of the rows that are ticked. */
  get ticked(): readonly string[] {
    return this.selectedItems.map(({ label }) => label);
  }

  row(label: string): vscode.QuickPickItem {
    const found = this.#items.find((item) => item.label === label);
    assert.ok(found, `no row "${label}" among ${this.labels.join(' | ')}`);
    return found;
  }

  /** Waits until the rows are as expected. */
  async until(isExpected: (rows: readonly vscode.QuickPickItem[]) => boolean): Promise<void> {
    while (!isExpected(this.#items)) await new Promise<void>((resolve) => this.#redraws.event(() => resolve()));
  }

  type(text: string): void {
    this.value = text;
    this.#texts.fire(text);
  }

  /** Presses Enter, on a row if one is named. */
  enter(label?: string): void {
    if (label !== undefined) this.activeItems = [this.row(label)];
    this.#accepts.fire();
  }

  /** Ticks exactly these rows, beside those that are not listed at the moment. */
  tick(...labels: readonly string[]): void {
    this.selectedItems = labels.map((label) => this.row(label));
    this.#ticks.fire(this.selectedItems);
  }

  /** Presses a button in the title, or one of a row. */
  press(tooltip: string, label?: string): void {
    const item = label === undefined ? undefined : this.row(label);
    const button = (item?.buttons ?? this.buttons).find((each) => each.tooltip === tooltip);
    assert.ok(button, `no button "${tooltip}"`);
    if (item) this.#rowPresses.fire({ item, button });
    else this.#presses.fire(button);
  }

  goBack(): void {
    this.#presses.fire(vscode.QuickInputButtons.Back);
  }

  dismiss(): void {
    this.#hides.fire();
  }

  show(): void {
    this.onShow(this);
  }

  hide(): void {
    this.#hides.fire();
  }

  dispose(): void {
    for (const each of [this.#accepts, this.#hides, this.#texts, this.#ticks, this.#presses, this.#rowPresses])
      each.dispose();
  }
}

/** Stands in for the editor's prompts until it is disposed. */
export class FakePrompts {
  readonly #shown: FakePrompt[] = [];
  readonly #undos: (() => void)[] = [];
  #wake: (() => void) | undefined;

  constructor() {
    for (const name of ['createQuickPick', 'createInputBox']) {
      const real = Object.getOwnPropertyDescriptor(vscode.window, name);
      assert.ok(real);
      const value = () => new FakePrompt((prompt) => this.#onShow(prompt));
      Object.defineProperty(vscode.window, name, { value, configurable: true });
      this.#undos.push(() => Object.defineProperty(vscode.window, name, real));
    }
  }

  /** The next prompt that is shown; with a title, it must be the one. */
  async next(title?: string): Promise<FakePrompt> {
    while (this.#shown.length === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
    const prompt = this.#shown.shift();
    assert.ok(prompt);
    if (title !== undefined) assert.equal(prompt.title, title);
    return prompt;
  }

  dispose(): void {
    for (const undo of this.#undos) undo();
  }

  #onShow(prompt: FakePrompt): void {
    this.#shown.push(prompt);
    this.#wake?.();
  }
}
