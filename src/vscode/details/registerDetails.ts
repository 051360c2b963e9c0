import * as vscode from 'vscode';
import { commandIds, webviewIds } from '../../ids';
import { type Core, registerCommands } from '../core/core';
import type { SelectedSecrets } from '../core/selectedSecrets';
import { Details } from './details';
import { openDetails } from './openDetails';

/** The panel that tells all about one secret. */
export function registerDetails(context: vscode.ExtensionContext, core: Core, selected: SelectedSecrets): void {
  const { project, log, errors } = core;
  const { extensionUri } = context;
  const details = new Details({ project, extensionUri, logger: log, onError: (error) => errors.present(error) });
  context.subscriptions.push(
    registerCommands(core, { [commandIds.openDetails]: openDetails(project, details, selected) }),
    vscode.window.registerWebviewPanelSerializer(webviewIds.details, details),
    details,
  );
}
