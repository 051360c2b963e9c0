import type { GroupName } from './inventory/grouping';
import type { Secret, Tag } from './model/secret';
import type { SecretFilter } from './model/secretFilter';

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

export type SignInIntent = (typeof signInIntents)[keyof typeof signInIntents];

export type CommandId = (typeof commandIds)[keyof typeof commandIds];

/** A row of the Secrets view that is a secret. */
export interface SecretRowTarget {
  readonly kind: 'secret';
  readonly secret: Secret;
}

/** A row of the Secrets view that is a group of one tag key or value. */
export interface TagRowTarget {
  readonly kind: 'group';
  readonly name: Extract<GroupName, { readonly kind: 'tagKey' | 'tagValue' }>;
}

/** A secret by its id, or its row. */
export type SecretTarget = string | SecretRowTarget;

/** A click on a secret's row, or Enter in the tree, of which the editor does not say where. */
export type DetailsTarget =
  SecretTarget | { readonly kind: 'click'; readonly secretId: string } | { readonly kind: 'enter' };

type OnSecrets = (target?: SecretTarget, selectedRows?: readonly unknown[]) => void;

/** What each command takes and gives. Every argument may be missing, since the palette passes none. */
export interface CommandSignatures {
  /** Gives whether the sign-in came to its end. */
  [commandIds.signIn]: (intent?: SignInIntent) => boolean;
  [commandIds.signOut]: () => void;
  [commandIds.switchConnection]: () => void;
  [commandIds.exploreSampleSecrets]: () => void;
  [commandIds.searchSecrets]: () => void;
  /** Begins with the filter, or else with the one that is on. */
  [commandIds.filterSecrets]: (start?: SecretFilter) => void;
  [commandIds.clearFilter]: () => void;
  [commandIds.showFilterRequest]: () => void;
  [commandIds.filterByTag]: (tag?: Tag | TagRowTarget) => void;
  /** Takes the secret's id. */
  [commandIds.revealInTree]: (secretId?: string) => void;
  [commandIds.groupBy]: () => void;
  [commandIds.refresh]: () => void;
  [commandIds.retry]: () => void;
  [commandIds.cancelLoading]: () => void;
  /** Takes the id of the group's row; without one the top level shows more. */
  [commandIds.showMore]: (groupId?: string) => void;
  [commandIds.copyId]: OnSecrets;
  [commandIds.copyName]: OnSecrets;
  [commandIds.copyAsJson]: OnSecrets;
  [commandIds.openInConsole]: () => void;
  [commandIds.openDetails]: (target?: DetailsTarget) => void;
  [commandIds.findReferences]: OnSecrets;
  [commandIds.showLog]: () => void;
}

export const contextKeys = {
  /** A `ViewState`. */
  viewState: 'csmsExplorer.viewState',
  signedIn: 'csmsExplorer.signedIn',
  /** There is a connection to switch to, whether or not one is in use. */
  hasConnections: 'csmsExplorer.hasConnections',
  loading: 'csmsExplorer.loading',
  filtered: 'csmsExplorer.filtered',
} as const;

/** Why the Secrets view has no rows, or that it has some. Each but the first three has its welcome text. */
export const viewStates = [
  'starting',
  'loading',
  'rows',
  'signedOut',
  'emptyProject',
  'noMatch',
  'cancelled',
  'unauthorized',
  'clockSkew',
  'forbidden',
  'notFound',
  'unreachable',
  'unreadable',
  'failed',
] as const;

export type ViewState = (typeof viewStates)[number];

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
  /** globalState: the sign-ins whose expiry was announced, so that one window does it. */
  announcedExpiries: 'csmsExplorer.toldOfExpiry',
} as const;
