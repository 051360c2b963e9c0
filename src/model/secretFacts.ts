import type { Secret, Tag } from './secret';

/** One thing that is known of a secret, as the service gave it. */
export type SecretFact =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'state'; readonly state: string }
  | { readonly kind: 'type'; readonly type: string }
  /** Ms since 1970-01-01 UTC. */
  | { readonly kind: 'time'; readonly time: number }
  | { readonly kind: 'yesNo'; readonly yes: boolean }
  /** `<int>` and one of `d`, `h`, `m`, `s`. */
  | { readonly kind: 'period'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'tags'; readonly tags: readonly Tag[] };

export type SecretField = keyof Secret;

export interface FieldFact {
  readonly field: SecretField;
  readonly fact: SecretFact;
}

export type FactSection = 'secret' | 'times' | 'rotation';

interface FieldPlace {
  readonly section: FactSection;
  readonly of: (secret: Secret) => SecretFact | undefined;
}

/** In the order of reading. A field that is added to `Secret` is missing here until it has its place: the type says so. */
const places: Readonly<Record<SecretField, FieldPlace>> = {
  name: { section: 'secret', of: ({ name }) => ({ kind: 'text', text: name }) },
  id: { section: 'secret', of: ({ id }) => code(id) },
  state: { section: 'secret', of: ({ state }) => ({ kind: 'state', state }) },
  type: { section: 'secret', of: ({ type }) => (type === undefined ? undefined : { kind: 'type', type }) },
  description: { section: 'secret', of: ({ description }) => text(description) },
  tags: { section: 'secret', of: ({ tags }) => tagsFact(tags) },
  systemTags: { section: 'secret', of: ({ systemTags }) => tagsFact(systemTags) },
  kmsKeyId: { section: 'secret', of: ({ kmsKeyId }) => code(kmsKeyId) },
  enterpriseProjectId: { section: 'secret', of: ({ enterpriseProjectId }) => code(enterpriseProjectId) },
  eventSubscriptions: {
    section: 'secret',
    of: ({ eventSubscriptions: items }) => (items.length === 0 ? undefined : { kind: 'list', items }),
  },
  createTime: { section: 'times', of: ({ createTime }) => time(createTime) },
  updateTime: { section: 'times', of: ({ updateTime }) => time(updateTime) },
  scheduledDeleteTime: { section: 'times', of: ({ scheduledDeleteTime }) => time(scheduledDeleteTime) },
  autoRotation: {
    section: 'rotation',
    of: ({ autoRotation }) => (autoRotation === undefined ? undefined : { kind: 'yesNo', yes: autoRotation }),
  },
  rotationPeriod: {
    section: 'rotation',
    of: ({ rotationPeriod }) => (isAbsent(rotationPeriod) ? undefined : { kind: 'period', text: rotationPeriod }),
  },
  nextRotationTime: { section: 'rotation', of: ({ nextRotationTime }) => time(nextRotationTime) },
  rotationTime: { section: 'rotation', of: ({ rotationTime }) => time(rotationTime) },
  rotationFunctionUrn: { section: 'rotation', of: ({ rotationFunctionUrn }) => code(rotationFunctionUrn) },
  rotationConfig: { section: 'rotation', of: ({ rotationConfig }) => code(rotationConfig) },
};

/** Every field that the service gave, by section, in the order of reading. A section without fields is left out. */
export function secretFacts(secret: Secret): ReadonlyMap<FactSection, readonly FieldFact[]> {
  const sections = new Map<FactSection, FieldFact[]>();
  for (const [field, { section, of }] of Object.entries(places) as [SecretField, FieldPlace][]) {
    const fact = of(secret);
    if (fact === undefined) continue;
    sections.set(section, [...(sections.get(section) ?? []), { field, fact }]);
  }
  return sections;
}

/** An empty text says as little as none. */
function isAbsent(value: string | undefined): value is undefined | '' {
  return value === undefined || value === '';
}

function text(value: string | undefined): SecretFact | undefined {
  return isAbsent(value) ? undefined : { kind: 'text', text: value };
}

function code(value: string | undefined): SecretFact | undefined {
  return isAbsent(value) ? undefined : { kind: 'code', text: value };
}

function time(value: number | undefined): SecretFact | undefined {
  return value === undefined ? undefined : { kind: 'time', time: value };
}

function tagsFact(tags: readonly Tag[]): SecretFact | undefined {
  return tags.length === 0 ? undefined : { kind: 'tags', tags };
}
