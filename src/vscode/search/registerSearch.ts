import type * as vscode from 'vscode';
import { commandIds } from '../../ids';
import { type Core, registerCommands } from '../core/core';
import { RecentSecrets } from './recentSecrets';
import { searchSecrets } from './searchSecrets';

/** Search Secrets…, over all that is loaded and, beyond that, at the service. */
export function registerSearch(context: vscode.ExtensionContext, core: Core): void {
  const recents = new RecentSecrets(context.globalState);
  const deps = { recents, onError: (error: unknown) => core.errors.present(error) };
  context.subscriptions.push(
    registerCommands(core, { [commandIds.searchSecrets]: () => searchSecrets(core.project, deps) }),
  );
}
