import type { Secret } from '../model/secret';
import { sameSecret } from '../model/secretFields';

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
    return new SecretIndex(byId);
  }

  /** @param byId by `idKey`; it is taken over, which saves a copy, and must not change any more */
  constructor(byId: ReadonlyMap<string, Secret>) {
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
  const existing = map.get(key);
  if (existing !== undefined) return existing;
  const made = make();
  map.set(key, made);
  return made;
}

export interface DeletedSecret {
  readonly secret: Secret;
  /** Ms since 1970-01-01 UTC: when a whole list no longer held it. */
  readonly noticedAt: number;
}

/**
 * Remembers secrets that were listed and are not any more, so that a document that names one can be told from a document
 * that names anything else.
 */
export class DeletedSecrets {
  readonly #deleted = new Map<string, DeletedSecret>();
  #before = SecretIndex.empty;

  /** Finds an id in any letter case. */
  byId(id: string): DeletedSecret | undefined {
    return this.#deleted.get(idKey(id));
  }

  /** @param index all that a whole list without doubts held */
  compare(index: SecretIndex, noticedAt: number): void {
    if (index === this.#before) return;
    for (const secret of this.#before.unsorted) {
      if (index.byId(secret.id) === undefined) this.#deleted.set(idKey(secret.id), { secret, noticedAt });
    }
    for (const id of this.#deleted.keys()) if (index.byId(id) !== undefined) this.#deleted.delete(id);
    this.#before = index;
  }
}

/**
 * A key whose plain order (`<`) is the order a person expects of the texts: `db-2` before `DB-10`.
 *
 * Letter case and accents do not count, and a run of digits counts as the number it writes. Unlike that
 * of `Intl.Collator`, the order is the same on every machine, at no lower speed. Scripts without case, Chinese among
 * them, follow the order of Unicode.
 */
export function naturalKey(text: string): string {
  const plain = /\P{ASCII}/u.test(text) ? text.normalize('NFKD').replaceAll(/\p{M}/gu, '') : text;
  return plain.toLowerCase().replaceAll(/[0-9]+/g, numberKey);
}

/** The number of digits stands first: it decides between two numbers before their digits do. */
function numberKey(digits: string): string {
  const significant = digits.startsWith('0') ? digits.replace(/^0+/, '') : digits;
  return `0${String.fromCharCode(significant.length)}${significant}`;
}

/** A sorted copy. Items whose texts have the same key are ordered by `tieBreak`. */
export function sortedNaturally<T>(
  items: Iterable<T>,
  textOf: (item: T) => string,
  tieBreak: (item: T) => string = textOf,
): T[] {
  const keyed = Array.from(items, (item) => ({ key: naturalKey(textOf(item)), item }));
  keyed.sort((a, b) => {
    if (a.key !== b.key) return a.key < b.key ? -1 : 1;
    return compare(tieBreak(a.item), tieBreak(b.item));
  });
  return keyed.map(({ item }) => item);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
