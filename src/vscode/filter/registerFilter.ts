import type * as vscode from 'vscode';
import { type Core, registerCommands } from '../core/core';
import { filterCommands } from './filterCommands';
import { RequestDocuments } from './requestDocuments';

/** The commands about the filter, and the documents that show its request. */
export function registerFilter(context: vscode.ExtensionContext, core: Core): void {
  const { project: current, service, errors } = core;
  const requests = new RequestDocuments((connection, filter) => service.describeListRequest(connection, filter));
  context.subscriptions.push(
    registerCommands(core, filterCommands({ current, requests, onError: (error) => errors.present(error) })),
    requests,
  );
}
