import type { Tag } from '../model/secret';

/**
 * What the host and the details page say to each other. Texts are in the person's language, safe to look at and ready
 * to be drawn as they are. Nothing here is a credential or an endpoint.
 */
export type HostMessage =
  | { readonly kind: 'show'; readonly subject: DetailsSubject; readonly view: DetailsView }
  /** `text` is for the ear; the eye sees it at the button. */
  | { readonly kind: 'copied'; readonly field: CopyField; readonly text: string };

/** What the page asks of the host. Secrets are named by id; the host looks them up. */
export type PageMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'copy'; readonly secretId: string; readonly field: CopyField }
  | { readonly kind: 'filterByTag'; readonly secretId: string; readonly tag: Tag }
  | { readonly kind: 'runOn'; readonly secretId: string; readonly action: SecretAction }
  | { readonly kind: 'run'; readonly action: GeneralAction };

export const copyFields = [
  'name',
  'id',
  'description',
  'kmsKeyId',
  'enterpriseProjectId',
  'rotationFunctionUrn',
  'rotationConfig',
  'json',
] as const;
export type CopyField = (typeof copyFields)[number];

export const generalActions = ['signIn', 'refresh', 'searchSecrets', 'showLog'] as const;
type GeneralAction = (typeof generalActions)[number];

export const secretActions = ['revealInTree', 'openInConsole', 'findReferences'] as const;
type SecretAction = (typeof secretActions)[number];

/** Which secret the panel is about, for finding it again after the window was loaded anew. */
export interface DetailsSubject {
  readonly secretId: string;
  /** A hash of the connection's id: the id itself names the endpoint. */
  readonly connection: string;
}

export const detailsTabs = ['overview', 'tags', 'json'] as const;
export type DetailsTab = (typeof detailsTabs)[number];

/** What the page keeps while the panel is hidden or the window is loaded anew. No field of the secret is. */
export interface KeptState extends DetailsSubject {
  readonly tab: DetailsTab;
}

export type DetailsView = LoadingView | MessageView | SecretDetailsView;

interface LoadingView {
  readonly kind: 'loading';
  readonly text: string;
}

/** Why there is no secret to show, and what helps. */
export interface MessageView {
  readonly kind: 'message';
  readonly icon: 'info' | 'warning' | 'error';
  readonly title: string;
  readonly text: string;
  readonly buttons: readonly Button[];
}

export interface SecretDetailsView {
  readonly kind: 'secret';
  readonly name: string;
  readonly state: { readonly style: StateStyle; readonly label: string };
  readonly type: string;
  /** What happens to the secret soon. */
  readonly due: string | undefined;
  /** How old the data is. */
  readonly asOf: string;
  /** Why the data may be out of date. */
  readonly warning: string | undefined;
  readonly buttons: readonly Button[];
  readonly refresh: Button;
  readonly overview: readonly { readonly title: string; readonly fields: readonly OverviewField[] }[];
  readonly tags: TagTable;
  /** `undefined` for a secret without. */
  readonly systemTags: TagTable | undefined;
  readonly json: { readonly text: string; readonly copy: Button };
  readonly labels: DetailsLabels;
}

/** What the page posts as it is when the button is pressed; the host checks it like any other message. */
export interface Button {
  readonly label: string;
  readonly icon?: 'copy' | 'filter' | 'linkExternal' | 'listTree' | 'refresh' | 'search';
  /** For a button that is an icon alone and whose label is too long to hover over; else its label. */
  readonly tooltip?: string;
  readonly message: PageMessage;
}

export type StateStyle = 'enabled' | 'disabled' | 'pendingDeletion' | 'frozen' | 'unknown';

/** A label and what stands beside it. */
export interface OverviewField {
  readonly label: string;
  /** More than one for a list. */
  readonly values: readonly string[];
  readonly style: 'text' | 'code' | 'list' | 'tags' | StateStyle;
  /** The exact time beside a relative one. */
  readonly note: string | undefined;
  readonly copy: Button | undefined;
}

export interface TagTable {
  readonly title: string;
  readonly rows: readonly TagRow[];
}

export interface TagRow {
  readonly key: string;
  readonly value: string;
  readonly isEmpty: boolean;
  /** System tags cannot be filtered by. */
  readonly filter: Button | undefined;
}

/** Those that are the same for every secret. */
export interface DetailsLabels {
  readonly overview: string;
  readonly tags: string;
  readonly json: string;
  readonly key: string;
  readonly value: string;
  readonly action: string;
  readonly noTags: string;
  readonly actions: string;
  readonly state: string;
}
