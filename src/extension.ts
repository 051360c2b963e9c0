import * as vscode from 'vscode';
import { createCsmsClient } from './csms/csmsClient';
import { Inventory } from './inventory/inventory';
import { ConnectionStore } from './vscode/connections/connectionStore';
import { exploreSampleSecretsCommand } from './vscode/connections/exploreSampleSecrets';
import { SampleService } from './vscode/connections/sampleService';
import { Session, type CreateClient } from './vscode/connections/session';
import { signInCommand } from './vscode/connections/signIn';
import { signOutCommand } from './vscode/connections/signOut';
import { ErrorPresenter } from './vscode/errorPresenter';
import { createLog } from './vscode/log';
import { registerCommands } from './vscode/registerCommands';
import { highestMaxConcurrentRequests, settings } from './vscode/settings';
import { showLogCommand } from './vscode/showLog';
import { startBuiltInEmulator } from './vscode/connections/builtInEmulator';
import { copyCommands } from './vscode/tree/copySecrets';
import { groupByCommand } from './vscode/tree/groupBy';
import { GroupingStore } from './vscode/tree/groupingStore';
import { loadCommands } from './vscode/tree/loadCommands';
import { openInConsoleCommand } from './vscode/tree/openInConsole';
import { SecretsTree } from './vscode/tree/secretsTree';
import { SecretsView } from './vscode/tree/secretsView';

/** Builds the parts and wires them. Nothing here touches the network: the first load starts when the view is shown. */
export function activate(context: vscode.ExtensionContext): void {
  const { version } = context.extension.packageJSON as { readonly version: string };
  const log = createLog();
  const errors = new ErrorPresenter(log);
  const createClient: CreateClient = ({ connection: { endpoint, projectId }, credential }) =>
    createCsmsClient({
      endpoint,
      projectId,
      credential,
      logger: log,
      userAgent: `csms-explorer/${version} vscode/${vscode.version}`,
      requestTimeoutMs: settings.requestTimeoutMs,
      maxConcurrentRequests: settings.maxConcurrentRequests,
    });

  const store = new ConnectionStore(context.secrets, log);
  const sample = new SampleService(startBuiltInEmulator(context.extensionPath));
  const session = new Session(store, createClient, sample, (error) => errors.present(error));
  const inventory = new Inventory({
    clock: Date,
    logger: log,
    // The client holds back what the setting does not allow at once.
    maxConcurrentPages: highestMaxConcurrentRequests,
  });
  const groupings = new GroupingStore(context.globalState);
  const tree = new SecretsTree(
    inventory,
    () => groupings.get(session.active?.connection.id ?? ''),
    () => session.active?.connection.region !== undefined,
    (error) => errors.present(error),
  );
  // Before the view hears of a new connection, the rows of the old one are gone.
  const connecting = session.onDidChange((active) => {
    inventory.connect(active?.client);
    tree.reset();
  });
  const view = new SecretsView(tree, session, inventory);

  const ready = session
    .follow()
    .catch((error: unknown) => errors.present(error))
    .finally(() => view.start());

  const commands = [
    signInCommand({ session, createClient }),
    signOutCommand(session),
    exploreSampleSecretsCommand(session, sample),
    groupByCommand(session, inventory, groupings),
    ...loadCommands(session, inventory, tree),
    ...copyCommands(() => view.selection),
    openInConsoleCommand(session),
    showLogCommand(log),
  ];

  context.subscriptions.push(
    log,
    store,
    connecting,
    groupings.onDidChange(() => tree.redraw()),
    registerCommands(commands, { logger: log, errors, ready }),
    view,
    tree,
    groupings,
    inventory,
    session,
    sample,
  );
}
