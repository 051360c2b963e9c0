import type { Frame, Locator, Page } from 'playwright-core';
import type { PageElement } from './workbenchPage';
import { waitFor } from './workbenchWait';

/** A row of the Overview: label and everything beside it. */
export interface DetailsFact {
  readonly label: string;
  readonly value: string;
}

/** The panel that tells all about one secret, by what is on screen. */
export class WorkbenchDetails {
  constructor(private readonly page: Page) {}

  /** The document inside the panel, once its heading is what was expected. */
  async document(heading: RegExp): Promise<Frame> {
    return waitFor(
      `details with a heading like ${String(heading)}`,
      async () => {
        const frame = await this.#frame();
        return frame && heading.test(await frame.locator('h1').innerText({ timeout: 1_000 })) ? frame : undefined;
      },
      { instead: async () => (await this.#frame())?.locator('body').innerText({ timeout: 1_000 }) },
    );
  }

  async text(): Promise<string> {
    return (await this.#frame())?.locator('main').innerText() ?? '';
  }

  /** Waits until what is on screen fits the pattern. */
  async waitForText(pattern: RegExp): Promise<string> {
    return waitFor(
      `details like ${String(pattern)}`,
      async () => {
        const text = await this.text();
        return pattern.test(text) ? text : undefined;
      },
      { instead: () => this.text() },
    );
  }

  async facts(): Promise<DetailsFact[]> {
    const frame = await this.document(/\S/u);
    return frame.locator('.fact').evaluateAll((facts: PageElement[]) =>
      facts.map((fact) => ({
        label: fact.querySelector('dt')?.textContent?.trim() ?? '',
        value: (fact.querySelector('dd')?.textContent ?? '').replaceAll(/\s+/gu, ' ').trim(),
      })),
    );
  }

  async selectTab(name: RegExp): Promise<void> {
    await (await this.document(/\S/u)).getByRole('tab', { name }).click();
    await this.waitForTab(name);
  }

  /** Waits until the tab of that name is the chosen one. */
  async waitForTab(name: RegExp): Promise<void> {
    await (await this.document(/\S/u)).getByRole('tab', { name, selected: true }).waitFor();
  }

  async button(name: string): Promise<Locator> {
    return (await this.document(/\S/u)).getByRole('button', { name, exact: true });
  }

  async clickButton(name: string): Promise<void> {
    await (await this.button(name)).first().click();
  }

  /** How many panels there are, seen or not. */
  async count(): Promise<number> {
    return this.page.locator('iframe.webview').count();
  }

  async #frame(): Promise<Frame | undefined> {
    for (const frame of this.page.frames()) {
      if (!frame.url().includes('/webview/browser/pre/fake.html')) continue;
      if (await (await frame.frameElement()).isVisible()) return frame;
    }
    return undefined;
  }
}
