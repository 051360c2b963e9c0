import * as vscode from 'vscode';
import { commandIds, contextKeys } from '../../ids';
import { forgetRecords } from '../core/connectionRecords';
import { ContextKey, focusSecretsView } from '../core/commands';
import { type Core, registerCommands } from '../core/core';
import { UserFacingError } from '../core/errors';
import { OpenProject } from '../core/openProject';
import { settings } from '../core/settings';
import { Connections } from './connections';
import { ExpiryWatch } from './expiryWatch';
import { SampleService, startBuiltInEmulator } from './samples';
import { signIn } from './signIn';
import { ConnectionStore } from './storedConnections';
import { switchConnection } from './switchConnection';

/** Which connections there are, how to get more, and which project of them is open. Opens the stored one. */
export function registerConnections(context: vscode.ExtensionContext, core: Core): void {
  const { project, service, filters, errors, log } = core;
  const onError = (error: unknown): void => errors.present(error);
  const store = new ConnectionStore(context.secrets, log, () =>
    onError(
      new UserFacingError(vscode.l10n.t('A stored connection could not be read and was set aside. Sign in again.')),
    ),
  );
  const sample = new SampleService(startBuiltInEmulator(context.extensionPath));
  const { env: environment } = process;
  const connections = new Connections({
    store,
    project,
    sample,
    environment,
    onError,
    openProject: (openable, entry) =>
      new OpenProject(entry, service.createClient(openable), {
        filters,
        onError,
        clock: Date,
        logger: log,
        // One request is left to what a person waits for: a search or a count while pages are read.
        maxConcurrentPages: () => Math.max(1, settings.maxConcurrentRequests() - 1),
      }),
  });
  const expiry = new ExpiryWatch({ project, clock: Date, state: context.globalState, onError });
  const forget = async (id: string): Promise<void> => {
    await Promise.all([forgetRecords(context.globalState, id), expiry.forget(id)]);
  };
  const signedIn = new ContextKey<boolean>(contextKeys.signedIn);
  const hasConnections = new ContextKey<boolean>(contextKeys.hasConnections);
  const setContextKeys = (): void => {
    signedIn.set(project.value !== undefined);
    hasConnections.set(connections.entries.length > 0);
  };
  setContextKeys();
  context.subscriptions.push(
    project.onDidChange(setContextKeys),
    registerCommands(core, {
      [commandIds.signIn]: (intent) => signIn({ connections, project, service, environment }, intent),
      /** Forgets the credential of the connection in use, in every window. Other connections stay. */
      [commandIds.signOut]: async () => {
        if (project.value) await connections.signOut(project.value.connection.id);
      },
      [commandIds.switchConnection]: () => switchConnection({ connections, project, forget }),
      [commandIds.exploreSampleSecrets]: async () => {
        if (project.value?.connection.kind !== 'sample') await openSamples(connections, sample);
        await focusSecretsView();
      },
    }),
    expiry,
    connections,
    sample,
  );
  void connections
    .syncFromStore()
    .catch(onError)
    .finally(() => project.markReady());
}

/** Opens the sample secrets, as a connection beside the others. */
async function openSamples(connections: Connections, sample: SampleService): Promise<void> {
  const stored = connections.entries.find(({ connection }) => connection.kind === 'sample');
  if (stored) return connections.switchTo(stored.connection.id);
  const added = sample.newConnection();
  await sample.start(added); // If it cannot be started, the connection in use is not left for it.
  await connections.signIn([added]);
}
