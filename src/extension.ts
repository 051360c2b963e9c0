import * as vscode from 'vscode';
import { createCsmsClient } from './csms/csmsClient';
import { createIamClient } from './csms/iamClient';
import { listSecrets } from './csms/operations/listResourceInstances';
import { describeRequest } from './csms/transport/operation';
import { maxPageSize } from './model/limits';
import { registerConnections } from './vscode/connections/registerConnections';
import { createCore, createLog, type Log, type Service } from './vscode/core/core';
import { settings } from './vscode/core/settings';
import { registerDetails } from './vscode/details/details';
import { FilterStore } from './vscode/filter/filterStorage';
import { registerFilter } from './vscode/filter/registerFilter';
import { registerReferences } from './vscode/references/registerReferences';
import { registerSearch } from './vscode/search/registerSearch';
import { registerTree } from './vscode/tree/registerTree';

/** Builds the core and the surfaces on it. Nothing here touches the network: the first load starts when the view is shown. */
export function activate(context: vscode.ExtensionContext): void {
  const { version } = context.extension.packageJSON as { readonly version: string };
  const log = createLog();
  const core = createCore(log, serviceFor(version, log), new FilterStore(context.globalState, log));
  context.subscriptions.push(log, core.project);
  const selected = registerTree(context, core);
  registerSearch(context, core);
  registerFilter(context, core);
  registerDetails(context, core, selected);
  registerReferences(context, core, selected);
  registerConnections(context, core);
}

/** The clients of the service, with what the editor and its settings say about the network. */
function serviceFor(version: string, logger: Log): Service {
  const network = {
    logger,
    userAgent: `csms-explorer/${version} vscode/${vscode.version}`,
    requestTimeoutMs: settings.requestTimeoutMs,
  };
  return {
    createClient: ({ connection: { endpoint, projectId }, credential }) =>
      createCsmsClient({
        ...network,
        endpoint,
        projectId,
        credential,
        maxConcurrentRequests: settings.maxConcurrentRequests,
      }),
    createIamClient: (endpoint) => createIamClient({ ...network, endpoint }),
    describeListRequest: ({ endpoint, projectId }, filter) =>
      describeRequest(listSecrets, { endpoint, projectId }, { filter, page: { limit: maxPageSize, offset: 0 } }),
  };
}
