import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { Inventory } from '../../inventory/inventory';
import { RowTree, type GroupRow, type Row, type SecretRow } from '../../inventory/rows';
import { SecretIndex } from '../../inventory/secretIndex';
import type { Grouping } from '../../inventory/grouping';
import type { CurrentProject } from '../core/currentProject';
import { secretCard } from '../references/secretCard';
import type { GroupingStore } from './grouping';
import { noticeRows, type NoticeRow } from './notices';
import { treeItem, type TreeRow } from './treeItem';

/** Rows that a group shows at first, and that each "Show more" adds. */
const pageOfRows = 500;

/**
 * Rows say how old data is and how soon something is due, so they are drawn again after this time (ms): a failure's age
 * counts in minutes, a due date in hours.
 */
const redrawAges = { failure: 60_000, dueDates: 60 * 60_000 } as const;

/** Growing lists are redrawn at most this often (ms), so that drawing does not slow a fast load down. */
const redrawInterval = 250;

/** What was drawn last. */
interface TreeSnapshot {
  /** The inventory that the rows were made from. For another one the limits of the groups start anew. */
  readonly inventory: Inventory | undefined;
  readonly index: SecretIndex;
  readonly grouping: Grouping;
  readonly partial: boolean;
  readonly notices: readonly NoticeRow[];
  readonly rows: RowTree;
}

const nothingDrawn: TreeSnapshot = {
  inventory: undefined,
  index: SecretIndex.empty,
  grouping: { by: 'none' },
  partial: false,
  notices: [],
  rows: RowTree.of(SecretIndex.empty, { by: 'none' }),
};

/**
 * Draws the inventory as rows. Rows have stable ids made from their path, so the editor keeps what is expanded and
 * selected. It asks for nothing, and redraws only when something that is drawn has changed.
 */
export class SecretsTree implements vscode.TreeDataProvider<TreeRow>, vscode.Disposable {
  readonly onDidChangeTreeData: vscode.Event<TreeRow | undefined>;
  private readonly changes = new vscode.EventEmitter<TreeRow | undefined>();
  private readonly subscription: vscode.Disposable;
  private readonly limits = new Map<string | undefined, number>();
  private snapshot = nothingDrawn;
  private timer: NodeJS.Timeout | undefined;
  private ageTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly current: CurrentProject,
    private readonly groupings: Pick<GroupingStore, 'get' | 'onDidChange'>,
  ) {
    this.onDidChangeTreeData = this.changes.event;
    this.subscription = vscode.Disposable.from(
      current.onDidChange(() => this.scheduleRedraw()),
      groupings.onDidChange(() => this.redraw()),
    );
    this.redraw();
  }

  getChildren(row?: TreeRow): TreeRow[] {
    if (row === undefined) {
      const { notices, rows } = this.snapshot;
      this.redrawWhenAged(notices);
      return [...notices, ...rows.children(undefined, this.limit(undefined))];
    }
    if (row.kind !== 'group') return [];
    return [...this.snapshot.rows.children(row, this.limit(row.id))];
  }

  getParent(row: TreeRow): TreeRow | undefined {
    return row.kind === 'notice' ? undefined : row.parent;
  }

  getTreeItem(row: TreeRow): vscode.TreeItem {
    return treeItem(row, {
      now: Date.now(),
      partial: this.snapshot.partial,
      canOpenConsole: this.current.value?.canOpenConsole ?? false,
    });
  }

  resolveTreeItem(item: vscode.TreeItem, row: TreeRow): vscode.TreeItem {
    if (row.kind === 'secret') {
      const project = this.current.value;
      item.tooltip = secretCard(row.secret, project?.visible.state.loadedAt, project?.canOpenConsole);
    }
    return item;
  }

  /** Lets a group (or the top level) show more of its rows. */
  showMore(groupId: string | undefined): void {
    this.limits.set(groupId, this.limit(groupId) + pageOfRows);
    this.changes.fire(undefined);
  }

  /** The row at which a secret stands first, after its groups show enough rows for it. `undefined` when it is not shown. */
  rowOf(secretId: string): SecretRow | undefined {
    this.redraw();
    const { index, rows } = this.snapshot;
    const secret = index.byId(secretId);
    const path = (secret && rows.pathTo(secret)) ?? [];
    const row = path.at(-1);
    if (row?.kind !== 'secret') return undefined;
    let parent: GroupRow | undefined;
    let grown = false;
    for (const each of path) {
      grown = this.raiseLimitFor(each, parent) || grown;
      parent = each.kind === 'group' ? each : undefined;
    }
    if (grown) this.changes.fire(undefined);
    return row;
  }

  /** Raises the limit of the parent until the row is among its children. */
  private raiseLimitFor(row: Row, parent: GroupRow | undefined): boolean {
    let grown = false;
    for (;;) {
      const children = this.snapshot.rows.children(parent, this.limit(parent?.id));
      if (children.some(({ id }) => id === row.id) || children.at(-1)?.kind !== 'more') return grown;
      this.limits.set(parent?.id, this.limit(parent?.id) + pageOfRows);
      grown = true;
    }
  }

  dispose(): void {
    clearTimeout(this.timer);
    clearTimeout(this.ageTimer);
    this.subscription.dispose();
    this.changes.dispose();
  }

  private scheduleRedraw(): void {
    const inventory = this.current.value?.visible;
    const isGrowing = inventory?.state.activity !== undefined && this.snapshot.inventory === inventory;
    // The first rows and the last are drawn at once; those between may wait.
    if (!isGrowing || this.snapshot.index.size === 0) this.redraw();
    else this.timer ??= setTimeout(() => this.redraw(), redrawInterval);
  }

  private redrawWhenAged(notices: readonly NoticeRow[]): void {
    clearTimeout(this.ageTimer);
    const age = notices.some(({ notice }) => notice.kind === 'failed') ? redrawAges.failure : redrawAges.dueDates;
    this.ageTimer = setTimeout(() => this.changes.fire(undefined), age);
  }

  /** Draws anew if anything that is drawn has changed. */
  redraw(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const before = this.snapshot;
    const project = this.current.value;
    if (!project) {
      this.snapshot = nothingDrawn;
    } else {
      const inventory = project.visible;
      const { index, rows } = inventory.state;
      const grouping = this.groupings.get(project.connection.id);
      const partial = rows === 'partial';
      const notices = noticeRows(project);
      const sameOrder = before.inventory === inventory && isDeepStrictEqual(before.grouping, grouping);
      if (!sameOrder) this.limits.clear();
      const sameRows = sameOrder && before.index === index;
      if (sameRows && before.partial === partial && isDeepStrictEqual(before.notices, notices)) return;
      const tree = sameRows ? before.rows : RowTree.of(index, grouping);
      this.snapshot = { inventory, index, grouping, partial, notices, rows: tree };
    }
    if (this.snapshot !== before) this.changes.fire(undefined);
  }

  private limit(groupId: string | undefined): number {
    return this.limits.get(groupId) ?? pageOfRows;
  }
}
