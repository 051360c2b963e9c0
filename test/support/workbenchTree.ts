import type { Locator, Page } from 'playwright-core';
import { exactly, named, pastCards, spokenNames, type PageElement } from './workbenchPage';
import { waitFor } from './workbenchWait';

/** A row of a tree as a person sees it. */
export interface TreeRow {
  readonly label: string;
  readonly description: string;
  /** From 1. */
  readonly level: number;
  /** `undefined` for a row that has no children. */
  readonly expanded: boolean | undefined;
  readonly selected: boolean;
  readonly focused: boolean;
  /** The codicon's name, such as `key`. */
  readonly icon: string | undefined;
  /** What a screen reader says. */
  readonly spoken: string;
  /** Its place among all visible rows of the tree, from 0. */
  readonly index: number;
  readonly isLast: boolean;
}

/** The labels from a root row down to the row that is meant: the same secret stands under several tags. */
export type TreePath = readonly [string, ...string[]];

/** A tree view in the side bar. It must be visible; `Workbench.openView` makes it so. */
export class TreeView {
  readonly pane: Locator;
  readonly #tree: Locator;

  constructor(
    private readonly page: Page,
    readonly title: string,
  ) {
    this.pane = page.locator('.sidebar .pane').filter({ has: page.locator('h3.title', { hasText: exactly(title) }) });
    this.#tree = this.pane.locator('.monaco-list[role="tree"]');
  }

  /** What stands in the header beside the title, such as `12 secrets`. */
  async description(): Promise<string> {
    return (await this.pane.locator('.pane-header .description').textContent()) ?? '';
  }

  /** The message above the rows; empty when there is none. */
  async message(): Promise<string> {
    const message = this.pane.locator('.tree-explorer-viewlet-tree-view > .message:not(.hide)');
    return (await message.count()) === 0 ? '' : await message.innerText();
  }

  /** The message, once it is what was expected. */
  async waitForMessage(pattern: RegExp): Promise<string> {
    return waitFor(
      `a message like ${String(pattern)} above the rows`,
      async () => {
        const message = await this.message();
        return pattern.test(message) ? message : undefined;
      },
      { instead: () => this.message() },
    );
  }

  /** The text shown instead of rows, buttons included; empty while rows are shown. */
  async welcome(): Promise<string> {
    const welcome = this.pane.locator('.welcome-view');
    return (await welcome.isVisible()) ? await welcome.innerText() : '';
  }

