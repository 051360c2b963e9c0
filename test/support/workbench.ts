import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Frame, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/browser.mjs';
import { outputFolder, projectRoot, sampleWorkspace } from '../../scripts/projectPaths.mjs';
import { startVscodeServer, type ServerOptions, type VscodeServer } from '../../scripts/vscodeServer.mjs';
import { WorkbenchEditor } from './workbenchEditor';
import { exactly, type PageElement } from './workbenchPage';
import { QuickInput } from './workbenchQuickInput';
import { TreeView } from './workbenchTree';
import { patience, waitFor } from './workbenchWait';

export interface WorkbenchOptions extends ServerOptions {
  /** The workspace folder or file. `null` opens none; the sample workspace unless told otherwise. */
  readonly folder?: string | null;
  /** Pixels of the window. */
  readonly size?: { readonly width: number; readonly height: number };
}

export interface Notification {
  readonly severity: string;
  readonly message: string;
  readonly buttons: readonly string[];
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
    await waitFor(`the command "${title}"`, async () => ((await this.#focusCommand(title)) ? true : undefined), {
      instead: () => this.commands(title),
    });
    await this.page.keyboard.press('Enter');
    await waitFor('the palette to make room', async () => {
      const palette = (await this.quickInput.isOpen()) && (await this.quickInput.value()).startsWith('>');
      return palette ? undefined : true;
    });
  }

  /** The titles that the palette offers for this text. */
  async commands(text: string): Promise<string[]> {
    await waitFor('the palette', async () => {
      await this.#openPalette(text);
      return true;
    });
    const rows = await this.quickInput.rows();
    await this.quickInput.cancel();
    return rows.map(({ label }) => label);
  }

  /** Clicks the icon in the activity bar, unless it is the open one, and answers with that container's view. */
  async openView(container: string, view: string): Promise<TreeView> {
    const icon = this.page
      .locator('.activitybar .action-item')
      .filter({
        has: this.page.locator(`.action-label[aria-label="${container}"], .action-label[aria-label^="${container} "]`),
      })
      .first();
    const tree = new TreeView(this.page, view);
    return waitFor(
      `the view "${view}"`,
      async () => {
        if (await tree.pane.isVisible()) {
          return tree;
        }
        const isOpen = await icon.evaluate((element: PageElement) => element.classList.contains('checked'));
        if (!isOpen) {
          // While a window restores its side bar, the click may come just after that, and close what it was to open.
          // Then the next round clicks again.
          await icon.click();
        }
        await tree.pane.waitFor({ timeout: 2_000 });
        return tree;
      },
      { instead: () => this.visibleText(this.page.locator('.sidebar')) },
    );
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key);
    }
  }

  async notifications(): Promise<Notification[]> {
    return this.page.locator('.notifications-toasts .notification-list-item').evaluateAll((items: PageElement[]) =>
      items.map((item) => {
        const icon = item.querySelector('.notification-list-item-icon')?.className ?? '';
        return {
          severity: /\bcodicon-(info|warning|error)/.exec(icon)?.[1] ?? '',
          message: item.querySelector('.notification-list-item-message')?.textContent ?? '',
          buttons: [...item.querySelectorAll('.notification-list-item-buttons-container .monaco-button')].map(
            (button) => button.textContent ?? '',
          ),
        };
      }),
    );
  }

  async notification(pattern: RegExp): Promise<Notification> {
    return waitFor(
      `a notification like ${String(pattern)}`,
      async () => (await this.notifications()).find(({ message }) => pattern.test(message)),
      { instead: () => this.notifications() },
    );
  }

  async clickNotificationButton(pattern: RegExp, button: string): Promise<void> {
    await this.notification(pattern);
    await this.#toast(pattern).getByRole('button', { name: button, exact: true }).click();
  }

  async dismissNotification(pattern: RegExp): Promise<void> {
    await this.notification(pattern);
    await this.#toast(pattern).hover();
    await this.#toast(pattern)
      .getByRole('button', { name: /^Clear Notification/ })
      .click();
  }

  /** The text of the modal dialog, once there is one. */
  async dialog(): Promise<string> {
    return this.page.locator('.monaco-dialog-box').innerText();
  }

  async clickDialogButton(name: string): Promise<void> {
    await this.page.locator('.monaco-dialog-box').getByRole('button', { name, exact: true }).click();
  }

  /** Confirms VS Code's question whether to open an outside address, and answers with the address. */
  async confirmOutsideAddress(): Promise<string> {
    await this.page.locator('.monaco-dialog-box', { hasText: /open the external website/ }).waitFor();
    const opened = this.context.waitForEvent('page');
    await this.clickDialogButton('Open');
    const tab = await opened;
    await tab.waitForLoadState();
    const address = tab.url();
    await tab.close();
    return address;
  }

  async clipboard(): Promise<string> {
    // A string, because the tests are compiled without the DOM's types.
    return this.page.evaluate<string>('navigator.clipboard.readText()');
  }

  /** Waits until the clipboard holds a text that the pattern fits. */
  async waitForClipboard(pattern: RegExp): Promise<string> {
    return waitFor(
      `the clipboard to be like ${String(pattern)}`,
      async () => {
        const text = await this.clipboard();
        return pattern.test(text) ? text : undefined;
      },
      { instead: () => this.clipboard() },
    );
  }

  /** The document inside the visible webview. */
  async webview(): Promise<Frame> {
    return waitFor('a webview', async () => {
      for (const frame of this.page.frames()) {
        if (
          frame.url().includes('/webview/browser/pre/fake.html') &&
          (await (await frame.frameElement()).isVisible())
        ) {
          return frame;
        }
      }
      return undefined;
    });
  }

  /** The lines on screen in the Output panel, once one of them fits the pattern. */
  async output(pattern: RegExp): Promise<string> {
    const panel = this.page.locator('.output-view .view-lines');
    return waitFor(
      `the output panel to show ${String(pattern)}`,
      async () => {
        const text = plainBlanks(await panel.innerText());
        return pattern.test(text) ? text : undefined;
      },
      { instead: () => panel.innerText() },
    );
  }

  /** Saves what is on screen and answers with the picture's path. */
  async screenshot(name: string): Promise<string> {
    const path = join(outputFolder, 'screenshots', `${name.replaceAll(/[^\p{L}\d-]+/gu, '-')}.png`);
    mkdirSync(join(outputFolder, 'screenshots'), { recursive: true });
    await this.page.screenshot({ path });
    return path;
  }

  /** What can be read in a part of the window, for asserting that something is nowhere on screen. */
  async visibleText(part: Locator = this.page.locator('body')): Promise<string> {
    return plainBlanks(await part.innerText());
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

  async #openPalette(text: string): Promise<void> {
    if (!(await this.quickInput.isOpen())) {
      await this.page.keyboard.press('F1');
      await this.quickInput.waitUntilOpen();
    }
    // Whatever takes the focus meanwhile, such as a view that is shown, closes the palette. Then it is opened again.
    await this.quickInput.type(`>${text}`, 1_000);
  }

  async #focusCommand(title: string): Promise<boolean> {
    await this.#openPalette(title);
    const wanted = this.page
      .locator('.quick-input-list .monaco-list-row.focused .label-name')
      .filter({ hasText: exactly(title) });
    try {
      await wanted.waitFor({ timeout: 1_000 });
      return true;
    } catch {
      // The palette lists the commands there are when it opens. It has to be opened again to see new ones.
      await this.quickInput.cancel();
      return false;
    }
  }

  #toast(pattern: RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item').filter({ hasText: pattern }).first();
  }
}

/** Editors show blanks as no-break spaces. */
function plainBlanks(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}
