import * as vscode from 'vscode';
import { contextKeys, viewIds, type ViewState } from '../../ids';
import { connectionName } from '../connections/connectionLabels';
import type { CurrentProject } from '../core/currentProject';
import { formatCount } from '../core/format';
import type { OpenProject } from '../core/openProject';
import { ContextKey } from '../core/commands';
import { filterName } from '../filter/filterLabels';
import type { SecretsTree } from './secretsTree';
import type { TreeRow } from './treeItem';
import { viewState } from './viewState';

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
