import * as vscode from 'vscode';
import { commandIds } from '../../ids';
import { focusSecretsView, runCommand } from '../core/commands';
import type { CurrentProject } from '../core/currentProject';
import type { OpenProject } from '../core/openProject';
import { UserFacingError } from '../core/errors';
import type { SecretsTree } from './secretsTree';
import type { SecretsView } from './secretsView';
import type { TreeRow } from './treeItem';

/** Shows a secret, named by its id, in the Secrets view: loads, opens the groups above it and selects it. */
export async function revealInTree(
  id: string | undefined,
  current: CurrentProject,
  tree: SecretsTree,
  view: Pick<SecretsView, 'reveal'>,
): Promise<void> {
  if (id === undefined) throw new UserFacingError(vscode.l10n.t('Choose a secret to reveal.'));
  await focusSecretsView();
  const project = current.value;
  if (!project) return; // The view says why there is nothing to reveal.
  const reveal = async (): Promise<boolean> => {
    const row = tree.rowOf(id) ?? (await rowOnceLoaded(id, project, tree));
    if (row) await view.reveal(row);
    return row !== undefined;
  };
  if ((await reveal()) || !checkLoaded(project)) return;
  if (project.filter && !(await clearFilter())) return;
  if (!(await reveal()) && checkLoaded(project)) {
    throw new UserFacingError(vscode.l10n.t('This secret is not in the project any more.'));
  }
}

/** The row as soon as there is one, and not only when the last page has come. `undefined` when the load ended without. */
async function rowOnceLoaded(id: string, project: OpenProject, tree: SecretsTree): Promise<TreeRow | undefined> {
  if (project.visible.state.rows === 'whole') return undefined;
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
            project.onDidChange(look),
            token.onCancellationRequested(() => resolve(undefined)),
          );
          // A load that failed or was cancelled left the rows so far, which `load` would take for enough.
          const { rows, activity } = project.visible.state;
          const isStopped = rows === 'partial' && !activity;
          const loaded = isStopped ? project.refresh() : project.load();
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
function checkLoaded({ visible: { state } }: OpenProject): boolean {
  if (state.lastEnd?.kind === 'failed') throw state.lastEnd.error;
  return state.rows === 'whole';
}

/** @returns whether the person wants all secrets to be shown again */
async function clearFilter(): Promise<boolean> {
  const clear = vscode.l10n.t('Clear Filter and Reveal');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t('The filter hides this secret from the Secrets view.'),
    clear,
  );
  if (chosen !== clear) return false;
  await runCommand(commandIds.clearFilter);
  return true;
}
