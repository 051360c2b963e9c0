import * as vscode from 'vscode';
import { commandIds, signInIntents, viewIds } from '../../ids';
import type { Command } from '../command';
import { messageText, quickPickText } from '../inertText';
import { ask } from '../quickInput/prompt';
import { inputStep } from '../quickInput/steps';
import { exactTime } from '../times';
import { connectionName, connectionPlace } from './connectionName';
import type { KnownConnection, Session } from './session';
import { signInLabel } from './signInLabels';

interface ConnectionItem extends vscode.QuickPickItem {
  /** `undefined` signs in to another place. */
  readonly known?: KnownConnection;
}

type Choice =
  { readonly kind: 'switch' | 'rename' | 'remove'; readonly known: KnownConnection } | { readonly kind: 'signIn' };

/** Chooses among the connections; they are renamed and removed here, too. */
export function switchConnectionCommand(session: Session): Command {
  return {
    id: commandIds.switchConnection,
    run: async () => {
      for (;;) {
        const choice = await askConnection(session);
        if (choice === undefined) return;
        if (choice.kind === 'signIn') {
          await vscode.commands.executeCommand(commandIds.signIn, signInIntents.afresh);
          return;
        }
        const { id } = choice.known.connection;
        if (choice.kind === 'switch') {
          await session.switchTo(id);
          await vscode.commands.executeCommand(`${viewIds.secrets}.focus`);
          return;
        }
        if (choice.kind === 'rename') await rename(session, choice.known);
        else if (await confirmRemoving(choice.known, session)) await session.remove(id);
      }
    },
  };
}

async function askConnection(session: Session): Promise<Choice | undefined> {
  const buttons = {
    rename: { iconPath: new vscode.ThemeIcon('edit'), tooltip: vscode.l10n.t('Rename') },
    remove: { iconPath: new vscode.ThemeIcon('trash'), tooltip: vscode.l10n.t('Remove') },
  };
  const outcome = await ask<ConnectionItem, Choice>({
    title: vscode.l10n.t('Switch Connection'),
    placeholder: vscode.l10n.t('Connection to use in every window'),
    items: [
      ...session.connections.map((known) => connectionItem(known, session, buttons)),
      { label: '', kind: vscode.QuickPickItemKind.Separator },
      { label: vscode.l10n.t('Sign In to Another…'), iconPath: new vscode.ThemeIcon('sign-in'), alwaysShow: true },
    ],
    onEnter: ({ known }) => (known ? { kind: 'switch', known } : { kind: 'signIn' }),
    onRowButton: ({ known }, button) => known && { kind: button === buttons.rename ? 'rename' : 'remove', known },
  });
  return typeof outcome === 'symbol' ? undefined : outcome;
}

function connectionItem(
  known: KnownConnection,
  session: Session,
  buttons: { readonly rename: vscode.QuickInputButton; readonly remove: vscode.QuickInputButton },
): ConnectionItem {
  const { connection } = known;
  const isCurrent = connection.id === session.active?.connection.id;
  const isSample = connection.kind === 'sample';
  return {
    label: quickPickText(connectionName(connection)),
    iconPath: new vscode.ThemeIcon(isCurrent ? 'check' : isSample ? 'beaker' : 'cloud'),
    description: isCurrent ? vscode.l10n.t('current') : '',
    detail: isSample ? vscode.l10n.t('The emulator on this machine') : quickPickText(details(known)),
    buttons: isSample ? [buttons.remove] : [buttons.rename, buttons.remove],
    known,
  };
}

/** What tells connections apart, and how long each is good for. */
function details({ connection, expiresAt }: KnownConnection): string {
  const { name, projectId, projectName } = connection;
  const now = Date.now();
  return [
    name === undefined ? undefined : connectionPlace(connection),
    signInLabel(connection),
    expiresAt === undefined
      ? undefined
      : expiresAt <= now
        ? vscode.l10n.t('expired {0}', exactTime(expiresAt))
        : vscode.l10n.t('expires {0}', exactTime(expiresAt)),
    projectName === undefined ? undefined : projectId,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

async function rename(session: Session, { connection }: KnownConnection): Promise<void> {
  const name = await inputStep({
    title: vscode.l10n.t('Rename Connection'),
    prompt: vscode.l10n.t('Name of the connection; leave empty for {0}', messageText(connectionPlace(connection))),
    value: connection.name ?? '',
    validate: (text) => (text.length > 60 ? vscode.l10n.t('A name has at most 60 characters.') : undefined),
  });
  if (typeof name === 'string') await session.rename(connection.id, name.trim() === '' ? undefined : name.trim());
}

async function confirmRemoving({ connection }: KnownConnection, { active }: Session): Promise<boolean> {
  const proceed: vscode.MessageItem = { title: vscode.l10n.t('Remove') };
  const isCurrent = connection.id === active?.connection.id;
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
