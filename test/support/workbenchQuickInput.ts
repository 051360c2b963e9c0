import type { Locator, Page } from 'playwright-core';
import { codicon, exactly, named, waitForRows, waitForText, type PageElement } from './workbenchPage';
import { patience, waitFor } from './workbenchWait';

export interface QuickPickRow {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  /** The heading that stands above or beside the row. */
  readonly heading: string;
  /** `undefined` where rows are not ticked. */
  readonly ticked: boolean | undefined;
  readonly focused: boolean;
  /** The codicon's name, such as `key`. */
  readonly icon: string | undefined;
}

/** The box at the top of the window: the palette, quick picks and input boxes are all the same one. */
export class QuickInput {
  readonly #widget: Locator;
  readonly #rows: Locator;
  readonly #input: Locator;

  constructor(private readonly page: Page) {
    // A box that fades out is still there for a moment, and takes no keys.
    this.#widget = page.locator('.quick-input-widget:not(.quick-input-widget-closing)');
    this.#rows = this.#widget.locator('.quick-input-list .monaco-list-rows > .monaco-list-row');
    this.#input = this.#widget.locator('.quick-input-box input');
  }

  /** Waits until the box is there, with that title if one is given; with the step, where there are several. */
  async waitUntilOpen(title?: string): Promise<void> {
    await this.#widget.waitFor();
    if (title === undefined) return;
    await this.#widget
      .locator('.quick-input-title')
      .filter({ hasText: exactly(title) })
      .waitFor();
  }

  async waitUntilClosed(): Promise<void> {
    await this.#widget.waitFor({ state: 'hidden' });
  }

  async isOpen(): Promise<boolean> {
    return this.#widget.isVisible();
  }

  /** Waits for the prompt below an input box, or what is wrong with its value, to be what was expected. */
  async waitForMessage(pattern: RegExp): Promise<void> {
    await waitForText(this.#widget.locator('.quick-input-message'), pattern);
  }

  async isMasked(): Promise<boolean> {
    return (await this.#input.getAttribute('type')) === 'password';
  }

  async value(): Promise<string> {
    return this.#input.inputValue();
  }

  /** Waits until exactly this stands in the box. */
  async waitForValue(text: string): Promise<void> {
    await waitFor(`"${text}" in the box`, async () => ((await this.value()) === text ? true : undefined), {
      instead: () => this.value(),
    });
  }

  /** Replaces what stands in the box. A box that is hidden meanwhile is waited for, `timeout` ms at most. */
  async type(text: string, timeout = patience): Promise<void> {
    await this.#input.fill(text, { timeout });
  }

  async accept(): Promise<void> {
    await this.#input.press('Enter');
  }

  async cancel(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.waitUntilClosed();
  }

  async back(): Promise<void> {
    await this.clickButton('Back');
  }

  /** Clicks a button in the title bar or beside the input. */
  async clickButton(name: string): Promise<void> {
    const bars = this.#widget.locator('.quick-input-titlebar, .quick-input-inline-action-bar');
    await bars
      .getByRole('button', { name: named(name) })
      .first()
      .click();
  }

  /** Waits until `accept` likes the rows on screen, and answers with them. */
  async waitForRows(what: string, accept: (rows: readonly QuickPickRow[]) => boolean): Promise<QuickPickRow[]> {
    return waitForRows(what, () => this.#readRows(), accept, this.#widget);
  }

  async waitForRow(label: string): Promise<QuickPickRow> {
    const isIt = (row: QuickPickRow) => row.label === label;
    return (await this.waitForRows(`the row "${label}"`, (rows) => rows.some(isIt))).find(isIt)!;
  }

  /** Clicks the row: takes it, or ticks it where rows are ticked. */
  async pick(label: string): Promise<void> {
    await this.waitForRow(label);
    await this.#row(label).click();
  }

  async clickRowButton(label: string, button: string): Promise<void> {
    await this.waitForRow(label);
    await this.#row(label).hover();
    await this.#row(label)
      .getByRole('button', { name: named(button) })
      .click();
  }

  /** Waits until the row that Enter takes has that label. */
  async waitForFocused(label: RegExp, timeout: number): Promise<void> {
    const names = this.#widget.locator('.monaco-list-row.focused .label-name');
    await names.filter({ hasText: label }).first().waitFor({ timeout });
  }

  #row(label: string): Locator {
    const name = this.page.locator('.quick-input-list-row .label-name').getByText(label, { exact: true });
    return this.#rows.filter({ has: name }).first();
  }

  /** The rows on screen; those scrolled out of it do not exist in the page. */
  async #readRows(): Promise<QuickPickRow[]> {
    // A closed list keeps its rows in the page.
    if (!(await this.isOpen())) return [];
    const rows = await this.#rows.evaluateAll((elements: PageElement[]) =>
      elements
        .sort((a, b) => Number(a.getAttribute('data-index')) - Number(b.getAttribute('data-index')))
        .map((element) => {
          // Rows are reused: what a former row showed may still be there, hidden.
          const text = (selector: string): string => {
            const part = element.querySelector(selector);
            return part === null || part.offsetParent === null ? '' : (part.textContent ?? '');
          };
          const box = element.querySelector('[role="checkbox"], input[type="checkbox"]');
          const boxIsShown = box !== null && box.offsetParent !== null;
          return {
            label: text('.quick-input-list-row .label-name'),
            description: text('.quick-input-list-row .label-description'),
            detail: text('.quick-input-list-label-meta'),
            heading: text('.quick-input-list-separator'),
            ticked: boxIsShown ? element.getAttribute('aria-checked') === 'true' : undefined,
            focused: element.classList.contains('focused'),
            icon: element.querySelector('.quick-input-list-icon, .label-name .codicon')?.className,
          };
        }),
    );
    return rows.map((row) => ({ ...row, icon: codicon(row.icon) }));
  }
}