  /** The welcome text, once it is what was expected. */
  async waitForWelcome(pattern: RegExp): Promise<string> {
    return waitFor(
      `a welcome text like ${String(pattern)}`,
      async () => {
        const text = await this.welcome();
        return pattern.test(text) ? text : undefined;
      },
      { instead: () => this.#instead() },
    );
  }

  /** Clicks a button or a link of the welcome text. */
  async clickWelcome(label: string): Promise<void> {
    await this.pane
      .locator('.welcome-view a')
      .filter({ hasText: exactly(label) })
      .click();
  }

  /** The buttons in the view's title, whose container has no other view. */
  async titleActions(): Promise<string[]> {
    return spokenNames(this.page.locator('.sidebar .composite.title .title-actions .action-label:visible'));
  }

  async clickTitleAction(name: string): Promise<void> {
    await this.page
      .locator('.sidebar .composite.title')
      .getByRole('button', { name: named(name) })
      .click();
  }

  /** The rows on screen; those scrolled out of it do not exist in the page. */
  async rows(): Promise<TreeRow[]> {
    const rows = await this.#tree
      .locator('.monaco-list-rows > .monaco-list-row')
      .evaluateAll((elements: PageElement[]) =>
        elements.map((element) => {
          const text = (selector: string): string => element.querySelector(selector)?.textContent ?? '';
          const icon = element.querySelector('.custom-view-tree-node-item-icon.codicon');
          const expanded = element.getAttribute('aria-expanded');
          return {
            label: text('.label-name'),
            description: text('.label-description'),
            level: Number(element.getAttribute('aria-level')),
            expanded: expanded === null ? undefined : expanded === 'true',
            selected: element.classList.contains('selected'),
            focused: element.classList.contains('focused'),
            icon: /\bcodicon-([a-z0-9-]+)/.exec(icon?.className ?? '')?.[1],
            spoken: element.getAttribute('aria-label') ?? '',
            index: Number(element.getAttribute('data-index')),
            isLast: element.getAttribute('data-last-element') === 'true',
          };
        }),
      );
    return rows.sort((a, b) => a.index - b.index);
  }

  /** Every row, scrolling from the first to the last. */
  async allRows(): Promise<TreeRow[]> {
    const all: TreeRow[] = [];
    await this.#scrollThrough((rows) => {
      all.push(...rows.slice(all.length - (rows[0]?.index ?? 0)));
      return undefined;
    });
    return all;
  }

  /** Waits until `accept` likes the rows on screen, and answers with them; does `meanwhile` after each look. */
  async waitForRows(
    what: string,
    accept: (rows: readonly TreeRow[]) => boolean,
    meanwhile?: () => Promise<void>,
  ): Promise<TreeRow[]> {
    return waitFor(
      what,
      async () => {
        const rows = await this.rows();
        if (accept(rows)) {
          return rows;
        }
        await meanwhile?.();
        return undefined;
      },
      { instead: () => this.#instead() },
    );
  }

  /** Waits for the row and scrolls to it. Its ancestors must be expanded. */
  async row(path: TreePath): Promise<TreeRow> {
    return waitFor(`the row ${path.join(' > ')}`, () => this.#find(path), { instead: () => this.#instead() });
  }

  async expand(path: TreePath): Promise<void> {
    await this.#setExpanded(path, true);
  }

  async collapse(path: TreePath): Promise<void> {
    await this.#setExpanded(path, false);
  }

  /** Clicks the row, with the modifiers held: one selects it, Control adds it to the selection. */
  async click(path: TreePath, ...modifiers: ('Control' | 'Shift')[]): Promise<void> {
    await this.#label(await this.row(path)).click({ modifiers });
  }

  async doubleClick(path: TreePath): Promise<void> {
    await this.#label(await this.row(path)).dblclick();
  }

  /** What the row offers on hovering it, by name. */
  async rowActions(path: TreePath): Promise<string[]> {
    const row = this.#locate(await this.row(path));
    await pastCards(this.page, (limit) => row.hover(limit));
    return spokenNames(row.locator('.actions .action-label'));
  }

  async clickRowAction(path: TreePath, name: string): Promise<void> {
    const row = this.#locate(await this.row(path));
    await pastCards(this.page, (limit) => row.hover(limit));
    await row
      .locator('.actions')
      .getByRole('button', { name: named(name) })
      .click();
  }

  /** Opens the row's context menu and picks the item of that name. */
  async pickFromMenu(path: TreePath, name: string): Promise<void> {
    await this.#label(await this.row(path)).click({ button: 'right' });
    // By its label, since its spoken name has the key in it.
    const item = this.page.locator('.monaco-menu .action-label').filter({ hasText: exactly(name) });
    await item.waitFor();
    // With the keyboard, because a layer over the page takes the mouse while a menu is open.
    await waitFor(`the focus on the menu's "${name}"`, async () => {
      const focused = this.page.locator('.monaco-menu .action-item.focused .action-label');
      if ((await focused.count()) > 0 && (await focused.first().innerText()).trim() === name) return true;
      await this.page.keyboard.press('ArrowDown');
      return undefined;
    });
    await this.page.keyboard.press('Enter');
    await item.waitFor({ state: 'hidden' });
  }

  /** The names in the row's context menu, which is closed again. */
  async menuOf(path: TreePath): Promise<string[]> {
    await this.#label(await this.row(path)).click({ button: 'right' });
    const items = this.page.locator('.monaco-menu .action-item:not(.disabled) .action-label:not(.separator)');
    await items.first().waitFor();
    const names = await items.evaluateAll((labels: PageElement[]) =>
      labels.map((label) => label.getAttribute('aria-label') ?? ''),
    );
    await this.page.keyboard.press('Escape');
    await items.first().waitFor({ state: 'hidden' });
    return names;
  }

  /** The text of the card that appears when the pointer rests on the row. */
  async tooltip(path: TreePath): Promise<string> {
    const label = this.#label(await this.row(path));
    await pastCards(this.page, (limit) => label.hover(limit));
    const hover = this.page.locator('.monaco-hover:visible .hover-contents').first();
    await hover.waitFor();
    return hover.innerText();
  }

  /** Gives the keyboard to the tree, as F6 or a click would. */
  async focus(): Promise<void> {
    await this.#tree.focus();
  }

  async #setExpanded(path: TreePath, expanded: boolean): Promise<void> {
    const row = await this.row(path);
    if (row.expanded === undefined) {
      throw new Error(`The row ${path.join(' > ')} has no children.`);
    }
    if (row.expanded !== expanded) {
      await this.#locate(row).locator('.monaco-tl-twistie').click();
    }
    await waitFor(`the row ${path.join(' > ')} to be ${expanded ? 'expanded' : 'collapsed'}`, async () => {
      const rows = await this.rows();
      const now = rows.find(({ index }) => index === row.index);
      const child = rows.find(({ index }) => index === row.index + 1);
      const childrenAreThere = child !== undefined && child.level > row.level;
      // A row counts as expanded once its children are there; a tree asks for them only then.
      return now?.expanded === expanded && (!expanded || childrenAreThere || !now.isLast) ? now : undefined;
    });
  }

  #locate(row: TreeRow): Locator {
    return this.#tree.locator(`.monaco-list-rows > .monaco-list-row[data-index="${row.index}"]`);
  }

  /** A click on the label selects the row; one on its middle might hit an action. */
  #label(row: TreeRow): Locator {
    return this.#locate(row).locator('.label-name');
  }

  async #find(path: TreePath): Promise<TreeRow | undefined> {
    const ancestors: string[] = [];
    return this.#scrollThrough((rows) =>
      rows.find((row) => {
        ancestors.length = Math.min(ancestors.length, row.level - 1);
        ancestors[row.level - 1] = row.label;
        return row.level === path.length && path.every((label, depth) => ancestors[depth] === label);
      }),
    );
  }

  /** Shows `look` the rows screen by screen, from the top, until it answers or the last row has been seen. */
  async #scrollThrough<T>(look: (rows: readonly TreeRow[]) => T | undefined): Promise<T | undefined> {
    await this.#scrollBy(-10_000, (rows) => rows.length === 0 || rows[0]?.index === 0);
    const screen = (await this.#tree.boundingBox())?.height ?? 0;
    for (;;) {
      const rows = await this.rows();
      const answer = look(rows);
      if (answer !== undefined || rows.length === 0 || rows.at(-1)?.isLast === true) {
        return answer;
      }
      const last = rows.at(-1)?.index ?? 0;
      // Half a screen at a time, so that no row is skipped.
      await this.#scrollBy(screen / 2, (now) => (now.at(-1)?.index ?? 0) > last);
    }
  }

  /** Turns the wheel until `done`; a turn may be lost to a card that has just appeared under the pointer. */
  async #scrollBy(pixels: number, done: (rows: readonly TreeRow[]) => boolean): Promise<void> {
    const tree = await this.#tree.boundingBox();
    await this.waitForRows('the tree to scroll', done, async () => {
      await this.page.mouse.move((tree?.x ?? 0) + 2, (tree?.y ?? 0) + 2);
      await this.page.mouse.wheel(0, pixels);
    });
  }

  async #instead(): Promise<unknown> {
    const welcome = await this.welcome();
    const rows = await this.rows();
    return welcome || rows.map(({ label, description, level }) => `${'  '.repeat(level - 1)}${label} (${description})`);
  }
}
