import type { ProjectTag } from '../model/secretPage';
import type { OpenChoices } from './openChoices';
import type { StoredSecret } from './storedSecret';

/** The secrets of one project, in the order in which they are listed. */
export class SecretStore {
  readonly secrets: readonly StoredSecret[];
  private readonly byId: ReadonlyMap<string, StoredSecret>;
  private readonly positions: ReadonlyMap<string, number>;
  private knownTags: readonly ProjectTag[] | undefined;

  constructor(secrets: readonly StoredSecret[], order: OpenChoices['order']) {
    this.secrets = [...secrets].sort(order === 'name' ? byName : (a, b) => byCreation(a, b) || byName(a, b));
    this.byId = new Map(this.secrets.map((secret) => [secret.detail.id, secret]));
    this.positions = new Map(this.secrets.map(({ detail }, position) => [detail.name, position]));
  }

  withId(id: string): StoredSecret | undefined {
    return this.byId.get(id);
  }

  withName(name: string): StoredSecret | undefined {
    const position = this.positions.get(name);
    return position === undefined ? undefined : this.secrets[position];
  }

  /** The secrets listed after the named one; `undefined` when there is no such secret. */
  after(name: string): readonly StoredSecret[] | undefined {
    const position = this.positions.get(name);
    return position === undefined ? undefined : this.secrets.slice(position + 1);
  }

  /** Every tag key in use with its values, both in order. */
  tags(): readonly ProjectTag[] {
    this.knownTags ??= collectTags(this.secrets);
    return this.knownTags;
  }
}

function byName(a: StoredSecret, b: StoredSecret): number {
  return a.detail.name < b.detail.name ? -1 : 1;
}

function byCreation(a: StoredSecret, b: StoredSecret): number {
  return a.detail.create_time - b.detail.create_time;
}

function collectTags(secrets: readonly StoredSecret[]): readonly ProjectTag[] {
  const valuesByKey = new Map<string, Set<string>>();
  for (const { key, value } of secrets.flatMap(({ tags }) => tags)) {
    const values = valuesByKey.get(key) ?? new Set();
    valuesByKey.set(key, values.add(value));
  }
  return [...valuesByKey]
    .map(([key, values]) => ({ key, values: [...values].sort() }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}
