import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import { commandIds, type DetailsTarget, webviewIds } from '../../ids';
import type { Secret, Tag } from '../../model/secret';
import type { DetailsSubject, PageMessage } from '../../protocol/details';
import { parseKeptState, parsePageMessage } from '../../protocol/detailsSchemas';
import { focusSecretsView, isSecretRow, runCommand } from '../core/commands';
import { type Core, registerCommands, type SelectedSecrets } from '../core/core';
import { messageText } from '../core/escapeText';
import { DetailsPanel } from './detailsPanel';
import { detailsView, type ProjectOfPanel } from './detailsView';
import { copyText } from './secretView';

/** The panel that tells all about one secret, and the command that opens it. */
export function registerDetails(context: vscode.ExtensionContext, core: Core, selected: SelectedSecrets): void {
  const details = new Details(core, context.extensionUri);
  const show = (secretId: string): Promise<void> => details.show(secretId);
  context.subscriptions.push(
    registerCommands(core, { [commandIds.openDetails]: openDetails(show, selected) }),
    vscode.window.registerWebviewPanelSerializer(webviewIds.details, details),
    details,
  );
}

/** Two clicks on a row within this time (ms) are a double click, as on most systems. */
const doubleClickMs = 500;

/**
 * Open Details of a row of the tree, of a secret named by its id, or of one that the search asks for. In the tree a
 * click selects; Enter and a double click open.
 */
export function openDetails(
  show: (secretId: string) => Promise<void>,
  selected: SelectedSecrets,
): (target?: DetailsTarget) => Promise<void> {
  let lastClick: { readonly secretId: string; readonly at: number } | undefined;
  /** Whether this click is the second of two. Who set lists to open on a double click has made two by now. */
  const opens = (secretId: string): boolean => {
    const at = Date.now();
    const isSecond = lastClick?.secretId === secretId && at - lastClick.at <= doubleClickMs;
    lastClick = isSecond ? undefined : { secretId, at };
    return isSecond || vscode.workspace.getConfiguration('workbench.list').get('openMode') === 'doubleClick';
  };
  return async (target) => {
    if (target === undefined) {
      await runCommand(commandIds.searchSecrets); // whose Enter opens
    } else if (typeof target === 'string') {
      await show(target);
    } else if (target.kind === 'secret') {
      await show(target.secret.id);
    } else if (target.kind === 'enter') {
      const secretId = await selectFocusedRow(selected);
      if (secretId !== undefined) await show(secretId);
    } else if (opens(target.secretId)) {
      await show(target.secretId);
    }
  };
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

/** There is one panel; opening another secret shows that one in it. */
export class Details implements vscode.Disposable, vscode.WebviewPanelSerializer {
  private readonly subscription: vscode.Disposable;
  private open: DetailsPanel | undefined;

  constructor(
    private readonly core: Pick<Core, 'project' | 'errors' | 'log'>,
    private readonly extensionUri: vscode.Uri,
  ) {
    this.subscription = core.project.onDidChange(() => this.update());
  }

  /** Shows the secret of that id, which is one of the project on screen. */
  async show(secretId: string): Promise<void> {
    const { connection } = this.core.project.require();
    const subject = { secretId, connection: connectionHash(connection.id) };
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
      this.adopt(panel, subject);
    }
    this.update();
  }

  /** Adopts the panel that was open when the window was loaded anew. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const kept = parseKeptState(state);
    if (kept && !this.open) {
      this.adopt(panel, { secretId: kept.secretId, connection: kept.connection });
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

  private adopt(panel: vscode.WebviewPanel, subject: DetailsSubject): void {
    const open = new DetailsPanel(panel, subject, this.extensionUri, {
      onMessage: (message) => void this.onMessage(open, message).catch(this.onError),
      update: () => this.update(),
      closed: () => {
        open.release();
        if (this.open === open) this.open = undefined;
      },
    });
    this.open = open;
  }

  private readonly onError = (error: unknown): void => this.core.errors.present(error);

  private update(): void {
    const { open } = this;
    if (!open) return;
    const { panel, subject } = open;
    const project = this.projectOf(open);
    if (typeof project === 'object' && project.all.canStart && panel.visible) project.all.load().catch(this.onError);
    const secret = this.secretOf(open);
    panel.title = secret ? messageText(secret.name, 60) : vscode.l10n.t('Secret Details');
    open.draw({ kind: 'show', subject, view: detailsView(subject.secretId, project) });
  }

  private projectOf({ subject }: DetailsPanel): ProjectOfPanel {
    const { value: project, isStarting } = this.core.project;
    if (!project) return isStarting ? 'starting' : 'signedOut';
    return connectionHash(project.connection.id) === subject.connection ? project : 'other';
  }

  /** The secret that the panel shows, where there is one to show. */
  private secretOf(open: DetailsPanel): Secret | undefined {
    const project = this.projectOf(open);
    return typeof project === 'object' ? project.all.state.index.byId(open.subject.secretId) : undefined;
  }

  private async onMessage(open: DetailsPanel, received: unknown): Promise<void> {
    const message = parsePageMessage(received);
    if (!message) {
      this.core.log.warn('The details page asked for something unknown; it was ignored.');
    } else if (message.kind === 'ready') {
      open.begin();
      this.update();
    } else if (message.kind === 'run') {
      // All secrets and not what the tree shows, which a filter may narrow.
      if (message.action === 'refresh') await this.core.project.value?.refreshAll();
      else await runCommand(commandIds[message.action]);
    } else {
      const secret = this.secretOf(open);
      // Another secret than the one that it shows is none of the page's business.
      if (secret && open.subject.secretId === message.secretId) await this.runOn(secret, message, open);
      else this.core.log.warn('The details page asked about a secret that it does not show; it was ignored.');
    }
  }

  private async runOn(
    secret: Secret,
    message: Extract<PageMessage, { readonly secretId: string }>,
    open: DetailsPanel,
  ): Promise<void> {
    switch (message.kind) {
      case 'copy': {
        const text = copyText(secret, message.field);
        if (text === undefined) return;
        await vscode.env.clipboard.writeText(text);
        open.post({ kind: 'copied', field: message.field, text: vscode.l10n.t('Copied') });
        return;
      }
      case 'filterByTag':
        return filterByTag(secret, message.tag);
      case 'runOn':
        await runCommand(commandIds[message.action], secret.id);
    }
  }
}

/** Narrows the tree to one of the secret's tags, and shows it. */
async function filterByTag({ tags }: Secret, { key, value }: Tag): Promise<void> {
  if (!tags.some((tag) => tag.key === key && tag.value === value)) return;
  await runCommand(commandIds.filterByTag, { key, value });
  await focusSecretsView();
}

/** A connection's id names its endpoint, which is nothing for a page to keep. */
function connectionHash(connectionId: string): string {
  return createHash('sha256').update(connectionId).digest('hex').slice(0, 16);
}

/** A tab of the last window that was not looked at since holds a panel that nobody has adopted. */
async function closeLeftovers(): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  // VS Code puts a prefix of its own before the panel's type.
  const leftovers = tabs.filter(
    ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(webviewIds.details),
  );
  if (leftovers.length > 0) await vscode.window.tabGroups.close(leftovers, true);
}
