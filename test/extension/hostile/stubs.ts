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
