import type { Locator, Page } from 'playwright-core';
import { named, spokenNames, type PageElement } from './workbenchPage';
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
  readonly icon: string | undefined;
  readonly buttons: readonly string[];
}

/** The box at the top of the window: the palette, quick picks and input boxes are all the same one. */
export class QuickInput {
  readonly #widget: Locator;
  readonly input: Locator;

  constructor(private readonly page: Page) {
    // A box that fades out is still there for a moment, and takes no keys.
    this.#widget = page.locator('.quick-input-widget:not(.quick-input-widget-closing)');
    this.input = this.#widget.locator('.quick-input-box input');
  }

  /** Waits until the box is there, with that title if one is given. */
  async waitUntilOpen(title?: string): Promise<void> {
    await waitFor(
      title === undefined ? 'a quick input' : `the quick input "${title}"`,
      async () => ((await this.isOpen()) && (title === undefined || (await this.title()) === title) ? true : undefined),
      { instead: () => this.title() },
    );
  }

  async waitUntilClosed(): Promise<void> {
    await this.#widget.waitFor({ state: 'hidden' });
  }

  async isOpen(): Promise<boolean> {
    return this.#widget.isVisible();
  }

  /** With the step, where there are several: `Sign In (2/4)`. */
  async title(): Promise<string> {
    return (await this.#widget.locator('.quick-input-title').textContent()) ?? '';
  }

  async placeholder(): Promise<string> {
    return (await this.input.getAttribute('placeholder')) ?? '';
  }

  /** The prompt below an input box, or what is wrong with its value. */
  async message(): Promise<string> {
    return this.#widget.locator('.quick-input-message').innerText();
  }

  /** The message, once it is what was expected. */
  async waitForMessage(pattern: RegExp): Promise<string> {
    return waitFor(
      `a message like ${String(pattern)}`,
      async () => {
        const message = await this.message();
        return pattern.test(message) ? message : undefined;
      },
      { instead: () => this.message() },
    );
  }

  async isMasked(): Promise<boolean> {
    return (await this.input.getAttribute('type')) === 'password';
  }

  async value(): Promise<string> {
    return this.input.inputValue();
  }

  /** Waits until exactly this stands in the box. */
  async waitForValue(text: string): Promise<void> {
    await waitFor(`"${text}" in the box`, async () => ((await this.value()) === text ? true : undefined), {
      instead: () => this.value(),
    });
  }

  /** Replaces what stands in the box. A box that is hidden meanwhile is waited for, `timeout` ms at most. */
  async type(text: string, timeout = patience): Promise<void> {
    await this.input.fill(text, { timeout });
  }

  /** The rows on screen; those scrolled out of it do not exist in the page. */
  async rows(): Promise<QuickPickRow[]> {
    // A closed list keeps its rows in the page.
    if (!(await this.isOpen())) return [];
    return this.#rowElements().evaluateAll((elements: PageElement[]) =>
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
          const icon = element.querySelector('.quick-input-list-icon, .label-name .codicon');
          return {
            label: text('.quick-input-list-row .label-name'),
            description: text('.quick-input-list-row .label-description'),
            detail: text('.quick-input-list-label-meta'),
            heading: text('.quick-input-list-separator'),
            ticked: boxIsShown ? element.getAttribute('aria-checked') === 'true' : undefined,
            focused: element.classList.contains('focused'),
            icon: /\bcodicon-([a-z0-9-]+)/.exec(icon?.className ?? '')?.[1],
            buttons: [...element.querySelectorAll('.quick-input-list-entry-action-bar .action-label')].map(
              (button) => button.getAttribute('aria-label') ?? '',
            ),
          };
        }),
    );
  }

  async waitForRow(label: string): Promise<QuickPickRow> {
    return waitFor(
      `the row "${label}" in the quick pick`,
      async () => (await this.rows()).find((row) => row.label === label),
      { instead: async () => (await this.rows()).map((row) => row.label) },
    );
  }

  /** Waits until `accept` likes the rows on screen, and answers with them. */
  async waitForRows(what: string, accept: (rows: readonly QuickPickRow[]) => boolean): Promise<QuickPickRow[]> {
    return waitFor(
      what,
      async () => {
        const rows = await this.rows();
        return accept(rows) ? rows : undefined;
      },
      { instead: async () => (await this.rows()).map((row) => row.label) },
    );
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

  /** The buttons in the title bar, and beside the input. */
  async buttons(): Promise<string[]> {
    return spokenNames(
      this.#widget.locator(
        '.quick-input-titlebar .action-label:visible, .quick-input-inline-action-bar .action-label:visible',
      ),
    );
  }

  async clickButton(name: string): Promise<void> {
    await this.#widget
      .locator('.quick-input-titlebar, .quick-input-inline-action-bar')
      .getByRole('button', { name: named(name) })
      .first()
      .click();
  }

  async back(): Promise<void> {
    await this.clickButton('Back');
  }

  async accept(): Promise<void> {
    await this.input.press('Enter');
  }

  async cancel(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.waitUntilClosed();
  }

  #rowElements(): Locator {
    return this.#widget.locator('.quick-input-list .monaco-list-rows > .monaco-list-row');
  }

  #row(label: string): Locator {
    const name = this.page.locator('.quick-input-list-row .label-name').getByText(label, { exact: true });
    return this.#rowElements().filter({ has: name }).first();
  }
}
