import * as vscode from 'vscode';
import { commandIds, contextKeys, viewIds, type ViewState } from '../../ids';
import { connectionName } from '../connections/connectionLabels';
import { ContextKey, focusSecretsView, runCommand } from '../core/commands';
import type { CurrentProject } from '../core/currentProject';
import { UserFacingError } from '../core/errors';
import { formatCount } from '../core/format';
import type { OpenProject } from '../core/openProject';
import { filterName } from '../filter/filterLabels';
import { viewState } from './notices';
import type { SecretsTree } from './secretsTree';
import type { TreeRow } from './treeItem';

/** The Secrets view around its rows: title, message, progress, and which welcome text stands in an empty view. */
export class SecretsView implements vscode.Disposable {
  private readonly view: vscode.TreeView<TreeRow>;
  private readonly subscriptions: { dispose(): void }[] = [];
  private readonly viewState = new ContextKey<ViewState>(contextKeys.viewState);
  private readonly loading = new ContextKey<boolean>(contextKeys.loading);
  private readonly filtered = new ContextKey<boolean>(contextKeys.filtered);
  private endProgress: (() => void) | undefined;

  constructor(
    tree: SecretsTree,
    private readonly current: CurrentProject,
    private readonly onError: (error: unknown) => void,
  ) {
    this.view = vscode.window.createTreeView<TreeRow>(viewIds.secrets, {
      treeDataProvider: tree,
      canSelectMany: true,
      showCollapseAll: true,
    });
    this.subscriptions.push(
      this.view,
      current.onDidChange(({ kind }) => {
        this.update();
        if (kind === 'connection') this.loadIfVisible();
      }),
      this.view.onDidChangeVisibility(() => this.loadIfVisible()),
    );
    this.update();
  }

  get selection(): readonly TreeRow[] {
    return this.view.selection;
  }

  dispose(): void {
    this.endProgress?.();
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /** Selects the row and opens the groups above it. */
  async reveal(row: TreeRow): Promise<void> {
    await this.view.reveal(row, { select: true, focus: true });
  }

  /** Nothing is sent before a person looks; what failed or was cancelled is tried again only when they ask. */
  private loadIfVisible(): void {
    if (this.view.visible) this.current.value?.loadUnlessEnded().catch(this.onError);
  }

  private update(): void {
    const project = this.current.value;
    const isLoading = project?.visible.state.activity !== undefined;
    this.viewState.set(viewState(this.current));
    this.loading.set(isLoading);
    this.filtered.set(project?.filter !== undefined);
    // An empty view has no message, so here the filter is named too.
    const description = project
      ? [connectionName(project.connection), project.filter && filterName(project.filter)].filter(Boolean).join(' · ')
      : '';
    // Even the same one makes the editor draw the title and its buttons anew: whoever clicks one then misses it.
    if (this.view.description !== description) this.view.description = description;
    const message = project ? headline(project) : '';
    if (this.view.message !== message) this.view.message = message;
    this.showProgress(isLoading);
  }

  private showProgress(loading: boolean): void {
    if (!loading) {
      this.endProgress?.();
      this.endProgress = undefined;
    } else if (!this.endProgress) {
      void vscode.window.withProgress(
        { location: { viewId: viewIds.secrets } },
        () => new Promise<void>((resolve) => (this.endProgress = resolve)),
      );
    }
  }
}

/**
 * What is on screen and how many. The description beside the title says it too, but the editor hides that while the
 * view is alone in its container. An empty view has no message, or its welcome text would not be shown.
 */
function headline({ connection, visible, filter, total }: OpenProject): string {
  const { index, activity, rows, expected } = visible.state;
  const name = filter ? `${connectionName(connection)}: ${filterName(filter)}` : connectionName(connection);
  if (activity && rows !== 'whole' && activity.received > 0) {
    return expected === undefined
      ? vscode.l10n.t('{0}: {1} secrets so far', name, formatCount(activity.received))
      : vscode.l10n.t('{0}: {1} of {2} secrets so far', name, formatCount(activity.received), formatCount(expected));
  }
  if (index.size === 0) return '';
  if (filter && total !== undefined)
    return vscode.l10n.t('{0}: {1} of {2} secrets', name, formatCount(index.size), formatCount(total));
  return index.size === 1
    ? vscode.l10n.t('{0}: 1 secret', name)
    : vscode.l10n.t('{0}: {1} secrets', name, formatCount(index.size));
}

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
  if (project.filter && !(await clearFilter(current, project))) return;
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
          const loaded = isStopped ? project.visible.refresh() : project.load();
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

/** @returns whether the person wanted all secrets to be shown again, and the project is still the same */
async function clearFilter(current: CurrentProject, project: OpenProject): Promise<boolean> {
  const clear = vscode.l10n.t('Clear Filter and Reveal');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t('The filter hides this secret from the Secrets view.'),
    clear,
  );
  // The message may have stayed for hours.
  if (chosen !== clear || current.value !== project) return false;
  await runCommand(commandIds.clearFilter);
  return true;
}
