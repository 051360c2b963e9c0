import type { Locator, Page } from 'playwright-core';
import { waitFor } from './workbenchWait';

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

/** A pattern for exactly this text, blanks around it aside. */
export function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${escaped(text)}\\s*$`);
}

/** A pattern for a name that VS Code may have lengthened by a keybinding: `Back (Alt+Left)`. */
export function named(name: string): RegExp {
  return new RegExp(`^${escaped(name)}(?: \\(.*\\))?$`);
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

/** The name that an element is announced by, without the keybinding that VS Code appends. */
export async function spokenNames(elements: Locator): Promise<string[]> {
  const names = await elements.evaluateAll((all: PageElement[]) =>
    all.map((element) => element.getAttribute('aria-label') ?? ''),
  );
  return names.map((name) => name.replace(/ \([^()]*\)$/, ''));
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
