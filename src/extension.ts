import * as vscode from 'vscode';
import { createCsmsClient } from './csms/csmsClient';
import { createIamClient } from './csms/iamClient';
import { listSecrets } from './csms/operations/listResourceInstances';
import { describeRequest } from './csms/transport/operation';
import { GoneSecrets } from './inventory/goneSecrets';
import { webviewIds } from './ids';
import { Inventory } from './inventory/inventory';
import { ShownSecrets } from './inventory/shownSecrets';
import { maxPageSize } from './model/limits';
import { chosenSecrets } from './vscode/chosenSecrets';
import { registerNameCompletion } from './vscode/completion/secretNameCompletion';
import { ConnectionStore } from './vscode/connections/connectionStore';
import { exploreSampleSecretsCommand } from './vscode/connections/exploreSampleSecrets';
import { SampleService } from './vscode/connections/sampleService';
import { Session, type CreateClient } from './vscode/connections/session';
import { signInCommand } from './vscode/connections/signIn';
import { signOutCommand } from './vscode/connections/signOut';
import { switchConnectionCommand } from './vscode/connections/switchConnection';
import { SecretDiagnostics } from './vscode/diagnostics/secretDiagnostics';
import { ExpiryWatch } from './vscode/connections/expiryWatch';
import { ErrorPresenter, UserFacingError } from './vscode/errorPresenter';
import { Details } from './vscode/details/details';
import { openDetailsCommand } from './vscode/details/openDetails';
import { filterCommands } from './vscode/filter/filterCommands';
import { FilterStore } from './vscode/filter/filterStore';
import { RequestDocuments } from './vscode/filter/requestDocuments';
import { SecretHover } from './vscode/hover/secretHover';
import { createLog } from './vscode/log';
import { DocumentReferences } from './vscode/references/documentReferences';
import { findReferencesCommand } from './vscode/references/findReferences';
import { KnownSecrets } from './vscode/references/knownSecrets';
import { registerCommands } from './vscode/registerCommands';
import { RecentSecrets } from './vscode/search/recentSecrets';
import { searchSecretsCommand } from './vscode/search/searchSecrets';
import { settings } from './vscode/settings';
import { showLogCommand } from './vscode/showLog';
import { startBuiltInEmulator } from './vscode/connections/builtInEmulator';
import { copyCommands } from './vscode/tree/copySecrets';
import { groupByCommand } from './vscode/tree/groupBy';
import { GroupingStore } from './vscode/tree/groupingStore';
import { loadCommands } from './vscode/tree/loadCommands';
import { openInConsoleCommand } from './vscode/tree/openInConsole';
import { revealInTreeCommand } from './vscode/tree/revealInTree';
import { SecretsTree } from './vscode/tree/secretsTree';
import { SecretsView } from './vscode/tree/secretsView';

