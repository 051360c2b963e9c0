import type { Tag } from './secret';

/**
 * What the details page draws and what it asks for: the protocol of the panel's two sides. Texts are in the person's
 * language, safe to look at and ready to be drawn as they are. Nothing in it is a credential or an endpoint.
 */
export type DetailsPage = LoadingPage | MessagePage | SecretPage;

/** Which secret the panel is about, for finding it again after the window was loaded anew. */
export interface DetailsSubject {
  readonly secretId: string;
  /** Stands for the connection; not its id, which names the endpoint. */
  readonly connection: string;
}

interface AnyPage {
  readonly subject: DetailsSubject;
}

export interface LoadingPage extends AnyPage {
  readonly kind: 'loading';
  readonly text: string;
}

/** Why there is no secret to show, and what helps. */
export interface MessagePage extends AnyPage {
  readonly kind: 'message';
  readonly icon: 'info' | 'warning' | 'error';
  readonly title: string;
  readonly text: string;
  readonly actions: readonly PageAction[];
}

export interface PageAction {
  readonly label: string;
  readonly action: GeneralAction;
}

export interface SecretPage extends AnyPage {
  readonly kind: 'secret';
  readonly name: string;
  readonly state: StateMark;
  readonly type: string;
  /** What happens to the secret soon. */
  readonly due: string | undefined;
  /** How old the data is. */
  readonly asOf: string;
  /** Why the data may be out of date. */
  readonly warning: string | undefined;
  readonly actions: readonly SecretButton[];
  readonly overview: readonly FactGroup[];
  readonly tags: TagTable;
  /** Empty for a secret without. */
  readonly systemTags: TagTable | undefined;
  readonly json: JsonView;
  readonly words: PageWords;
}

export type StateLook = 'enabled' | 'disabled' | 'pendingDeletion' | 'frozen' | 'unknown';

export interface StateMark {
  readonly look: StateLook;
  readonly word: string;
}

export interface SecretButton {
  readonly label: string;
  readonly does: { readonly copy: CopyField } | { readonly run: SecretAction };
}

export interface FactGroup {
  readonly title: string;
  readonly facts: readonly Fact[];
}

export interface Fact {
  /** Tells the facts of a page apart. */
  readonly id: string;
  readonly label: string;
  /** More than one for a list. */
  readonly values: readonly string[];
  readonly look: 'text' | 'code' | 'list' | 'tags' | StateLook;
  /** The exact time beside a relative one. */
  readonly note: string | undefined;
  readonly copy: CopyButton | undefined;
}

export interface CopyButton {
  readonly field: CopyField;
  readonly label: string;
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
  readonly filter: TagFilterButton | undefined;
}

export interface TagFilterButton {
  readonly label: string;
  /** As the service has it, not made safe to look at: never drawn. */
  readonly tag: Tag;
}

export interface JsonView {
  readonly text: string;
  readonly copy: CopyButton;
}

/** The page's fixed words. */
export interface PageWords {
  readonly overview: string;
  readonly tags: string;
  readonly json: string;
  readonly key: string;
  readonly value: string;
  readonly action: string;
  readonly filterByTag: string;
  readonly noTags: string;
  readonly refresh: string;
  readonly actions: string;
  readonly state: string;
}

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
export type GeneralAction = (typeof generalActions)[number];

export const secretActions = ['revealInTree', 'openInConsole', 'findReferences'] as const;
export type SecretAction = (typeof secretActions)[number];

/** What the host tells the page. */
export type HostMessage =
  | { readonly kind: 'show'; readonly page: DetailsPage }
  /** `text` is for the ear; the eye sees it at the button. */
  | { readonly kind: 'copied'; readonly field: CopyField; readonly text: string };

/** What the page asks of the host. Secrets are named by id; the host looks them up. */
export type PageMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'copy'; readonly secretId: string; readonly field: CopyField }
  | { readonly kind: 'filterByTag'; readonly secretId: string; readonly tag: Tag }
  | { readonly kind: 'runOn'; readonly secretId: string; readonly action: SecretAction }
  | { readonly kind: 'run'; readonly action: GeneralAction };

export const detailsTabs = ['overview', 'tags', 'json'] as const;
export type DetailsTab = (typeof detailsTabs)[number];

/** What is kept while the panel is hidden or the window is loaded anew. No fact of the secret is. */
export interface KeptState extends DetailsSubject {
  readonly tab: DetailsTab;
}
