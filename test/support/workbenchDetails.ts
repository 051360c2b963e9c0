import type { FrameLocator, Locator, Page } from 'playwright-core';
import { pastCards, textOf, waitForText, type PageElement } from './workbenchPage';
import { waitFor } from './workbenchWait';

/** A text, because the tests are compiled without the DOM's types. All that VS Code keeps in the browser, as JSON. */
const storedByTheWindow = `(async () => {
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const found = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      found.push(...(await done(database.transaction(store).objectStore(store).getAll())));
    }
    database.close();
  }
  return JSON.stringify(found);
})()`;

/** A row of the Overview: label and everything beside it. */
export interface DetailsFact {
  readonly label: string;
  readonly value: string;
}

/** The panel that tells all about one secret, by what is on screen. */
export class WorkbenchDetails {
  /** The visible panel. */
  readonly frame: FrameLocator;
  readonly body: Locator;

  constructor(private readonly page: Page) {
    this.frame = page.frameLocator('iframe.webview:visible').frameLocator('iframe#active-frame');
    this.body = this.frame.locator('body');
  }

  /** Waits until the heading is what was expected. */
  async waitForHeading(pattern: RegExp): Promise<void> {
    await waitForText(this.body.locator('h1'), pattern);
  }

  async text(): Promise<string> {
    return textOf(this.body.locator('main'));
  }

  /** Waits until what is on screen fits the pattern. */
  async waitForText(pattern: RegExp): Promise<void> {
    await waitForText(this.body.locator('main'), pattern);
  }

  async facts(): Promise<DetailsFact[]> {
    await this.waitForHeading(/\S/u);
    return this.body.locator('.field').evaluateAll((facts: PageElement[]) =>
      facts.map((fact) => ({
        label: fact.querySelector('dt')?.textContent?.trim() ?? '',
        value: (fact.querySelector('dd')?.textContent ?? '').replaceAll(/\s+/gu, ' ').trim(),
      })),
    );
  }

  async selectTab(name: RegExp): Promise<void> {
    await pastCards(this.page, (limit) => this.body.getByRole('tab', { name }).click(limit));
    await this.waitForTab(name);
  }

  /** Waits until the tab of that name is the chosen one. */
  async waitForTab(name: RegExp): Promise<void> {
    await this.body.getByRole('tab', { name, selected: true }).waitFor();
  }

  button(name: string): Locator {
    return this.body.getByRole('button', { name, exact: true }).first();
  }

  async clickButton(name: string): Promise<void> {
    await pastCards(this.page, (limit) => this.button(name).click(limit));
  }

  /** How many panels there are, seen or not. */
  async count(): Promise<number> {
    return this.page.locator('iframe.webview').count();
  }

  /**
   * Waits until the window has stored what it keeps of the panel. In a browser it does so every few seconds, and a
   * reload in between brings back what was before; on the desktop a reload stores first.
   */
  async waitUntilKept(secretId: string, tab: string): Promise<void> {
    const pattern = new RegExp(`${secretId}.{0,120}${tab}`, 'u');
    await waitFor('the window to store the panel', async () =>
      pattern.test(await this.page.evaluate<string>(storedByTheWindow)) ? true : undefined,
    );
  }
}
