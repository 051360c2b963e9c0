/**
 * Every name that the manifest, the code and people's keybindings share. A test compares this file with the manifest,
 * both ways.
 */

export const viewIds = {
  container: 'csmsExplorer',
  secrets: 'csmsExplorer.secrets',
} as const;

export const webviewIds = {
  details: 'csmsExplorer.details',
} as const;

export const commandIds = {
  signIn: 'csmsExplorer.signIn',
  signOut: 'csmsExplorer.signOut',
  switchConnection: 'csmsExplorer.switchConnection',
  exploreSampleSecrets: 'csmsExplorer.exploreSampleSecrets',
  searchSecrets: 'csmsExplorer.searchSecrets',
  filterSecrets: 'csmsExplorer.filterSecrets',
  clearFilter: 'csmsExplorer.clearFilter',
  showFilterRequest: 'csmsExplorer.showFilterRequest',
  filterByTag: 'csmsExplorer.filterByTag',
  revealInTree: 'csmsExplorer.revealInTree',
  groupBy: 'csmsExplorer.groupBy',
  refresh: 'csmsExplorer.refresh',
  /** Refresh under the name that fits a row about a failure. */
  retry: 'csmsExplorer.retry',
  cancelLoading: 'csmsExplorer.cancelLoading',
  showMore: 'csmsExplorer.showMore',
  copyId: 'csmsExplorer.copyId',
  copyName: 'csmsExplorer.copyName',
  copyAsJson: 'csmsExplorer.copyAsJson',
  openInConsole: 'csmsExplorer.openInConsole',
  openDetails: 'csmsExplorer.openDetails',
  findReferences: 'csmsExplorer.findReferences',
  showLog: 'csmsExplorer.showLog',
} as const;

/** What Sign In… may be told: only to open the connection in use again, or to begin from the start. */
export const signInIntents = { again: 'again', afresh: 'afresh' } as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds];

export const contextKeys = {
  /** Why the Secrets view has no rows, or `rows`: a `ViewState`. */
  viewState: 'csmsExplorer.viewState',
  signedIn: 'csmsExplorer.signedIn',
  /** There is a connection to switch to, whether or not one is in use. */
  hasConnections: 'csmsExplorer.hasConnections',
  loading: 'csmsExplorer.loading',
  filtered: 'csmsExplorer.filtered',
} as const;

/** `viewItem` of rows. A secret's value also holds `console` when it can be opened there. */
export const rowContexts = {
  secret: 'secret',
  secretWithConsole: 'secret console',
  more: 'more',
  /** A group of one tag key or value. */
  tag: 'tag',
  failure: 'failure',
  /** A failure that signing in again may mend. */
  signInFailure: 'failure signin',
  /** The service refuses the filter. */
  filterFailure: 'failure filter',
  notice: 'notice',
} as const;

export const settingSection = 'csmsExplorer';

export const settingIds = {
  endpoint: 'endpoint',
  iamEndpoint: 'iamEndpoint',
  requestTimeoutSeconds: 'requestTimeoutSeconds',
  maxConcurrentRequests: 'maxConcurrentRequests',
  groupBy: 'groupBy',
  savedFilters: 'savedFilters',
  hoverEnabled: 'hover.enabled',
  diagnosticsEnabled: 'diagnostics.enabled',
} as const;

export const storageKeys = {
  /** SecretStorage: the connections with their credentials. */
  connections: 'csmsExplorer.connections',
  /** SecretStorage: those of `connections` that could not be read, as they were. */
  unreadableConnections: 'csmsExplorer.unreadableConnections',
  /** globalState: the grouping chosen for each connection. */
  groupings: 'csmsExplorer.groupings',
  /** globalState: the filter that is on for each connection. */
  filters: 'csmsExplorer.filters',
  /** globalState: the ids of the secrets picked last, for each connection. */
  recents: 'csmsExplorer.recents',
  /** globalState: of which sign-ins it was said that they end, so that it is said in one window. */
  toldOfExpiry: 'csmsExplorer.toldOfExpiry',
} as const;
