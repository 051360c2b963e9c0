import type { Secret, Tag } from './secret';

export type SecretField = keyof Secret;
type FieldContent = Secret[SecretField];

/** What a field holds, by its kind. */
interface ValuesByKind {
  /** Words for people. */
  readonly text: string | undefined;
  /** An ID or another text for machines. */
  readonly code: string | undefined;
  readonly state: string;
  readonly type: string | undefined;
  /** `<int>` and one of `d`, `h`, `m`, `s`. */
  readonly period: string | undefined;
  /** Ms since 1970-01-01 UTC. */
  readonly time: number | undefined;
  readonly flag: boolean | undefined;
  readonly list: readonly string[];
  readonly tags: readonly Tag[];
}

export type FieldKind = keyof ValuesByKind;

type KindOf<Value> = { [Kind in FieldKind]: Value extends ValuesByKind[Kind] ? Kind : never }[FieldKind];

export interface FieldDefinition<Kind extends FieldKind = FieldKind> {
  readonly kind: Kind;
  /** The service's own name of the field (ListResourceInstances, API reference). */
  readonly wireName: string;
  /** Whether it stands in the row itself or in its `resource_detail`. The row repeats ID and name as `resource_…`. */
  readonly place: 'row' | 'detail';
  /** Many secrets have the same value. */
  readonly isShared?: true;
}

/**
 * The fields of a secret, in the order of the service's documents. How they are received, written as JSON, compared and
 * shown follows from this table. A field that is added to `Secret` is missing here until it is described: the type says
 * so.
 */
export const secretFields = {
  id: { kind: 'code', wireName: 'id', place: 'detail' },
  name: { kind: 'text', wireName: 'name', place: 'detail' },
  state: { kind: 'state', wireName: 'state', place: 'detail', isShared: true },
  kmsKeyId: { kind: 'code', wireName: 'kms_key_id', place: 'detail', isShared: true },
  description: { kind: 'text', wireName: 'description', place: 'detail' },
  createTime: { kind: 'time', wireName: 'create_time', place: 'detail' },
  updateTime: { kind: 'time', wireName: 'update_time', place: 'detail' },
  scheduledDeleteTime: { kind: 'time', wireName: 'scheduled_delete_time', place: 'detail' },
  type: { kind: 'type', wireName: 'secret_type', place: 'detail', isShared: true },
  autoRotation: { kind: 'flag', wireName: 'auto_rotation', place: 'detail' },
  rotationPeriod: { kind: 'period', wireName: 'rotation_period', place: 'detail', isShared: true },
  rotationConfig: { kind: 'code', wireName: 'rotation_config', place: 'detail' },
  rotationTime: { kind: 'time', wireName: 'rotation_time', place: 'detail' },
  nextRotationTime: { kind: 'time', wireName: 'next_rotation_time', place: 'detail' },
  eventSubscriptions: { kind: 'list', wireName: 'event_subscriptions', place: 'detail' },
  enterpriseProjectId: { kind: 'code', wireName: 'enterprise_project_id', place: 'detail', isShared: true },
  rotationFunctionUrn: { kind: 'code', wireName: 'rotation_func_urn', place: 'detail' },
  tags: { kind: 'tags', wireName: 'tags', place: 'row', isShared: true },
  systemTags: { kind: 'tags', wireName: 'sys_tags', place: 'row', isShared: true },
} as const satisfies { readonly [Field in SecretField]: FieldDefinition<KindOf<Secret[Field]>> };

/** The table as a list. */
export const fieldDefinitions: readonly (readonly [SecretField, FieldDefinition])[] = Object.entries(
  secretFields,
) as readonly [SecretField, FieldDefinition][];

export type SecretSection = 'secret' | 'times' | 'rotation';

/** The section in which a person finds each field, in the order of reading. */
const fieldSections: Readonly<Record<SecretField, SecretSection>> = {
  name: 'secret',
  id: 'secret',
  state: 'secret',
  type: 'secret',
  description: 'secret',
  tags: 'secret',
  systemTags: 'secret',
  kmsKeyId: 'secret',
  enterpriseProjectId: 'secret',
  eventSubscriptions: 'secret',
  createTime: 'times',
  updateTime: 'times',
  scheduledDeleteTime: 'times',
  autoRotation: 'rotation',
  rotationPeriod: 'rotation',
  nextRotationTime: 'rotation',
  rotationTime: 'rotation',
  rotationFunctionUrn: 'rotation',
  rotationConfig: 'rotation',
};

/** A field that has a value. */
export type FieldValue = {
  readonly [Kind in FieldKind]: {
    readonly field: SecretField;
    readonly kind: Kind;
    readonly value: NonNullable<ValuesByKind[Kind]>;
  };
}[FieldKind];

/** Every field that the service gave, by section, in the order of reading. A section without fields is left out. */
export function fieldsBySection(secret: Secret): ReadonlyMap<SecretSection, readonly FieldValue[]> {
  const sections = new Map<SecretSection, FieldValue[]>();
  for (const [field, section] of Object.entries(fieldSections) as [SecretField, SecretSection][]) {
    const { kind } = secretFields[field];
    const value = secret[field];
    if (isAbsent(kind, value)) continue;
    // The table pairs each field's kind with the type of its value.
    sections.set(section, [...(sections.get(section) ?? []), { field, kind, value } as FieldValue]);
  }
  return sections;
}

/** An empty text or list counts as absent; the state never does. */
function isAbsent(kind: FieldKind, value: FieldContent): boolean {
  if (kind === 'state') return false;
  return value === undefined || value === '' || (typeof value === 'object' && value.length === 0);
}

/**
 * A secret in the service's own field names and shape (`resources[]` of ListResourceInstances), without the fields it
 * did not send.
 */
export function secretJson(secret: Secret): object {
  return {
    resource_id: secret.id,
    resource_name: secret.name,
    resource_detail: wireFields(secret, 'detail'),
    ...wireFields(secret, 'row'),
  };
}

function wireFields(secret: Secret, wanted: FieldDefinition['place']): object {
  const fields = fieldDefinitions.filter(([, { place }]) => place === wanted);
  return Object.fromEntries(fields.map(([field, { wireName }]) => [wireName, wireValue(secret[field])]));
}

/** Writes only the documented fields of a tag: key and value. */
function wireValue(value: FieldContent): unknown {
  if (typeof value !== 'object') return value;
  return value.map((item) => (typeof item === 'object' ? { key: item.key, value: item.value } : item));
}

/**
 * Whether nothing that is known of the secret differs. Tags in another order are a difference, and so are fields in another
 * order: all secrets are made in the same way, and looking each field up by its name takes several times as long.
 */
export function sameSecret(a: Secret, b: Secret): boolean {
  if (a === b) return true;
  const contentOfB: readonly FieldContent[] = Object.values(b);
  return Object.values(a).every(
    (content: FieldContent, at) => content === contentOfB[at] || sameItems(content, contentOfB[at]),
  );
}

function sameItems(a: FieldContent, b: FieldContent): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a.length !== b.length) return false;
  return a.every((item, at) => sameItem(item, b[at]));
}

function sameItem(a: string | Tag, b: string | Tag | undefined): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  return a.key === b.key && a.value === b.value;
}
