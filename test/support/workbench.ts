import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/chromium.mjs';
import { outputFolder, projectRoot, sampleWorkspace } from '../../scripts/projectPaths.mjs';
import { startVscodeServer, type ServerOptions, type VscodeServer } from '../../scripts/vscodeServer.mjs';
import { WorkbenchEditor } from './workbenchEditor';
import { QuickInput } from './workbenchQuickInput';
import { TreeView } from './workbenchTree';
import { exactly, textOf, waitForText } from './workbenchPage';
import { patience, waitFor } from './workbenchWait';

export interface WorkbenchOptions extends ServerOptions {
  /** The workspace folder or file. `null` opens none; the sample workspace unless told otherwise. */
  readonly folder?: string | null;
  /** Pixels of the window. */
  readonly size?: { readonly width: number; readonly height: number };
}

/** A real VS Code in a real browser, used as a person would: by what is on screen, with keys and clicks. */
export class Workbench {
  readonly quickInput: QuickInput;
  readonly editor: WorkbenchEditor;
  /** Every address outside this VS Code that the page asked for. Nothing leaves the machine: all are answered empty. */
  readonly outsideRequests: string[] = [];
  /** What the page's console was told. */
  readonly consoleLines: string[] = [];

  private constructor(
    readonly server: VscodeServer,
    private readonly browser: Browser,
    private readonly context: BrowserContext,
    readonly page: Page,
  ) {
    this.quickInput = new QuickInput(page);
    this.editor = new WorkbenchEditor(page, this.quickInput);
  }

  /** Starts VS Code with the extension as it was last built, and waits until a window can be used. */
  static async open(options: WorkbenchOptions = {}): Promise<Workbench> {
    const extensions = options.extensions ?? (options.extensionsDir === undefined ? [projectRoot] : []);
    const server = await startVscodeServer({ ...options, extensions });
    let browser: Browser | undefined;
    try {
      browser = await launchBrowser();
      const context = await browser.newContext({
        viewport: options.size ?? { width: 1280, height: 800 },
        permissions: ['clipboard-read', 'clipboard-write'], // as a person grants them on the first paste
      });
      context.setDefaultTimeout(patience);
      const page = await context.newPage();
      const workbench = new Workbench(server, browser, context, page);
      await workbench.#prepare();
      const folder = options.folder === undefined ? sampleWorkspace : options.folder;
      await page.goto(server.windowUrl(folder === null ? {} : { folder }));
      await workbench.#waitUntilUsable();
      return workbench;
    } catch (error) {
      await browser?.close();
      await server.stop();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
  }

  /** Loads the window anew, as after "Developer: Reload Window": a new extension host, the same storage. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.#waitUntilUsable();
  }

  /**
   * Opens a second window on the same VS Code, with the same settings and storage. In a browser each window reads the
   * secrets once, when it opens, and hears of no change that another one makes; on the desktop it would.
   */
  async openSecondWindow(): Promise<Workbench> {
    const page = await this.context.newPage();
    const second = new Workbench(this.server, this.browser, this.context, page);
    await second.#prepare();
    await page.goto(this.page.url());
    await second.#waitUntilUsable();
    return second;
  }

  /** Runs a command by its full title, such as `CSMS: Refresh`. Waits for commands that are not registered yet. */
  async runCommand(title: string): Promise<void> {
    await waitFor(`the command "${title}"`, async () => {
      if (!(await this.quickInput.isOpen())) await this.page.keyboard.press('F1');
      // Whatever takes the focus meanwhile, such as a view that is shown, closes the palette. Then it is opened again.
      await this.quickInput.type(`>${title}`, 1_000);
      try {
        await this.quickInput.waitForFocused(exactly(title), 1_000);
      } catch (error) {
        // The palette lists the commands there are when it opens. It has to be opened again to see new ones.
        await this.quickInput.cancel();
        throw error;
      }
      return true;
    });
    await this.page.keyboard.press('Enter');
    await waitFor('the palette to give way', async () => {
      const palette = (await this.quickInput.isOpen()) && (await this.quickInput.value()).startsWith('>');
      return palette ? undefined : true;
    });
  }

  /** Clicks the icon in the activity bar, unless it is the open one, and answers with that container's view. */
  async openView(container: string, view: string): Promise<TreeView> {
    const name = `.action-label[aria-label="${container}"], .action-label[aria-label^="${container} "]`;
    const icon = this.page
      .locator('.activitybar .action-item:not(.checked)')
      .filter({ has: this.page.locator(name) })
      .first();
    const tree = new TreeView(this.page, view);
    await waitFor(
      `the view "${view}"`,
      async () => {
        if (await tree.pane.isVisible()) return true;
        // While a window restores its side bar, the click may come just after that, and close what it was to open.
        // Then the next round clicks again.
        if (await icon.isVisible()) await icon.click({ timeout: 2_000 });
        await tree.pane.waitFor({ timeout: 2_000 });
        return true;
      },
      { instead: () => textOf(this.page.locator('.sidebar')) },
    );
    return tree;
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Waits for a notification like that. */
  async notification(pattern: RegExp): Promise<void> {
    const messages = this.page.locator('.notifications-toasts .notification-list-item-message');
    await messages.filter({ hasText: pattern }).first().waitFor();
  }

  async clickDialogButton(name: string): Promise<void> {
    await this.page.locator('.monaco-dialog-box').getByRole('button', { name, exact: true }).click();
  }

  /** Waits until the clipboard holds a text that the pattern fits. */
  async waitForClipboard(pattern: RegExp): Promise<string> {
    // A string, because the tests are compiled without the DOM's types.
    const read = () => this.page.evaluate<string>('navigator.clipboard.readText()');
    return waitFor(
      `the clipboard to be like ${String(pattern)}`,
      async () => {
        const text = await read();
        return pattern.test(text) ? text : undefined;
      },
      { instead: read },
    );
  }

  /** The lines on screen in the Output panel, once they fit the pattern. */
  async output(pattern: RegExp): Promise<string> {
    return waitForText(this.page.locator('.output-view .view-lines'), pattern);
  }

  /** What can be read in the window, for asserting that something is nowhere on screen. */
  async visibleText(): Promise<string> {
    return textOf(this.page.locator('body'));
  }

  /** Saves what is on screen and answers with the picture's path. */
  async screenshot(name: string): Promise<string> {
    const path = join(outputFolder, 'screenshots', `${name.replaceAll(/[^\p{L}\d-]+/gu, '-')}.png`);
    mkdirSync(join(outputFolder, 'screenshots'), { recursive: true });
    await this.page.screenshot({ path });
    return path;
  }

  /** The files of this VS Code's user-data folder. */
  storedFiles(): { readonly name: string; readonly content: Buffer }[] {
    const root = this.server.userDataDir;
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => ({ name: relative(root, file), content: readFileSync(file) }));
  }

  async #prepare(): Promise<void> {
    this.page.on('console', (message) => this.consoleLines.push(message.text()));
    // tsx names functions through a helper that does not exist in the page, where some of them run.
    await this.page.addInitScript('globalThis.__name = (target) => target');
    await this.context.route(
      (url) => url.protocol.startsWith('http') && url.origin !== this.server.origin,
      async (route) => {
        this.outsideRequests.push(route.request().url());
        await route.fulfill({ body: '' });
      },
    );
  }

  async #waitUntilUsable(): Promise<void> {
    await this.page.locator('.monaco-workbench .activitybar .action-label').first().waitFor();
    // The shell of the window is drawn from what it was last time, before extensions are known.
    await this.page.locator('.statusbar .statusbar-item').first().waitFor();
  }
}
