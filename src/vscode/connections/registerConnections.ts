import * as vscode from 'vscode';
import { commandIds, contextKeys } from '../../ids';
import { forgetRecords } from '../connectionRecords';
import { ContextKey } from '../core/commands';
import { type Core, registerCommands } from '../core/core';
import { UserFacingError } from '../core/errors';
import { OpenProject } from '../core/openProject';
import { settings } from '../core/settings';
import { connectionCommands } from './connectionCommands';
import { Connections } from './connections';
import { ConnectionStore } from './connectionStore';
import { ExpiryWatch } from './expiryWatch';
import { SampleService, startBuiltInEmulator } from './samples';
import { signIn } from './signIn';

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
      ...connectionCommands({
        connections,
        project,
        sample,
        forget: async (id) => {
          await Promise.all([forgetRecords(context.globalState, id), expiry.forget(id)]);
        },
      }),
      [commandIds.signIn]: (intent) => signIn({ connections, project, service, environment }, intent),
    }),
    expiry,
    connections,
    sample,
    store,
  );
  void connections
    .syncFromStore()
    .catch(onError)
    .finally(() => project.markReady());
}
