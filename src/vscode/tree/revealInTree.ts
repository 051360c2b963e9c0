import * as vscode from 'vscode';
import { commandIds, viewIds } from '../../ids';
import type { ShownSecrets } from '../../inventory/shownSecrets';
import type { Command } from '../command';
import { UserFacingError } from '../errorPresenter';
import type { SecretsTree } from './secretsTree';
import type { SecretsView } from './secretsView';
import type { TreeRow } from './treeItem';

/** Shows a secret, named by its id, in the Secrets view: loads, opens the groups above it and selects it. */
export function revealInTreeCommand(shown: ShownSecrets, tree: SecretsTree, view: SecretsView): Command {
  const reveal = async (id: string): Promise<boolean> => {
    const row = tree.rowOf(id) ?? (await rowOnceLoaded(id, shown, tree));
    if (row) await view.reveal(row);
    return row !== undefined;
  };
  return {
    id: commandIds.revealInTree,
    run: async (id) => {
      if (typeof id !== 'string') throw new UserFacingError(vscode.l10n.t('Choose a secret to reveal.'));
      await vscode.commands.executeCommand(`${viewIds.secrets}.focus`);
      if ((await reveal(id)) || !checkLoaded(shown)) return;
      if (shown.filter && !(await clearFilter())) return;
      if (!(await reveal(id)) && checkLoaded(shown)) {
        throw new UserFacingError(vscode.l10n.t('This secret is not in the project any more.'));
      }
    },
  };
}

/** The row as soon as there is one, and not only when the last page has come. `undefined` when the load ended without. */
async function rowOnceLoaded(id: string, shown: ShownSecrets, tree: SecretsTree): Promise<TreeRow | undefined> {
  if (shown.state.completeness === 'whole') return undefined;
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Loading secrets up to the one to reveal…'),
      cancellable: true,
    },
    async (_, token) => {
      const listeners: { dispose(): void }[] = [];
      try {
        return await new Promise<TreeRow | undefined>((resolve, reject) => {
          const look = (): void => {
            const row = tree.rowOf(id);
            if (row) resolve(row);
          };
          listeners.push(
            shown.onDidChange(look),
            token.onCancellationRequested(() => resolve(undefined)),
          );
          // A load that failed or was cancelled left the rows so far, which `load` would take for enough.
          const isStopped = shown.state.completeness === 'partial' && !shown.state.loading;
          const loaded = isStopped ? shown.refresh() : shown.load();
          loaded.then(() => resolve(tree.rowOf(id)), reject);
          look();
        });
      } finally {
        vscode.Disposable.from(...listeners).dispose();
      }
    },
  );
}

/**
 * Whether what is shown is all there is, so that a missing row means a missing secret. Not so after a cancelled load.
 *
 * @throws why the load failed
 */
function checkLoaded({ state }: ShownSecrets): boolean {
  if (state.failure) throw state.failure;
  return state.completeness === 'whole';
}

/** @returns whether the person wants all secrets to be shown again */
async function clearFilter(): Promise<boolean> {
  const clear = vscode.l10n.t('Clear Filter and Reveal');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t('The filter hides this secret from the Secrets view.'),
    clear,
  );
  if (chosen !== clear) return false;
  await vscode.commands.executeCommand(commandIds.clearFilter);
  return true;
}
