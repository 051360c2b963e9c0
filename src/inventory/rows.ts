import type { Secret } from '../model/secret';
import { type Grouping, type GroupName, levelsOf, type Level, partition } from './grouping';
import { sortedByName, type SecretIndex } from './secretIndex';

/** Ids are made of the path to the row and are unique in a tree, since a secret may stand in several groups. */
export interface GroupRow {
  readonly kind: 'group';
  readonly id: string;
  readonly name: GroupName;
  /** Distinct secrets below. */
  readonly count: number;
  readonly parent: GroupRow | undefined;
}

export interface SecretRow {
  readonly kind: 'secret';
  readonly id: string;
  readonly secret: Secret;
  readonly parent: GroupRow | undefined;
}

/** Stands last where not all children are given. */
export interface MoreRow {
  readonly kind: 'more';
  readonly id: string;
  readonly shown: number;
  readonly total: number;
  readonly parent: GroupRow | undefined;
}

export type Row = GroupRow | SecretRow | MoreRow;

/** An index arranged in rows. Divides and sorts only what is looked at, and that once. */
export class RowTree {
  readonly #index: SecretIndex;
  readonly #root: Branch;

  constructor(index: SecretIndex, grouping: Grouping) {
    this.#index = index;
    this.#root = new Branch(undefined, index.unsorted, levelsOf(grouping));
  }

  /**
   * The children of a group, or the roots: at most `limit`, then a `MoreRow` if there are others.
   *
   * The group may come from an earlier tree: it is found by its id. One that is not there any more has no children.
   */
  children(parent: GroupRow | undefined, limit: number): readonly Row[] {
    return this.#find(parent)?.children(limit) ?? [];
  }

  /** The rows from the root to the first place at which the secret stands. `undefined` for a secret that is not there. */
  pathTo(secretId: string): readonly Row[] | undefined {
    const secret = this.#index.byId(secretId);
    return secret === undefined ? undefined : this.#root.pathTo(secret);
  }

  #find(row: GroupRow | undefined): Branch | undefined {
    return row === undefined ? this.#root : this.#find(row.parent)?.groups.get(row.id)?.branch;
  }
}

interface Group {
  readonly row: GroupRow;
  readonly branch: Branch;
}

/** What is below a group's row, or at the top: groups as long as there are levels, else secrets. */
class Branch {
  readonly #row: GroupRow | undefined;
  readonly #secrets: readonly Secret[];
  readonly #levels: readonly Level[];
  readonly #secretRows: SecretRow[] = [];
  #sorted: readonly Secret[] | undefined;
  #groups: ReadonlyMap<string, Group> | undefined;
  /** The children that were asked for last. */
  #given: { readonly limit: number; readonly rows: readonly Row[] } | undefined;

  constructor(row: GroupRow | undefined, secrets: readonly Secret[], levels: readonly Level[]) {
    this.#row = row;
    this.#secrets = secrets;
    this.#levels = levels;
  }

  /** By row id, in the order shown. Empty where the secrets themselves are the children. */
  get groups(): ReadonlyMap<string, Group> {
    this.#groups ??= new Map(this.#divide().map((group) => [group.row.id, group]));
    return this.#groups;
  }

  children(limit: number): readonly Row[] {
    if (this.#given?.limit !== limit) this.#given = { limit, rows: this.#firstChildren(limit) };
    return this.#given.rows;
  }

  holds(secret: Secret): boolean {
    return this.#secrets.includes(secret);
  }

  pathTo(secret: Secret): readonly Row[] | undefined {
    if (this.#levels.length === 0) {
      const at = this.#sortedSecrets.indexOf(secret);
      return at < 0 ? undefined : this.#firstSecrets(at + 1).slice(at);
    }
    for (const { row, branch } of this.groups.values()) {
      const below = branch.holds(secret) ? branch.pathTo(secret) : undefined;
      if (below !== undefined) return [row, ...below];
    }
    return undefined;
  }

  get #sortedSecrets(): readonly Secret[] {
    this.#sorted ??= sortedByName(this.#secrets);
    return this.#sorted;
  }

  #firstChildren(limit: number): readonly Row[] {
    const isLeaf = this.#levels.length === 0;
    const total = isLeaf ? this.#secrets.length : this.groups.size;
    const rows = isLeaf
      ? this.#firstSecrets(limit)
      : Array.from(this.groups.values(), ({ row }) => row).slice(0, limit);
    if (rows.length === total) return rows;
    return [...rows, { kind: 'more', id: this.#idBelow('more'), shown: rows.length, total, parent: this.#row }];
  }

  #firstSecrets(count: number): readonly SecretRow[] {
    for (const secret of this.#sortedSecrets.slice(this.#secretRows.length, count)) {
      this.#secretRows.push({ kind: 'secret', id: this.#idBelow('secret', secret.id), secret, parent: this.#row });
    }
    return this.#secretRows.slice(0, count);
  }

  #divide(): readonly Group[] {
    const [level, ...below] = this.#levels;
    if (level === undefined) return [];
    return partition(this.#secrets, level, below).map((part) => {
      const id = this.#idBelow(...Object.values(part.name));
      const row: GroupRow = { kind: 'group', id, name: part.name, count: part.secrets.length, parent: this.#row };
      return { row, branch: new Branch(row, part.secrets, part.below) };
    });
  }

  /** JSON texts one after the other can be told apart again, so different paths never make the same id. */
  #idBelow(...step: readonly (string | undefined)[]): string {
    return `${this.#row?.id ?? ''}${JSON.stringify(step)}`;
  }
}
