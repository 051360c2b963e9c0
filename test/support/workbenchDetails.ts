import type { Frame, Locator, Page } from 'playwright-core';
import { pastCards, type PageElement } from './workbenchPage';
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
    const tab = (await this.document(/\S/u)).getByRole('tab', { name });
    await pastCards(this.page, (limit) => tab.click(limit));
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
    const button = (await this.button(name)).first();
    await pastCards(this.page, (limit) => button.click(limit));
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

  async #frame(): Promise<Frame | undefined> {
    for (const frame of this.page.frames()) {
      if (!frame.url().includes('/webview/browser/pre/fake.html')) continue;
      if (await (await frame.frameElement()).isVisible()) return frame;
    }
    return undefined;
  }
}
