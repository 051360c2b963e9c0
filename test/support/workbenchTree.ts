import type { Locator, Page } from 'playwright-core';
import {
  codicon,
  exactly,
  named,
  pastCards,
  textOf,
  waitForRows,
  waitForText,
  type PageElement,
} from './workbenchPage';
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
  readonly #message: Locator;
  readonly #welcome: Locator;

  constructor(
    private readonly page: Page,
    readonly title: string,
  ) {
    this.pane = page.locator('.sidebar .pane').filter({ has: page.locator('h3.title', { hasText: exactly(title) }) });
    this.#tree = this.pane.locator('.monaco-list[role="tree"]');
    this.#message = this.pane.locator('.tree-explorer-viewlet-tree-view > .message:not(.hide)');
    this.#welcome = this.pane.locator('.welcome-view:visible');
  }

  /** The message above the rows; empty when there is none. */
  async message(): Promise<string> {
    return textOf(this.#message);
  }

  /** Waits until the message above the rows is what was expected. */
  async waitForMessage(pattern: RegExp): Promise<void> {
    await waitForText(this.#message, pattern);
  }

  /** Waits until the text shown instead of rows, buttons included, is what was expected. */
  async waitForWelcome(pattern: RegExp): Promise<void> {
    await waitForText(this.#welcome, pattern);
  }

  /** Clicks a button or a link of the welcome text. */
  async clickWelcome(label: string): Promise<void> {
    await this.#welcome
      .locator('a')
      .filter({ hasText: exactly(label) })
      .click();
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
          const expanded = element.getAttribute('aria-expanded');
          return {
            label: text('.label-name'),
            description: text('.label-description'),
            level: Number(element.getAttribute('aria-level')),
            expanded: expanded === null ? undefined : expanded === 'true',
            selected: element.classList.contains('selected'),
            focused: element.classList.contains('focused'),
            icon: element.querySelector('.custom-view-tree-node-item-icon.codicon')?.className,
            spoken: element.getAttribute('aria-label') ?? '',
            index: Number(element.getAttribute('data-index')),
            isLast: element.getAttribute('data-last-element') === 'true',
          };
        }),
      );
    return rows.sort((a, b) => a.index - b.index).map((row) => ({ ...row, icon: codicon(row.icon) }));
  }

  /** Waits until `accept` likes the rows on screen, and answers with them. */
  async waitForRows(what: string, accept: (rows: readonly TreeRow[]) => boolean): Promise<TreeRow[]> {
    return waitForRows(what, () => this.rows(), accept, this.pane);
  }

  /** Waits for the row and scrolls to it. Its ancestors must be expanded. */
  async row(path: TreePath): Promise<TreeRow> {
    return waitFor(`the row ${path.join(' > ')}`, () => this.#find(path), { instead: () => textOf(this.pane) });
  }

  async expand(path: TreePath): Promise<void> {
    await this.#setExpanded(path, true);
  }

  async collapse(path: TreePath): Promise<void> {
    await this.#setExpanded(path, false);
  }

  /** Selects the row. */
  async click(path: TreePath): Promise<void> {
    await this.#label(await this.row(path)).click();
  }

  async doubleClick(path: TreePath): Promise<void> {
    await this.#label(await this.row(path)).dblclick();
  }

  /** What the row offers on hovering it, by name. */
  async rowActions(path: TreePath): Promise<string[]> {
    const row = this.#locate(await this.row(path));
    await pastCards(this.page, (limit) => row.hover(limit));
    const names = await this.#spokenNames(row.locator('.actions .action-label'));
    return names.map((each) => each.replace(/ \([^()]*\)$/, '')); // without the keybinding that VS Code appends
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
    const label = this.page.locator('.action-label').filter({ hasText: exactly(name) });
    const item = this.page.locator('.monaco-menu .action-item').filter({ has: label });
    await item.waitFor();
    // With the keyboard, because a layer over the page takes the mouse while a menu is open.
    const focused = this.page.locator('.monaco-menu .action-item.focused').filter({ has: label });
    await waitFor(`the focus on the menu's "${name}"`, async () => {
      if (await focused.isVisible()) return true;
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
    const names = await this.#spokenNames(items);
    await this.page.keyboard.press('Escape');
    await items.first().waitFor({ state: 'hidden' });
    return names;
  }

  /** The text of the card that appears when the pointer rests on the row. */
  async tooltip(path: TreePath): Promise<string> {
    const label = this.#label(await this.row(path));
    await pastCards(this.page, (limit) => label.hover(limit));
    return this.page.locator('.monaco-hover:visible .hover-contents').first().innerText();
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

  /** The names that elements are announced by. */
  async #spokenNames(elements: Locator): Promise<string[]> {
    return elements.evaluateAll((all: PageElement[]) => all.map((each) => each.getAttribute('aria-label') ?? ''));
  }

  #locate(row: TreeRow): Locator {
    return this.#tree.locator(`.monaco-list-rows > .monaco-list-row[data-index="${row.index}"]`);
  }

  /** A click on the label selects the row; one on its middle might hit an action. */
  #label(row: TreeRow): Locator {
    return this.#locate(row).locator('.label-name');
  }

  /** Reads the rows screen by screen, from the top, until that one is there or the last has been seen. */
  async #find(path: TreePath): Promise<TreeRow | undefined> {
    const ancestors: string[] = [];
    const screen = (await this.#tree.boundingBox())?.height ?? 0;
    await this.#scrollBy(-10_000, (rows) => rows.length === 0 || rows[0]?.index === 0);
    for (;;) {
      const rows = await this.rows();
      for (const row of rows) {
        ancestors.length = Math.min(ancestors.length, row.level - 1);
        ancestors[row.level - 1] = row.label;
        if (row.level === path.length && path.every((label, depth) => ancestors[depth] === label)) return row;
      }
      const last = rows.at(-1);
      if (last === undefined || last.isLast) return undefined;
      // Half a screen at a time, so that no row is skipped.
      await this.#scrollBy(screen / 2, (now) => (now.at(-1)?.index ?? 0) > last.index);
    }
  }

  /** Turns the wheel until `done`; a turn may be lost to a card that has just appeared under the pointer. */
  async #scrollBy(pixels: number, done: (rows: readonly TreeRow[]) => boolean): Promise<void> {
    await waitFor('the tree to scroll', async () => {
      if (done(await this.rows())) return true;
      await this.#tree.hover({ position: { x: 2, y: 2 }, force: true });
      await this.page.mouse.wheel(0, pixels);
      return undefined;
    });
  }
}
