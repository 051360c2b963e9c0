import type { Locator, Page } from 'playwright-core';
import { textOf, waitForText } from './workbenchPage';
import { patience, waitFor } from './workbenchWait';
import type { QuickInput } from './workbenchQuickInput';

/** Where a text stands on screen, in pixels. */
interface Place {
  readonly x: number;
  readonly y: number;
}

/** The active text editor. */
export class WorkbenchEditor {
  readonly #lines: Locator;
  readonly #card: Locator;

  constructor(
    private readonly page: Page,
    private readonly quickInput: QuickInput,
  ) {
    this.#lines = page.locator('.editor-instance .view-lines');
    this.#card = page.locator('.monaco-editor .monaco-hover:visible .hover-contents');
  }

  /** Opens a file of the workspace by its name, as Ctrl+P does. */
  async open(name: string): Promise<void> {
    const tab = this.page.locator('.tabs-container .tab.active').filter({ hasText: name }).first();
    // Whatever takes the focus meanwhile closes the list of files. Then it is opened again.
    await waitFor(`the file ${name}`, async () => {
      await this.page.keyboard.press('Control+P');
      await this.quickInput.type(name, 1_000);
      await this.quickInput.waitForFocused(new RegExp(name, 'u'), 2_000);
      await this.page.keyboard.press('Enter');
      await tab.waitFor({ timeout: 5_000 });
      return true;
    });
    await this.page.locator('.editor-instance .view-line').first().waitFor();
  }

  /** The text on screen, once it fits the pattern. */
  async waitForText(pattern: RegExp): Promise<string> {
    return waitForText(this.#lines.first(), pattern);
  }

  /** Rests the pointer on the text and answers with the card that appears, once it says what was expected. */
  async hover(text: string, pattern = /\S/, timeout = patience): Promise<string> {
    const deadline = Date.now() + timeout;
    for (;;) {
      const place = await this.#find(text);
      await this.page.mouse.move(place.x, place.y);
      try {
        // A pointer that rested there before the window was ready has to come again.
        return await this.waitForCard(pattern, Math.min(5_000, timeout));
      } catch (error) {
        if (Date.now() >= deadline) throw error;
        await this.page.mouse.move(0, 0);
      }
    }
  }

  /** What the cards say that are shown at a place in the text, once it is what was expected. */
  async waitForCard(pattern: RegExp, timeout = patience): Promise<string> {
    return waitForText(this.#card, pattern, timeout);
  }

  async clickInCard(link: string): Promise<void> {
    await this.#card.getByRole('link', { name: link, exact: true }).first().click();
  }

  /** Moves the pointer away and waits until no card is left. */
  async leaveCard(): Promise<void> {
    await this.page.mouse.move(0, 0);
    await this.page.keyboard.press('Escape');
    await this.#card.first().waitFor({ state: 'hidden' });
  }

  /** Puts the cursor into the text. */
  async click(text: string): Promise<void> {
    const place = await this.#find(text);
    await this.page.mouse.click(place.x, place.y);
  }

  /** The labels that completion offers where the cursor is. */
  async completions(): Promise<string[]> {
    await this.page.keyboard.press('Control+Space');
    const rows = this.page.locator('.suggest-widget.visible .monaco-list-row .label-name');
    await rows.first().waitFor();
    return rows.allInnerTexts();
  }

  /** Waits until a place is underlined as wrong. */
  async waitForSquiggle(): Promise<void> {
    await this.page.locator('.cdr[class*="squiggly"]').waitFor();
  }

  async #find(text: string): Promise<Place> {
    return waitFor(
      `the text "${text}" on screen`,
      async () => (await this.page.evaluate<Place | null>(placeOfText(text))) ?? undefined,
      { instead: () => textOf(this.#lines) },
    );
  }
}

/**
 * A program for the page: the middle of the first place where the text stands in an editor. An editor splits a line
 * into many spans, so the text is looked for in the whole line.
 */
function placeOfText(text: string): string {
  return `(() => {
    const text = ${JSON.stringify(text)};
    for (const line of document.querySelectorAll('.editor-instance .view-line')) {
      const start = line.textContent.replaceAll('\\u00a0', ' ').indexOf(text);
      if (start < 0) continue;
      const middle = start + Math.floor(text.length / 2);
      const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      let offset = 0;
      while (walker.nextNode()) {
        const node = walker.currentNode;
        if (middle < offset + node.length) {
          const range = document.createRange();
          range.setStart(node, middle - offset);
          range.setEnd(node, middle - offset + 1);
          const box = range.getBoundingClientRect();
          return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
        }
        offset += node.length;
      }
    }
    return null;
  })()`;
}