/** Builds the parts and wires them. Nothing here touches the network: the first load starts when the view is shown. */
export function activate(context: vscode.ExtensionContext): void {
  const { version } = context.extension.packageJSON as { readonly version: string };
  const log = createLog();
  const errors = new ErrorPresenter(log);
  const onError = (error: unknown): void => errors.present(error);
  const network = {
    logger: log,
    userAgent: `csms-explorer/${version} vscode/${vscode.version}`,
    requestTimeoutMs: settings.requestTimeoutMs,
  };
  const createClient: CreateClient = ({ connection: { endpoint, projectId }, credential }) =>
    createCsmsClient({
      ...network,
      endpoint,
      projectId,
      credential,
      maxConcurrentRequests: settings.maxConcurrentRequests,
    });

  const store = new ConnectionStore(context.secrets, log, () =>
    onError(
      new UserFacingError(vscode.l10n.t('A stored connection could not be read and was set aside. Sign in again.')),
    ),
  );
  const sample = new SampleService(startBuiltInEmulator(context.extensionPath));
  const { env: environment } = process;
  const session = new Session({ store, createClient, sample, environment, onError });
  const expiry = new ExpiryWatch({ session, clock: Date, state: context.globalState, onError });
  const newInventory = (): Inventory =>
    new Inventory({
      clock: Date,
      logger: log,
      // One request is left to what a person waits for: a search or a count while pages are read.
      maxConcurrentPages: () => Math.max(1, settings.maxConcurrentRequests() - 1),
    });
  const [inventory, filtered] = [newInventory(), newInventory()];
  const shown = new ShownSecrets(inventory, filtered);
  const gone = new GoneSecrets(inventory);
  const known = new KnownSecrets(session, inventory, gone);
  const references = new DocumentReferences();
  const filters = new FilterStore(context.globalState, log);
  const recents = new RecentSecrets(context.globalState);
  const requests = new RequestDocuments(({ endpoint, projectId }, filter) =>
    describeRequest(listSecrets, { endpoint, projectId }, { filter, page: { limit: maxPageSize, offset: 0 } }),
  );
  const groupings = new GroupingStore(context.globalState);
  const tree = new SecretsTree(
    shown,
    () => groupings.get(session.active?.connection.id ?? ''),
    () => session.active?.connection.region !== undefined,
    () => expiry.isExpired,
    onError,
  );
  // Before the view hears of a new connection, the rows of the old one are gone.
  const connecting = session.onDidChange((active) => {
    shown.connect(active?.client, active && filters.get(active.connection.id));
    tree.reset();
  });
  const filtering = filters.onDidChange(() => {
    shown.setFilter(session.active && filters.get(session.active.connection.id));
    tree.reset();
  });
  const forgetting = session.onDidForget((id) => {
    Promise.all([filters.set(id, undefined), groupings.forget(id), recents.forget(id), expiry.forget(id)]).catch(
      onError,
    );
  });
  const view = new SecretsView(tree, session, shown);

  const ready = session
    .follow()
    .catch(onError)
    .finally(() => view.start());

  const choose = chosenSecrets(
    () => view.selection,
    // While a filter is on, the whole list may not be loaded.
    (id) => inventory.state.index.byId(id) ?? shown.state.index.byId(id),
    () => inventory.state.completeness === 'whole',
  );
  // After `connecting`, so that the inventory it reads is the one of the connection that it hears of.
  const details = new Details({
    session,
    inventory,
    extensionUri: context.extensionUri,
    ready,
    logger: log,
    onError,
  });

  const commands = [
    signInCommand({
      session,
      createClient,
      createIamClient: (endpoint) => createIamClient({ ...network, endpoint }),
      environment,
      isRefused: () => expiry.isExpired || shown.state.failure?.kind === 'unauthorized',
    }),
    signOutCommand(session),
    switchConnectionCommand(session),
    exploreSampleSecretsCommand(session, sample),
    groupByCommand(session, shown, groupings),
    ...loadCommands(session, shown, tree),
    ...filterCommands({ session, inventory, filters, requests, onError }),
    searchSecretsCommand({ session, inventory, recents, isExpired: () => expiry.isExpired, onError }),
    revealInTreeCommand(shown, tree, view),
    openDetailsCommand(session, details, () => view.selection, choose),
    ...copyCommands(choose),
    findReferencesCommand(choose),
    openInConsoleCommand(session),
    showLogCommand(log),
  ];

  context.subscriptions.push(
    log,
    store,
    connecting,
    filtering,
    forgetting,
    filters,
    requests,
    groupings.onDidChange(() => tree.redraw()),
    expiry.onDidChange(() => tree.redraw()),
    registerCommands(commands, { logger: log, errors, ready, connectionId: () => session.active?.connection.id }),
    vscode.languages.registerHoverProvider('*', new SecretHover(references, known)),
    registerNameCompletion(references, known),
    new SecretDiagnostics(references, known, inventory, onError),
    vscode.window.registerWebviewPanelSerializer(webviewIds.details, details),
    details,
    view,
    tree,
    groupings,
    gone,
    shown,
    filtered,
    inventory,
    expiry,
    session,
    sample,
  );
}
