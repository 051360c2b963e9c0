import type { Locator, Page } from 'playwright-core';
import { patience, waitFor } from './workbenchWait';

/**
 * The part of a DOM element that the drivers read inside the page. The tests are compiled without the DOM's types,
 * because nothing else here may use a DOM.
 */
export interface PageElement {
  readonly textContent: string | null;
  readonly className: string;
  readonly classList: { contains(name: string): boolean };
  readonly offsetParent?: PageElement | null;
  getAttribute(name: string): string | null;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

/** Waits for rows in that part of the window that `accept` likes, and answers with them. */
export async function waitForRows<Row>(
  what: string,
  rows: () => Promise<Row[]>,
  accept: (rows: readonly Row[]) => boolean,
  part: Locator,
): Promise<Row[]> {
  return waitFor(
    what,
    async () => {
      const now = await rows();
      return accept(now) ? now : undefined;
    },
    { instead: () => textOf(part) },
  );
}

/** What can be read in a part of the window, which may be absent; editors show blanks as no-break spaces. */
export async function textOf(part: Locator): Promise<string> {
  return (await part.allInnerTexts()).join('\n').replaceAll('\u00a0', ' ');
}

/** That text, once it fits the pattern. */
export async function waitForText(part: Locator, pattern: RegExp, timeout = patience): Promise<string> {
  return waitFor(
    `a text like ${String(pattern)}`,
    async () => {
      const text = await textOf(part);
      return pattern.test(text) ? text : undefined;
    },
    { timeout, instead: () => textOf(part) },
  );
}

/** A pattern for exactly this text, blanks around it aside. */
export function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${escaped(text)}\\s*$`);
}

/** A pattern for a name that VS Code may have lengthened by a keybinding: `Back (Alt+Left)`. */
export function named(name: string): RegExp {
  return new RegExp(`^${escaped(name)}(?: \\(.*\\))?$`);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The name of the codicon in a class name, such as `key`. */
export function codicon(className: string | undefined): string | undefined {
  return /\bcodicon-([a-z0-9-]+)/.exec(className ?? '')?.[1];
}

/**
 * Points at something, or clicks it, although the card of a row may lie over it: the pointer leaves that row first. A
 * card that was on its way comes late, and a move may be lost while a page is loading; then it is done again.
 */
export async function pastCards(page: Page, act: (limit: { timeout: number }) => Promise<void>): Promise<void> {
  await waitFor('no card to lie over the place', async () => {
    await page.mouse.move(1, 1);
    await page.mouse.move(0, 0);
    await page.locator('.monaco-hover:visible').first().waitFor({ state: 'hidden', timeout: 2_000 });
    await act({ timeout: 2_000 });
    return true;
  });
}
