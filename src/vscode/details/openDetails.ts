import * as vscode from 'vscode';
import { commandIds } from '../../ids';
import type { Command } from '../command';
import type { Session } from '../connections/session';
import { UserFacingError } from '../errorPresenter';
import { chosenSecrets } from '../tree/chosenSecrets';
import type { TreeRow } from '../tree/treeItem';
import type { Details } from './details';

/** Open Details of a row of the tree, of a secret named by its id, or of one that the search asks for. */
export function openDetailsCommand(
  session: Pick<Session, 'active'>,
  details: Pick<Details, 'show'>,
  selection: () => readonly TreeRow[],
): Command {
  return {
    id: commandIds.openDetails,
    run: async (target) => {
      const id = isEnter(target) ? await selectFocusedRow(selection) : secretId(target);
      if (id === undefined) {
        // Enter in the search opens the details.
        if (!isEnter(target)) await vscode.commands.executeCommand(commandIds.searchSecrets);
        return;
      }
      if (!session.active) throw new UserFacingError(vscode.l10n.t('Sign in first: there are no secrets to show.'));
      await details.show(id, session.active);
    },
  };
}

function secretId(target: unknown): string | undefined {
  if (typeof target === 'string') return target;
  return target === undefined ? undefined : chosenSecrets([target], [])[0]?.id;
}

/** What the keybinding passes, since the palette passes nothing too. */
function isEnter(target: unknown): boolean {
  return typeof target === 'object' && target !== null && 'key' in target && target.key === 'enter';
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
