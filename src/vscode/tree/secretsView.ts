import * as vscode from 'vscode';
import { contextKeys, viewIds } from '../../ids';
import type { ShownSecrets } from '../../inventory/shownSecrets';
import type { Connection } from '../../model/connection';
import { connectionName } from '../connections/connectionName';
import type { Session } from '../connections/session';
import { ContextKey } from '../contextKey';
import { filterName } from '../filter/filterWords';
import type { SecretsTree } from './secretsTree';
import type { TreeRow } from './treeItem';
import { viewState, type ViewState } from './viewState';

/** The Secrets view around its rows: title, message, progress, and which welcome text stands in an empty view. */
export class SecretsView implements vscode.Disposable {
  private readonly view: vscode.TreeView<TreeRow>;
  private readonly subscriptions: { dispose(): void }[] = [];
  private readonly viewState = new ContextKey<ViewState>(contextKeys.viewState);
  private readonly signedIn = new ContextKey<boolean>(contextKeys.signedIn);
  private readonly hasConnections = new ContextKey<boolean>(contextKeys.hasConnections);
  private readonly loading = new ContextKey<boolean>(contextKeys.loading);
  private readonly filtered = new ContextKey<boolean>(contextKeys.filtered);
  private endProgress: (() => void) | undefined;
  private started = false;

  constructor(
    tree: SecretsTree,
    private readonly session: Session,
    private readonly shown: ShownSecrets,
  ) {
    this.view = vscode.window.createTreeView<TreeRow>(viewIds.secrets, {
      treeDataProvider: tree,
      canSelectMany: true,
      showCollapseAll: true,
    });
    this.subscriptions.push(
      this.view,
      session.onDidChange(() => this.update()),
      session.onDidChangeNames(() => this.update()),
      shown.onDidChange(() => this.update()),
    );
    this.update();
  }

  get selection(): readonly TreeRow[] {
    return this.view.selection;
  }

  /** The stored connection was looked up: from here on no connection means signed out. */
  start(): void {
    this.started = true;
    this.update();
  }

  dispose(): void {
    this.endProgress?.();
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /** Selects the row and opens the groups above it. */
  async reveal(row: TreeRow): Promise<void> {
    await this.view.reveal(row, { select: true, focus: true });
  }

  private update(): void {
    const { active } = this.session;
    const { state, filter } = this.shown;
    const sessionState = active ? 'signedIn' : this.started ? 'signedOut' : 'starting';
    this.viewState.set(viewState(sessionState, state, filter !== undefined));
    this.signedIn.set(active !== undefined);
    this.hasConnections.set(this.session.connections.length > 0);
    this.loading.set(state.loading);
    this.filtered.set(active !== undefined && filter !== undefined);
    // An empty view has no message, so here the filter is named too.
    const description = active
      ? [connectionName(active.connection), filter && filterName(filter)].filter(Boolean).join(' · ')
      : '';
    // Even the same one makes the editor draw the title and its buttons anew: whoever clicks one then misses it.
    if (this.view.description !== description) this.view.description = description;
    const message = active ? headline(active.connection, this.shown) : '';
    if (this.view.message !== message) this.view.message = message;
    this.showProgress(state.loading);
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
function headline(connection: Connection, { state, filter, total }: ShownSecrets): string {
  const { index, loading, completeness, received, expected } = state;
  const name = filter ? `${connectionName(connection)}: ${filterName(filter)}` : connectionName(connection);
  const count = (amount: number) => amount.toLocaleString(vscode.env.language);
  if (loading && completeness !== 'whole' && received > 0) {
    return expected === undefined
      ? vscode.l10n.t('{0}: {1} secrets so far', name, count(received))
      : vscode.l10n.t('{0}: {1} of {2} secrets so far', name, count(received), count(expected));
  }
  if (index.size === 0) return '';
  if (filter && total !== undefined)
    return vscode.l10n.t('{0}: {1} of {2} secrets', name, count(index.size), count(total));
  return index.size === 1
    ? vscode.l10n.t('{0}: 1 secret', name)
    : vscode.l10n.t('{0}: {1} secrets', name, count(index.size));
}
