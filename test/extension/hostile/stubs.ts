import * as vscode from 'vscode';

/** Puts something else in a function's place while `run` runs. The editor's API lets tests do that. */
export async function withStub<T>(
  owner: object,
  name: string,
  replacement: unknown,
  run: () => T | Promise<T>,
): Promise<T> {
  const original = Object.getOwnPropertyDescriptor(owner, name)!;
  Object.defineProperty(owner, name, { value: replacement, configurable: true });
  try {
    return await run();
  } finally {
    Object.defineProperty(owner, name, original);
  }
}

/** A quick pick without an editor around it: the test is the person. */
export class FakeQuickPick<T extends vscode.QuickPickItem> {
  readonly titles: string[] = [];
  value = '';
  items: readonly T[] = [];
  selectedItems: readonly T[] = [];
  activeItems: readonly T[] = [];
  readonly #selections = new vscode.EventEmitter<readonly T[]>();
  readonly #hides = new vscode.EventEmitter<void>();
  readonly #silent = new vscode.EventEmitter<never>();
  readonly onDidChangeSelection = this.#selections.event;
  readonly onDidHide = this.#hides.event;
  readonly onDidAccept = this.#silent.event;
  readonly onDidChangeValue = this.#silent.event;
  readonly onDidChangeActive = this.#silent.event;
  readonly onDidTriggerButton = this.#silent.event;
  readonly onDidTriggerItemButton = this.#silent.event;

  set title(text: string) {
    this.titles.push(text);
  }

  /** All is drawn by now: the person ticks everything and leaves. */
  show(): void {
    this.selectedItems = this.items;
    this.#selections.fire(this.items);
    this.#hides.fire();
  }

  hide(): void {
    this.#hides.fire();
  }

  dispose(): void {
    for (const each of [this.#selections, this.#hides, this.#silent]) each.dispose();
  }
}

/** What every quick pick shows that `run` opens. */
export async function quickPicksOf(
  run: () => Promise<unknown>,
): Promise<readonly FakeQuickPick<vscode.QuickPickItem>[]> {
  const opened: FakeQuickPick<vscode.QuickPickItem>[] = [];
  const create = () => {
    const pick = new FakeQuickPick();
    opened.push(pick);
    return pick;
  };
  await withStub(vscode.window, 'createQuickPick', create, run);
  return opened;
}

/** What a command that passes a request on to another one, passes on. */
export async function commandsOf(run: () => unknown): Promise<readonly (readonly unknown[])[]> {
  const calls: unknown[][] = [];
  const record = (...call: unknown[]) => Promise.resolve(void calls.push(call));
  await withStub(vscode.commands, 'executeCommand', record, run as () => Promise<unknown>);
  return calls;
}

/** What is put on the clipboard. */
export async function copiesOf(run: () => unknown): Promise<readonly string[]> {
  const copies: string[] = [];
  const clipboard = { writeText: (text: string) => Promise.resolve(void copies.push(text)) };
  await withStub(vscode.env, 'clipboard', clipboard, run as () => Promise<unknown>);
  return copies;
}

/** The error messages that are shown. */
export async function messagesOf(run: () => unknown): Promise<readonly string[]> {
  const messages: string[] = [];
  const show = (message: string) => Promise.resolve(void messages.push(message));
  await withStub(vscode.window, 'showErrorMessage', show, run as () => Promise<unknown>);
  return messages;
}
