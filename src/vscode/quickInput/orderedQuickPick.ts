import * as vscode from 'vscode';

/** A quick pick that shows its rows in the order in which they are given, and stays open when the focus moves. */
export function orderedQuickPick<T extends vscode.QuickPickItem>(): vscode.QuickPick<T> {
  const input = vscode.window.createQuickPick<T>();
  // VS Code sorts rows by their labels while a text stands in the box and drops the headings, unless this is off. Its
  // typings do not have the property yet, but the host takes it from every extension. Where it does not, rows are sorted.
  if ('sortByLabel' in input) input.sortByLabel = false;
  input.ignoreFocusOut = true;
  return input;
}

/**
 * The row that Enter takes. The editor's word on the active row comes a moment late: until it has answered to new rows,
 * the active one is of the old, and the first of the new is what the person sees highlighted.
 */
export function chosenItem<T extends vscode.QuickPickItem>(input: vscode.QuickPick<T>): T | undefined {
  const isChoice = (item: T): boolean => item.kind !== vscode.QuickPickItemKind.Separator;
  return input.activeItems.find((item) => input.items.includes(item)) ?? input.items.find(isChoice);
}

/** Replaces rows that mean the same ones as before, such as with newer counts: what is active stays so. */
export function redrawItems<T extends vscode.QuickPickItem & { readonly rowId: string }>(
  input: vscode.QuickPick<T>,
  items: readonly T[],
): void {
  // What was active among rows that have been replaced since is not what the person sees highlighted.
  const active = input.activeItems.find((item) => input.items.includes(item))?.rowId;
  input.keepScrollPosition = true;
  input.items = items;
  const same = active === undefined ? undefined : items.find(({ rowId }) => rowId === active);
  if (same) input.activeItems = [same];
  input.keepScrollPosition = false;
}

export function separator(label: string): vscode.QuickPickItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
