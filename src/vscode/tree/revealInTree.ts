import * as vscode from 'vscode';
import { commandIds, viewIds } from '../../ids';
import type { ShownSecrets } from '../../inventory/shownSecrets';
import type { Command } from '../command';
import { UserFacingError } from '../errorPresenter';
import type { SecretsTree } from './secretsTree';
import type { SecretsView } from './secretsView';

/** Shows a secret, named by its id, in the Secrets view: loads, opens the groups above it and selects it. */
export function revealInTreeCommand(shown: ShownSecrets, tree: SecretsTree, view: SecretsView): Command {
  return {
    id: commandIds.revealInTree,
    run: async (id) => {
      if (typeof id !== 'string') throw new UserFacingError(vscode.l10n.t('Choose a secret to reveal.'));
      await vscode.commands.executeCommand(`${viewIds.secrets}.focus`);
      await shown.load();
      const row = tree.rowOf(id);
      if (row) await view.reveal(row);
      else if (shown.filter) await offerToClearFilter();
      else throw new UserFacingError(vscode.l10n.t('This secret is not in the project any more.'));
    },
  };
}

async function offerToClearFilter(): Promise<void> {
  const clear = vscode.l10n.t('Clear Filter');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t('The filter hides this secret from the Secrets view.'),
    clear,
  );
  if (chosen === clear) await vscode.commands.executeCommand(commandIds.clearFilter);
}
