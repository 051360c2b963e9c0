import * as vscode from 'vscode';
import { commandIds } from '../../ids';
import type { ChooseSecrets } from '../chosenSecrets';
import type { Command } from '../command';
import type { Session } from '../connections/session';
import { UserFacingError } from '../errorPresenter';
import type { TreeRow } from '../tree/treeItem';
import type { Details } from './details';
import { DoubleClick, type RowClick } from './doubleClick';

/**
 * Open Details of a row of the tree, of a secret named by its id, or of one that the search asks for. In the tree a
 * click selects; Enter and a double click open.
 */
export function openDetailsCommand(
  session: Pick<Session, 'active'>,
  details: Pick<Details, 'show'>,
  selection: () => readonly TreeRow[],
  choose: ChooseSecrets,
): Command {
  const clicks = new DoubleClick(Date);
  const show = async (id: string | undefined): Promise<void> => {
    if (id === undefined) return;
    if (!session.active) throw new UserFacingError(vscode.l10n.t('Sign in first: there are no secrets to show.'));
    await details.show(id, session.active);
  };
  return {
    id: commandIds.openDetails,
    run: async (target) => {
      if (isEnter(target)) await show(await selectFocusedRow(selection));
      else if (isClick(target)) await show(opens(target, clicks) ? target.secretId : undefined);
      else if (target === undefined)
        await vscode.commands.executeCommand(commandIds.searchSecrets); // whose Enter opens
      else await show(typeof target === 'string' ? target : choose([target])[0]?.id);
    },
  };
}

/** Whoever set lists to open on a double click has made two clicks by now. */
function opens({ secretId }: RowClick, clicks: DoubleClick): boolean {
  const openMode = vscode.workspace.getConfiguration('workbench.list').get('openMode');
  return clicks.click(secretId) || openMode === 'doubleClick';
}

function isClick(target: unknown): target is RowClick {
  return isOfKind(target, 'click') && 'secretId' in target && typeof target.secretId === 'string';
}

/** What the keybinding passes, since the palette passes nothing. */
function isEnter(target: unknown): boolean {
  return isOfKind(target, 'enter');
}

function isOfKind(target: unknown, kind: string): target is object {
  return typeof target === 'object' && target !== null && 'kind' in target && target.kind === kind;
}

/**
 * Enter in the tree. Extensions are told which rows are selected, but not which one has the focus. So this does first
 * what Enter does in every list, which selects that row or opens and closes a group.
 */
async function selectFocusedRow(selection: () => readonly TreeRow[]): Promise<string | undefined> {
  await vscode.commands.executeCommand('list.select');
  const [row, ...others] = selection();
  return row?.kind === 'secret' && others.length === 0 ? row.secret.id : undefined;
}
