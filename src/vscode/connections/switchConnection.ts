import * as vscode from 'vscode';
import { commandIds, signInIntents } from '../../ids';
import { focusSecretsView, runCommand } from '../core/commands';
import type { CurrentProject } from '../core/currentProject';
import { messageText, quickPickText } from '../core/escapeText';
import { exactTime } from '../core/format';
import type { ConnectionEntry } from '../core/openProject';
import { ask, type StepOutcome } from '../quickInput/prompt';
import { inputStep } from '../quickInput/steps';
import { connectionName, connectionPlace, signInLabel } from './connectionLabels';
import type { Connections } from './connections';

interface ConnectionItem extends vscode.QuickPickItem {
  /** `undefined` signs in to another place. */
  readonly entry?: ConnectionEntry | undefined;
}

interface Choice {
  readonly action: 'open' | 'rename' | 'remove';
  readonly entry: ConnectionItem['entry'];
}

interface SwitchDeps {
  readonly connections: Connections;
  readonly project: CurrentProject;
  /** Forgets all that is remembered of a connection beside its credential. */
  readonly forget: (connectionId: string) => Promise<void>;
}

/** Chooses among the connections; they are renamed and removed here, too. */
export async function switchConnection({ connections, project, forget }: SwitchDeps): Promise<void> {
  const isCurrent = ({ connection: { id } }: ConnectionEntry): boolean => id === project.value?.connection.id;
  for (;;) {
    const choice = await askConnection(connections, isCurrent);
    if (typeof choice !== 'object') return;
    const { action, entry } = choice;
    if (!entry) {
      await runCommand(commandIds.signIn, signInIntents.afresh);
      return;
    }
    const { id } = entry.connection;
    if (action === 'open') {
      await connections.switchTo(id);
      await focusSecretsView();
      return;
    }
    if (action === 'rename') {
      await rename(connections, entry);
    } else if (await confirmRemoving(entry, isCurrent(entry))) {
      await connections.signOut(id);
      await forget(id);
    }
  }
}

async function askConnection(
  { entries }: Connections,
  isCurrent: (entry: ConnectionEntry) => boolean,
): Promise<StepOutcome<Choice>> {
  const renameButton = { iconPath: new vscode.ThemeIcon('edit'), tooltip: vscode.l10n.t('Rename') };
  const removeButton = { iconPath: new vscode.ThemeIcon('trash'), tooltip: vscode.l10n.t('Remove') };
  const itemOf = (entry: ConnectionEntry): ConnectionItem => {
    const { connection } = entry;
    const isSample = connection.kind === 'sample';
    return {
      label: quickPickText(connectionName(connection)),
      iconPath: new vscode.ThemeIcon(isCurrent(entry) ? 'check' : isSample ? 'beaker' : 'cloud'),
      description: isCurrent(entry) ? vscode.l10n.t('current') : '',
      detail: isSample ? vscode.l10n.t('The emulator on this machine') : quickPickText(details(entry)),
      buttons: isSample ? [removeButton] : [renameButton, removeButton],
      entry,
    };
  };
  return ask<ConnectionItem, Choice>({
    title: vscode.l10n.t('Switch Connection'),
    placeholder: vscode.l10n.t('Connection to use in every window'),
    items: [
      ...entries.map(itemOf),
      { label: '', kind: vscode.QuickPickItemKind.Separator },
      { label: vscode.l10n.t('Sign In to Another…'), iconPath: new vscode.ThemeIcon('sign-in'), alwaysShow: true },
    ],
    onEnter: ({ entry }) => ({ action: 'open', entry }),
    onRowButton: ({ entry }, button) => ({ action: button === renameButton ? 'rename' : 'remove', entry }),
  });
}

/** What tells connections apart, and how long each is good for. */
function details({ connection, expiresAt }: ConnectionEntry): string {
  const { name, projectId, projectName } = connection;
  return [
    name === undefined ? undefined : connectionPlace(connection),
    signInLabel(connection),
    expiresAt === undefined
      ? undefined
      : expiresAt <= Date.now()
        ? vscode.l10n.t('expired {0}', exactTime(expiresAt))
        : vscode.l10n.t('expires {0}', exactTime(expiresAt)),
    projectName === undefined ? undefined : projectId,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

async function rename(connections: Connections, { connection }: ConnectionEntry): Promise<void> {
  const name = await inputStep({
    title: vscode.l10n.t('Rename Connection'),
    prompt: vscode.l10n.t('Name of the connection; leave empty for {0}', messageText(connectionPlace(connection))),
    value: connection.name ?? '',
    validate: (text) => (text.length > 60 ? vscode.l10n.t('A name has at most 60 characters.') : undefined),
  });
  if (typeof name === 'string') await connections.rename(connection.id, name.trim() === '' ? undefined : name.trim());
}

async function confirmRemoving({ connection }: ConnectionEntry, isCurrent: boolean): Promise<boolean> {
  const proceed: vscode.MessageItem = { title: vscode.l10n.t('Remove') };
  const detail = [
    ...(isCurrent ? [vscode.l10n.t('It is in use: you will be signed out.')] : []),
    connection.kind === 'sample'
      ? vscode.l10n.t('The emulator will be stopped. The samples can be explored again at any time.')
      : vscode.l10n.t(
          'Its credential, its filter and whatever else is remembered of it will be deleted from this machine. The project is not touched.',
        ),
  ].join('\n');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Remove the connection {0}?', messageText(connectionName(connection))),
    { modal: true, detail },
    proceed,
  );
  return chosen === proceed;
}
