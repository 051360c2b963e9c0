import type { Secret } from '../model/secret';
import { sameSecret } from '../model/secretFields';
import { sortedNaturally } from './naturalOrder';

export interface TagValueCount {
  readonly value: string;
  /** Secrets that carry the key with this value. */
  readonly count: number;
}

export interface TagKeyCount {
  readonly key: string;
  /** Secrets that carry the key; one that carries it twice counts once. */
  readonly count: number;
  readonly values: readonly TagValueCount[];
}

/** What is known at one moment: an immutable snapshot. Whatever needs sorting or counting is made when first asked for. */
export class SecretIndex {
  static readonly empty = new SecretIndex(new Map());

  readonly #byId: ReadonlyMap<string, Secret>;
  #byName: ReadonlyMap<string, readonly Secret[]> | undefined;
  #sorted: readonly Secret[] | undefined;
  #tagKeys: readonly TagKeyCount[] | undefined;

  /** Of several secrets with one id, the last stays. */
  static from(secrets: Iterable<Secret>): SecretIndex {
    const byId = new Map<string, Secret>();
    for (const secret of secrets) byId.set(idKey(secret.id), secret);
    return SecretIndex.takeOver(byId);
  }

  /** Takes a map by `idKey` for its own, which saves a copy. It must not change any more. */
  static takeOver(byId: ReadonlyMap<string, Secret>): SecretIndex {
    return byId.size === 0 ? SecretIndex.empty : new SecretIndex(byId);
  }

  private constructor(byId: ReadonlyMap<string, Secret>) {
    this.#byId = byId;
  }

  get size(): number {
    return this.#byId.size;
  }

  /** All secrets in the order of `sortedByName`. */
  get secrets(): readonly Secret[] {
    this.#sorted ??= sortedByName(this.#byId.values());
    return this.#sorted;
  }

  /** All secrets in no order: for those who sort only what they show. */
  get unsorted(): readonly Secret[] {
    return this.#sorted ?? [...this.#byId.values()];
  }

  /** Finds an id in any letter case. */
  byId(id: string): Secret | undefined {
    return this.#byId.get(idKey(id));
  }

  /** Finds the exact name. The service keeps names unique; should it not, all are given. */
  byName(name: string): readonly Secret[] {
    this.#byName ??= groupByName(this.secrets);
    return this.#byName.get(name) ?? [];
  }

  /** The tag keys in use, with their values; both in natural order. */
  get tagKeys(): readonly TagKeyCount[] {
    this.#tagKeys ??= countTags(this.#byId.values());
    return this.#tagKeys;
  }

  /** Whether the other holds the same secrets and nothing known of any of them differs. */
  equals(other: SecretIndex): boolean {
    if (this === other) return true;
    if (this.size !== other.size) return false;
    for (const [id, secret] of this.#byId) {
      const counterpart = other.#byId.get(id);
      if (counterpart === undefined || !sameSecret(secret, counterpart)) return false;
    }
    return true;
  }
}

/** By name, regardless of case and with numbers in natural order; secrets of one name by id. */
export function sortedByName(secrets: Iterable<Secret>): readonly Secret[] {
  return sortedNaturally(
    secrets,
    ({ name }) => name,
    ({ id }) => id,
  );
}

/** Two secrets are the same when their ids differ in letter case only. */
export function idKey(id: string): string {
  return id.toLowerCase();
}

function groupByName(secrets: readonly Secret[]): ReadonlyMap<string, readonly Secret[]> {
  const groups = new Map<string, Secret[]>();
  for (const secret of secrets) getOrAdd(groups, secret.name, () => []).push(secret);
  return groups;
}

/** Counts secrets, each once, as long as what is added of one secret is added in a row. */
class Tally {
  count = 0;
  #last: Secret | undefined;

  add(secret: Secret): void {
    if (secret !== this.#last) this.count += 1;
    this.#last = secret;
  }
}

class KeyTally extends Tally {
  readonly values = new Map<string, Tally>();
}

function countTags(secrets: Iterable<Secret>): readonly TagKeyCount[] {
  const keys = new Map<string, KeyTally>();
  for (const secret of secrets) {
    for (const { key, value } of secret.tags) {
      const ofKey = getOrAdd(keys, key, () => new KeyTally());
      ofKey.add(secret);
      getOrAdd(ofKey.values, value, () => new Tally()).add(secret);
    }
  }
  return sortedNaturally(keys, ([key]) => key).map(([key, ofKey]) => ({
    key,
    count: ofKey.count,
    values: sortedNaturally(ofKey.values, ([value]) => value).map(([value, { count }]) => ({ value, count })),
  }));
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
