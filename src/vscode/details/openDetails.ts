import * as vscode from 'vscode';
import { commandIds, type DetailsTarget } from '../../ids';
import { runCommand } from '../core/commands';
import type { CurrentProject } from '../core/currentProject';
import type { SelectedSecrets } from '../core/selectedSecrets';
import { isSecretRow } from '../core/commands';
import type { Details } from './details';
import { DoubleClick, type RowClick } from './doubleClick';

/**
 * Open Details of a row of the tree, of a secret named by its id, or of one that the search asks for. In the tree a
 * click selects; Enter and a double click open.
 */
export function openDetails(
  project: CurrentProject,
  details: Pick<Details, 'show'>,
  selected: SelectedSecrets,
): (target?: DetailsTarget) => Promise<void> {
  const clicks = new DoubleClick(Date);
  const show = async (id: string | undefined): Promise<void> => {
    if (id === undefined) return;
    project.require();
    await details.show(id);
  };
  return async (target) => {
    if (target === undefined)
      await runCommand(commandIds.searchSecrets); // whose Enter opens
    else if (typeof target === 'string') await show(target);
    else if (target.kind === 'enter') await show(await selectFocusedRow(selected));
    else if (target.kind === 'click') await show(opens(target, clicks) ? target.secretId : undefined);
    else await show(target.secret.id);
  };
}

/** Whoever set lists to open on a double click has made two clicks by now. */
function opens({ secretId }: RowClick, clicks: DoubleClick): boolean {
  const openMode = vscode.workspace.getConfiguration('workbench.list').get('openMode');
  return clicks.click(secretId) || openMode === 'doubleClick';
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
