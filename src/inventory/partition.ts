import { secretStates, type Secret } from '../model/secret';
import type { Grouping } from './grouping';
import { sortedNaturally } from './naturalOrder';

/** What the secrets of a group have in common. The words for it are made where the language is known. */
export type GroupName =
  | { readonly kind: 'tagKey'; readonly key: string }
  | { readonly kind: 'tagValue'; readonly key: string; readonly value: string }
  | { readonly kind: 'withoutKey'; readonly key: string }
  | { readonly kind: 'untagged' }
  | { readonly kind: 'state'; readonly state: string }
  | { readonly kind: 'type'; readonly type: string | undefined };

/** One way to tell secrets apart. */
export type Level =
  | { readonly by: 'tagKey' }
  | { readonly by: 'tagValue'; readonly key: string }
  | { readonly by: 'state' }
  | { readonly by: 'type' };

export interface Part {
  readonly name: GroupName;
  /** Never empty, each secret once. */
  readonly secrets: readonly Secret[];
  /** How the part is divided further; none means that it holds the secrets themselves. */
  readonly below: readonly Level[];
}

export function levelsOf(grouping: Grouping): readonly Level[] {
  switch (grouping.by) {
    case 'everyTag':
      return [{ by: 'tagKey' }];
    case 'tagKeys':
      return grouping.keys.map((key) => ({ by: 'tagValue', key }));
    case 'state':
      return [{ by: 'state' }];
    case 'type':
      return [{ by: 'type' }];
    case 'none':
      return [];
  }
}

/** Divides secrets by one level into parts as they are shown, one below the other. Every secret is in at least one. */
export function partition(secrets: readonly Secret[], level: Level, below: readonly Level[]): readonly Part[] {
  switch (level.by) {
    case 'tagKey':
      return byTagKey(secrets);
    case 'tagValue':
      return byTagValue(secrets, level.key, below);
    case 'state':
      return byState(secrets, below);
    case 'type':
      return byType(secrets, below);
  }
}

type Description = Omit<Part, 'secrets'>;

/** Secrets by a text that they carry; those that carry none are the rest. */
class Buckets {
  readonly #byText = new Map<string, Secret[]>();
  readonly #rest: Secret[] = [];

  add(text: string, secret: Secret): void {
    const bucket = this.#byText.get(text);
    if (bucket === undefined) this.#byText.set(text, [secret]);
    // A secret that carries the text twice comes twice in a row.
    else if (bucket.at(-1) !== secret) bucket.push(secret);
  }

  addRest(secret: Secret): void {
    this.#rest.push(secret);
  }

  /** The parts in natural order of their texts, then the rest if there is any. */
  toParts(partOf: (text: string) => Description, rest?: Description): readonly Part[] {
    const parts = sortedNaturally(this.#byText, ([text]) => text).map(([text, secrets]) => ({
      ...partOf(text),
      secrets,
    }));
    return rest === undefined || this.#rest.length === 0 ? parts : [...parts, { ...rest, secrets: this.#rest }];
  }
}

function byTagKey(secrets: readonly Secret[]): readonly Part[] {
  const buckets = new Buckets();
  for (const secret of secrets) {
    if (secret.tags.length === 0) buckets.addRest(secret);
    for (const { key } of secret.tags) buckets.add(key, secret);
  }
  return buckets.toParts((key) => ({ name: { kind: 'tagKey', key }, below: [{ by: 'tagValue', key }] }), {
    name: { kind: 'untagged' },
    below: [],
  });
}

function byTagValue(secrets: readonly Secret[], key: string, below: readonly Level[]): readonly Part[] {
  const buckets = new Buckets();
  for (const secret of secrets) {
    let isWithout = true;
    for (const tag of secret.tags) {
      if (tag.key !== key) continue;
      isWithout = false;
      buckets.add(tag.value, secret);
    }
    if (isWithout) buckets.addRest(secret);
  }
  return buckets.toParts((value) => ({ name: { kind: 'tagValue', key, value }, below }), {
    name: { kind: 'withoutKey', key },
    below,
  });
}

function byType(secrets: readonly Secret[], below: readonly Level[]): readonly Part[] {
  const buckets = new Buckets();
  for (const secret of secrets) {
    if (secret.type === undefined) buckets.addRest(secret);
    else buckets.add(secret.type, secret);
  }
  return buckets.toParts((type) => ({ name: { kind: 'type', type }, below }), {
    name: { kind: 'type', type: undefined },
    below,
  });
}

/** The documented states in the order of `secretStates`, then those that this version does not know. */
function byState(secrets: readonly Secret[], below: readonly Level[]): readonly Part[] {
  const known = new Map<string, Secret[]>(secretStates.map((state) => [state, []]));
  const unknown = new Buckets();
  for (const secret of secrets) {
    const bucket = known.get(secret.state);
    if (bucket === undefined) unknown.add(secret.state, secret);
    else bucket.push(secret);
  }
  const partOf = (state: string): Description => ({ name: { kind: 'state', state }, below });
  return [
    ...[...known]
      .filter(([, found]) => found.length > 0)
      .map(([state, found]) => ({ ...partOf(state), secrets: found })),
    ...unknown.toParts(partOf),
  ];
}
