import type { Locator } from 'playwright-core';

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
