import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import { commandIds, webviewIds } from '../../ids';
import type { DetailsSubject, GeneralAction, PageMessage } from '../../model/detailsPage';
import type { Logger } from '../../model/logger';
import type { Secret } from '../../model/secret';
import { runCommand } from '../core/commands';
import type { CurrentProject } from '../core/currentProject';
import { messageText } from '../core/escapeText';
import { detailsHtml, pageFolder } from './detailsHtml';
import { parseKeptState, parsePageMessage } from './detailsMessages';
import { detailsPage } from './detailsPage';
import { detailsState, type ConnectionNow, type DetailsState } from './detailsState';
import { OpenPanel } from './openPanel';
import { copyText, filterBy, runOn } from './secretIntents';

interface DetailsDeps {
  readonly project: CurrentProject;
  readonly extensionUri: vscode.Uri;
  readonly logger: Logger;
  readonly onError: (error: unknown) => void;
}

/** The panel that tells all about one secret. There is one; opening another secret shows that one in it. */
export class Details implements vscode.Disposable, vscode.WebviewPanelSerializer {
  private readonly subscription: vscode.Disposable;
  private open: OpenPanel | undefined;

  constructor(private readonly deps: DetailsDeps) {
    this.subscription = deps.project.onDidChange(() => this.update());
  }

  /** Shows the secret of that id, which is one of the connection in use. */
  async show(secretId: string): Promise<void> {
    const { connection } = this.deps.project.require();
    const subject = { secretId, connection: connectionMark(connection.id) };
    if (!this.open) await closeLeftovers();
    if (this.open) {
      this.open.subject = subject;
      this.open.panel.reveal();
    } else {
      const panel = vscode.window.createWebviewPanel(
        webviewIds.details,
        vscode.l10n.t('Secret Details'),
        vscode.ViewColumn.Active,
        { enableFindWidget: true, retainContextWhenHidden: false },
      );
      this.takeUp(panel, subject);
    }
    this.update();
  }

  /** Takes up the panel that was open when the window was loaded anew. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const kept = parseKeptState(state);
    if (kept && !this.open) {
      this.takeUp(panel, { secretId: kept.secretId, connection: kept.connection });
      this.update();
    } else {
      panel.dispose();
    }
    return Promise.resolve();
  }

  /** Leaves the panel open: a window that is loaded anew ends the extension too, and restores what is open. */
  dispose(): void {
    this.open?.release();
    this.open = undefined;
    this.subscription.dispose();
  }

  private takeUp(panel: vscode.WebviewPanel, subject: DetailsSubject): void {
    const { extensionUri, onError } = this.deps;
    const open = new OpenPanel(panel, subject, {
      hear: (message) => void this.hear(open, message).catch(onError),
      update: () => this.update(),
      closed: () => {
        open.release();
        if (this.open === open) this.open = undefined;
      },
    });
    this.open = open;
    panel.webview.options = {
      enableScripts: true,
      enableCommandUris: false,
      enableForms: false,
      localResourceRoots: [pageFolder(extensionUri)],
    };
    panel.webview.html = detailsHtml(panel.webview, extensionUri, vscode.l10n.t('Secret Details'));
  }

  private update(): void {
    const { open } = this;
    if (!open) return;
    this.loadIfNeeded(open);
    const state = this.stateOf(open);
    open.panel.title = state.kind === 'secret' ? messageText(state.secret.name, 60) : vscode.l10n.t('Secret Details');
    const page = detailsPage(state, open.subject, {
      now: Date.now(),
      canOpenConsole: this.deps.project.value?.canOpenConsole ?? false,
    });
    open.draw({ kind: 'show', page });
  }

  private stateOf({ subject }: OpenPanel): DetailsState {
    return detailsState(this.connectionNow(subject), this.deps.project.value?.all.state, subject.secretId);
  }

  private connectionNow({ connection }: DetailsSubject): ConnectionNow {
    const { value: project, isStarting } = this.deps.project;
    if (!project) return isStarting ? 'starting' : 'signedOut';
    return connectionMark(project.connection.id) === connection ? 'same' : 'other';
  }

  private loadIfNeeded({ panel, subject }: OpenPanel): void {
    const all = this.deps.project.value?.all;
    if (!all?.canStart) return;
    if (panel.visible && this.connectionNow(subject) === 'same') all.load().catch(this.deps.onError);
  }

  private async hear(open: OpenPanel, sent: unknown): Promise<void> {
    const message = parsePageMessage(sent);
    if (!message) {
      this.deps.logger.warn('The details page asked for something unknown; it was ignored.');
      return;
    }
    await this.answer(open, message);
  }

  private async answer(open: OpenPanel, message: PageMessage): Promise<void> {
    if (message.kind === 'ready') {
      open.begin();
      this.update();
      return;
    }
    if (message.kind === 'run') return this.run(message.action);
    const secret = this.secretOf(open, message.secretId);
    if (!secret) {
      this.deps.logger.warn('The details page asked about a secret that it does not show; it was ignored.');
      return;
    }
    switch (message.kind) {
      case 'copy': {
        const text = copyText(secret, message.field);
        if (text === undefined) return;
        await vscode.env.clipboard.writeText(text);
        open.tell({ kind: 'copied', field: message.field, text: vscode.l10n.t('Copied') });
        return;
      }
      case 'filterByTag':
        return filterBy(secret, message.tag);
      case 'runOn':
        return runOn(secret, message.action);
    }
  }

  /** The secret that the page shows; another one is none of its business. */
  private secretOf(open: OpenPanel, secretId: string): Secret | undefined {
    const state = this.stateOf(open);
    return state.kind === 'secret' && open.subject.secretId === secretId ? state.secret : undefined;
  }

  private async run(action: GeneralAction): Promise<void> {
    // The whole inventory and not what the tree shows, which a filter may narrow.
    if (action === 'refresh') await this.deps.project.value?.refreshAll();
    else await runCommand(commandIds[action]);
  }
}

/** A connection's id names its endpoint, which is nothing for a page to keep. */
function connectionMark(connectionId: string): string {
  return createHash('sha256').update(connectionId).digest('hex').slice(0, 16);
}

/** A tab of the last window that was not looked at since holds a panel that nobody has taken up. */
async function closeLeftovers(): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  // VS Code puts a prefix of its own before the panel's type.
  const leftovers = tabs.filter(
    ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(webviewIds.details),
  );
  if (leftovers.length > 0) await vscode.window.tabGroups.close(leftovers, true);
}
