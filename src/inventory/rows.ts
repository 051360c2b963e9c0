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
  readonly shownCount: number;
  readonly total: number;
  readonly parent: GroupRow | undefined;
}

export type Row = GroupRow | SecretRow | MoreRow;

/**
 * An index arranged in rows: what is below a group's row, or at the top. Those are groups as long as there are levels,
 * else secrets. Divides and sorts only what is looked at, and that once.
 */
export class RowTree {
  readonly #secretRows: SecretRow[] = [];
  #sorted: readonly Secret[] | undefined;
  #groups: ReadonlyMap<string, Group> | undefined;
  /** The children that were asked for last. */
  #given: { readonly limit: number; readonly rows: readonly Row[] } | undefined;

  static of(index: SecretIndex, grouping: Grouping): RowTree {
    return new RowTree(undefined, index.unsorted, levelsOf(grouping));
  }

  private constructor(
    private readonly row: GroupRow | undefined,
    private readonly secrets: readonly Secret[],
    private readonly levels: readonly Level[],
  ) {}

  /**
   * The children of a group, or the roots: at most `limit`, then a `MoreRow` if there are others.
   *
   * The group may come from an earlier tree: it is found by its id. One that is not there any more has no children.
   */
  children(parent: GroupRow | undefined, limit: number): readonly Row[] {
    const tree = this.#below(parent);
    if (!tree) return [];
    if (tree.#given?.limit !== limit) tree.#given = { limit, rows: tree.#firstChildren(limit) };
    return tree.#given.rows;
  }

  /** The rows down to the first place at which the secret of the index stands. `undefined` for one that is not there. */
  pathTo(secret: Secret): readonly Row[] | undefined {
    if (!this.secrets.includes(secret)) return undefined;
    if (this.levels.length === 0) {
      const at = this.#sortedSecrets.indexOf(secret);
      return this.#firstSecrets(at + 1).slice(at);
    }
    for (const { row, tree } of this.#groupsById.values()) {
      const path = tree.pathTo(secret);
      if (path) return [row, ...path];
    }
    return undefined;
  }

  #below(row: GroupRow | undefined): RowTree | undefined {
    if (!row) return this;
    const parent = this.#below(row.parent);
    return parent && parent.#groupsById.get(row.id)?.tree;
  }

  /** In the order shown. Empty where the secrets themselves are the children. */
  get #groupsById(): ReadonlyMap<string, Group> {
    this.#groups ??= new Map(this.#divide().map((group) => [group.row.id, group]));
    return this.#groups;
  }

  get #sortedSecrets(): readonly Secret[] {
    this.#sorted ??= sortedByName(this.secrets);
    return this.#sorted;
  }

  #firstChildren(limit: number): readonly Row[] {
    const isLeaf = this.levels.length === 0;
    const total = isLeaf ? this.secrets.length : this.#groupsById.size;
    const rows = isLeaf
      ? this.#firstSecrets(limit)
      : Array.from(this.#groupsById.values(), ({ row }) => row).slice(0, limit);
    if (rows.length === total) return rows;
    return [...rows, { kind: 'more', id: this.#idBelow('more'), shownCount: rows.length, total, parent: this.row }];
  }

  #firstSecrets(count: number): readonly SecretRow[] {
    for (const secret of this.#sortedSecrets.slice(this.#secretRows.length, count)) {
      this.#secretRows.push({ kind: 'secret', id: this.#idBelow('secret', secret.id), secret, parent: this.row });
    }
    return this.#secretRows.slice(0, count);
  }

  #divide(): readonly Group[] {
    const [level, ...below] = this.levels;
    if (level === undefined) return [];
    return partition(this.secrets, level, below).map((part) => {
      const id = this.#idBelow(...Object.values(part.name));
      const row: GroupRow = { kind: 'group', id, name: part.name, count: part.secrets.length, parent: this.row };
      return { row, tree: new RowTree(row, part.secrets, part.below) };
    });
  }

  /** JSON texts one after the other can be told apart again, so different paths never make the same id. */
  #idBelow(...step: readonly (string | undefined)[]): string {
    return `${this.row?.id ?? ''}${JSON.stringify(step)}`;
  }
}

interface Group {
  readonly row: GroupRow;
  readonly tree: RowTree;
}
