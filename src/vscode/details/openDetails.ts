import * as vscode from 'vscode';
import { commandIds, type DetailsTarget } from '../../ids';
import { isSecretRow, runCommand } from '../core/commands';
import type { SelectedSecrets } from '../core/selectedSecrets';

/** Two clicks on a row within this time (ms) are a double click, as on most systems. */
const doubleClickMs = 500;

/**
 * Open Details of a row of the tree, of a secret named by its id, or of one that the search asks for. In the tree a
 * click selects; Enter and a double click open.
 */
export function openDetails(
  show: (secretId: string) => Promise<void>,
  selected: SelectedSecrets,
): (target?: DetailsTarget) => Promise<void> {
  let lastClick: { readonly secretId: string; readonly at: number } | undefined;
  /** Whether this click is the second of two. Who set lists to open on a double click has made two by now. */
  const opens = (secretId: string): boolean => {
    const at = Date.now();
    const isSecond = lastClick?.secretId === secretId && at - lastClick.at <= doubleClickMs;
    lastClick = isSecond ? undefined : { secretId, at };
    return isSecond || vscode.workspace.getConfiguration('workbench.list').get('openMode') === 'doubleClick';
  };
  return async (target) => {
    if (target === undefined) {
      await runCommand(commandIds.searchSecrets); // whose Enter opens
    } else if (typeof target === 'string') {
      await show(target);
    } else if (target.kind === 'secret') {
      await show(target.secret.id);
    } else if (target.kind === 'enter') {
      const secretId = await selectFocusedRow(selected);
      if (secretId !== undefined) await show(secretId);
    } else if (opens(target.secretId)) {
      await show(target.secretId);
    }
  };
}

/**
 * Enter in the tree. Extensions are told which rows are selected, but not which one has the focus. So this does first
 * what Enter does in every list, which selects that row or opens and closes a group.
 */
async function selectFocusedRow(selected: SelectedSecrets): Promise<string | undefined> {
  await vscode.commands.executeCommand('list.select');
  const [row, ...others] = selected.rows();
  return isSecretRow(row) && others.length === 0 ? row.secret.id : undefined;
}
