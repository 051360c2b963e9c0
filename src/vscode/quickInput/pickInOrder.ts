import * as vscode from 'vscode';
import { displayText } from '../../model/displayText';

interface OrderedOption {
  readonly value: string;
  readonly label: string;
  readonly description: string;
}

interface PickInOrderOptions {
  readonly title: string;
  readonly placeholder: string;
  readonly options: readonly OrderedOption[];
  /** Values ticked at the start, in their order. */
  readonly chosen: readonly string[];
}

interface OrderedItem extends vscode.QuickPickItem {
  readonly value: string;
}

/**
 * Lets the person tick several options and gives them in the order of ticking, which VS Code's own multi-select does
 * not keep. `undefined` when dismissed.
 */
export async function pickInOrder(request: PickInOrderOptions): Promise<readonly string[] | undefined> {
  const input = vscode.window.createQuickPick<OrderedItem>();
  input.title = request.title;
  input.placeholder = request.placeholder;
  input.canSelectMany = true;
  input.items = request.options.map(({ value, label, description }) => ({ value, label, description }));
  input.selectedItems = input.items.filter(({ value }) => request.chosen.includes(value));
  let order = request.chosen.filter((value) => input.items.some((item) => item.value === value));
  const listeners: vscode.Disposable[] = [];
  try {
    return await new Promise((resolve) => {
      listeners.push(
        input.onDidChangeSelection((selected) => {
          const ticked = selected.map(({ value }) => value);
          order = [
            ...order.filter((value) => ticked.includes(value)),
            ...ticked.filter((value) => !order.includes(value)),
          ];
          const shown = order.map((value) => displayText(value)).join(' › ');
          input.title = [request.title, shown].filter(Boolean).join(': ');
        }),
        input.onDidAccept(() => resolve(order)),
        input.onDidHide(() => resolve(undefined)),
      );
      input.show();
    });
  } finally {
    vscode.Disposable.from(...listeners, input).dispose();
  }
}
