import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { InventoryState } from '../../inventory/inventory';
import type { ShownSecrets } from '../../inventory/shownSecrets';
import { RowTree, type GroupRow, type Row, type SecretRow } from '../../inventory/rows';
import type { SecretIndex } from '../../inventory/secretIndex';
import type { Grouping } from '../../inventory/grouping';
import { secretCard } from '../hover/secretCard';
import { noticeRows, type NoticeRow } from './notices';
import { treeItem, type TreeRow } from './treeItem';

/** Rows that a group shows at first, and that each "Show more" adds. */
const pageOfRows = 500;

/**
 * Rows say how old data is and how soon something is due, so they are drawn again after this time (ms): a failure's age
 * counts in minutes, a due date in hours.
 */
const redrawAges = { failure: 60_000, dueDates: 60 * 60_000 } as const;

/** Growing lists are redrawn at most this often (ms), so that a fast load is not slowed by its own picture. */
const redrawInterval = 250;

interface Picture {
  readonly index: SecretIndex;
  readonly grouping: Grouping;
  readonly partial: boolean;
  readonly notices: readonly NoticeRow[];
  readonly rows: RowTree;
}

/**
 * Draws the inventory as rows. Rows have stable ids made from their path, so the editor keeps what is expanded and
 * selected. It asks for nothing but the first load, and redraws only when something that is drawn has changed.
 */
export class SecretsTree implements vscode.TreeDataProvider<TreeRow>, vscode.Disposable {
  readonly onDidChangeTreeData: vscode.Event<TreeRow | undefined>;
  private readonly changes = new vscode.EventEmitter<TreeRow | undefined>();
  private readonly subscription: { dispose(): void };
  private readonly limits = new Map<string | undefined, number>();
  private picture: Picture | undefined;
  private timer: NodeJS.Timeout | undefined;
  private ageTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly shown: ShownSecrets,
    private readonly grouping: () => Grouping,
    private readonly canOpenConsole: () => boolean,
    private readonly isExpired: () => boolean,
    private readonly onError: (error: unknown) => void,
  ) {
    this.onDidChangeTreeData = this.changes.event;
    this.subscription = shown.onDidChange((state) => this.scheduleRedraw(state));
  }

  getChildren(row?: TreeRow): TreeRow[] {
    if (row === undefined) {
      const { completeness, failure, cancelled, loading } = this.shown.state;
      // The state holds the outcome; what failed or was cancelled is tried again only when the person asks.
      if (completeness === 'none' && !loading && !failure && !cancelled) this.shown.load().catch(this.onError);
      const { notices, rows } = this.currentPicture();
      this.redrawWhenAged(notices);
      return [...notices, ...rows.children(undefined, this.limit(undefined))];
    }
    if (row.kind !== 'group') return [];
    return [...this.currentPicture().rows.children(row, this.limit(row.id))];
  }

  getParent(row: TreeRow): TreeRow | undefined {
    return row.kind === 'notice' ? undefined : row.parent;
  }

  getTreeItem(row: TreeRow): vscode.TreeItem {
    return treeItem(row, {
      now: Date.now(),
      partial: this.currentPicture().partial,
      canOpenConsole: this.canOpenConsole(),
    });
  }

  resolveTreeItem(item: vscode.TreeItem, row: TreeRow): vscode.TreeItem {
    if (row.kind === 'secret') {
      item.tooltip = secretCard(row.secret, {
        now: Date.now(),
        loadedAt: this.shown.state.loadedAt,
        canOpenConsole: this.canOpenConsole(),
      });
    }
    return item;
  }

  /** Lets a group (or the top level) show more of its rows. */
  showMore(groupId: string | undefined): void {
    this.limits.set(groupId, this.limit(groupId) + pageOfRows);
    this.changes.fire(undefined);
  }

  /** The row at which a secret stands first, with room made for it in its groups. `undefined` when it is not shown. */
  rowOf(secretId: string): SecretRow | undefined {
    const path = this.currentPicture().rows.pathTo(secretId) ?? [];
    const row = path.at(-1);
    if (row?.kind !== 'secret') return undefined;
    let parent: GroupRow | undefined;
    let grown = false;
    for (const each of path) {
      grown = this.makeRoomFor(each, parent) || grown;
      parent = each.kind === 'group' ? each : undefined;
    }
    if (grown) this.changes.fire(undefined);
    return row;
  }

  /** Raises the limit of the parent until the row is among its children. */
  private makeRoomFor(row: Row, parent: GroupRow | undefined): boolean {
    let grown = false;
    for (;;) {
      const children = this.currentPicture().rows.children(parent, this.limit(parent?.id));
      if (children.some(({ id }) => id === row.id) || children.at(-1)?.kind !== 'more') return grown;
      this.limits.set(parent?.id, this.limit(parent?.id) + pageOfRows);
      grown = true;
    }
  }

  /** Draws anew if anything that is drawn has changed. */
  redraw(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const before = this.picture;
    this.picture = this.draw(before);
    if (this.picture !== before) this.changes.fire(undefined);
  }

  /** Forgets what was drawn: another connection's rows are none of these. */
  reset(): void {
    this.picture = undefined;
    this.limits.clear();
    this.changes.fire(undefined);
  }

  dispose(): void {
    clearTimeout(this.timer);
    clearTimeout(this.ageTimer);
    this.subscription.dispose();
    this.changes.dispose();
  }

  private scheduleRedraw({ loading, index }: InventoryState): void {
    // The first rows and the last are drawn at once; those between may wait.
    if (!loading || index.size === 0 || this.picture === undefined || this.picture.index.size === 0) this.redraw();
    else this.timer ??= setTimeout(() => this.redraw(), redrawInterval);
  }

  private redrawWhenAged(notices: readonly NoticeRow[]): void {
    clearTimeout(this.ageTimer);
    const age = notices.some(({ notice }) => notice.kind === 'failure') ? redrawAges.failure : redrawAges.dueDates;
    this.ageTimer = setTimeout(() => this.changes.fire(undefined), age);
  }

  private currentPicture(): Picture {
    return (this.picture ??= this.draw(undefined));
  }

  private draw(before: Picture | undefined): Picture {
    const state = this.shown.state;
    const { index } = state;
    const grouping = this.grouping();
    const partial = state.completeness === 'partial';
    const notices = noticeRows(state, {
      isFiltered: this.shown.filter !== undefined,
      isExpired: this.isExpired(),
    });
    const sameRows = before?.index === index && sameGrouping(before.grouping, grouping);
    if (before && sameRows && before.partial === partial && isDeepStrictEqual(before.notices, notices)) return before;
    if (before && !sameGrouping(before.grouping, grouping)) this.limits.clear();
    return { index, grouping, partial, notices, rows: sameRows ? before.rows : new RowTree(index, grouping) };
  }

  private limit(groupId: string | undefined): number {
    return this.limits.get(groupId) ?? pageOfRows;
  }
}

function sameGrouping(one: Grouping, other: Grouping): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
