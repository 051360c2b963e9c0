import * as vscode from 'vscode';
import { commandIds, signInIntents } from '../../ids';
import { type CommandHandlers, focusSecretsView, runCommand } from '../core/commands';
import type { CurrentProject } from '../core/currentProject';
import { messageText, quickPickText } from '../core/escapeText';
import { exactTime } from '../core/format';
import type { ConnectionEntry } from '../core/openProject';
import { ask } from '../quickInput/prompt';
import { inputStep } from '../quickInput/steps';
import { connectionName, connectionPlace } from './connectionName';
import type { Connections } from './connections';
import type { SampleService } from './samples';
import { signInLabel } from './signInLabels';

interface ConnectionItem extends vscode.QuickPickItem {
  /** `undefined` signs in to another place. */
  readonly entry?: ConnectionEntry;
}

type Choice =
  { readonly kind: 'switch' | 'rename' | 'remove'; readonly entry: ConnectionEntry } | { readonly kind: 'signIn' };

interface ConnectionCommandDeps {
  readonly connections: Connections;
  readonly project: CurrentProject;
  readonly sample: SampleService;
  /** Forgets all that is remembered of a connection beside its credential. */
  readonly forget: (connectionId: string) => Promise<void>;
}

/** Sign Out, Switch Connection… and Explore Sample Secrets. */
export function connectionCommands(deps: ConnectionCommandDeps) {
  const { connections, project, sample } = deps;
  return {
    /** Forgets the credential of the connection in use, in every window. Other connections stay. */
    [commandIds.signOut]: async () => {
      if (project.value) await connections.signOut(project.value.connection.id);
    },
    [commandIds.switchConnection]: () => switchConnection(deps),
    /** Shows the sample secrets, as a connection beside the others. */
    [commandIds.exploreSampleSecrets]: async () => {
      if (project.value?.connection.kind !== 'sample') {
        const stored = connections.entries.find(({ connection }) => connection.kind === 'sample');
        if (stored) {
          await connections.switchTo(stored.connection.id);
        } else {
          const added = sample.newConnection();
          await sample.start(added); // If it cannot be started, the connection in use is not left for it.
          await connections.signIn([added]);
        }
      }
      await focusSecretsView();
    },
  } satisfies Partial<CommandHandlers>;
}

/** Chooses among the connections; they are renamed and removed here, too. */
async function switchConnection(deps: ConnectionCommandDeps): Promise<void> {
  const { connections } = deps;
  for (;;) {
    const choice = await askConnection(deps);
    if (choice === undefined) return;
    if (choice.kind === 'signIn') {
      await runCommand(commandIds.signIn, signInIntents.afresh);
      return;
    }
    const { id } = choice.entry.connection;
    if (choice.kind === 'switch') {
      await connections.switchTo(id);
      await focusSecretsView();
      return;
    }
    if (choice.kind === 'rename') {
      await rename(connections, choice.entry);
    } else if (await confirmRemoving(choice.entry, deps)) {
      await connections.signOut(id);
      await deps.forget(id);
    }
  }
}

async function askConnection({ connections, project }: ConnectionCommandDeps): Promise<Choice | undefined> {
  const buttons = {
    rename: { iconPath: new vscode.ThemeIcon('edit'), tooltip: vscode.l10n.t('Rename') },
    remove: { iconPath: new vscode.ThemeIcon('trash'), tooltip: vscode.l10n.t('Remove') },
  };
  const outcome = await ask<ConnectionItem, Choice>({
    title: vscode.l10n.t('Switch Connection'),
    placeholder: vscode.l10n.t('Connection to use in every window'),
    items: [
      ...connections.entries.map((entry) =>
        connectionItem(entry, entry.connection.id === project.value?.connection.id, buttons),
      ),
      { label: '', kind: vscode.QuickPickItemKind.Separator },
      { label: vscode.l10n.t('Sign In to Another…'), iconPath: new vscode.ThemeIcon('sign-in'), alwaysShow: true },
    ],
    onEnter: ({ entry }) => (entry ? { kind: 'switch', entry } : { kind: 'signIn' }),
    onRowButton: ({ entry }, button) => entry && { kind: button === buttons.rename ? 'rename' : 'remove', entry },
  });
  return typeof outcome === 'symbol' ? undefined : outcome;
}

function connectionItem(
  entry: ConnectionEntry,
  isCurrent: boolean,
  buttons: { readonly rename: vscode.QuickInputButton; readonly remove: vscode.QuickInputButton },
): ConnectionItem {
  const { connection } = entry;
  const isSample = connection.kind === 'sample';
  return {
    label: quickPickText(connectionName(connection)),
    iconPath: new vscode.ThemeIcon(isCurrent ? 'check' : isSample ? 'beaker' : 'cloud'),
    description: isCurrent ? vscode.l10n.t('current') : '',
    detail: isSample ? vscode.l10n.t('The emulator on this machine') : quickPickText(details(entry)),
    buttons: isSample ? [buttons.remove] : [buttons.rename, buttons.remove],
    entry,
  };
}

/** What tells connections apart, and how long each is good for. */
function details({ connection, expiresAt }: ConnectionEntry): string {
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

async function rename(connections: Connections, { connection }: ConnectionEntry): Promise<void> {
  const name = await inputStep({
    title: vscode.l10n.t('Rename Connection'),
    prompt: vscode.l10n.t('Name of the connection; leave empty for {0}', messageText(connectionPlace(connection))),
    value: connection.name ?? '',
    validate: (text) => (text.length > 60 ? vscode.l10n.t('A name has at most 60 characters.') : undefined),
  });
  if (typeof name === 'string') await connections.rename(connection.id, name.trim() === '' ? undefined : name.trim());
}

async function confirmRemoving({ connection }: ConnectionEntry, { project }: ConnectionCommandDeps): Promise<boolean> {
  const proceed: vscode.MessageItem = { title: vscode.l10n.t('Remove') };
  const isCurrent = connection.id === project.value?.connection.id;
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
