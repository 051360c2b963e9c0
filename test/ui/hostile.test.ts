import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe } from 'mocha';
import type { Locator } from 'playwright-core';
import { assertInert, assertLegible, tells } from '../support/attackChecks';
import { attacks, type Attack } from '../support/attacks';
import { FaultServer } from '../support/faultServer';
import { answer, page } from '../support/faults/answers';
import { wireRow } from '../support/faults/wireRows';
import { enterSignIn } from '../support/signIn';
import { WorkbenchDetails } from '../support/workbenchDetails';
import type { PageElement } from '../support/workbenchPage';
import { openWorkbenchForSuite, scenario } from '../support/workbenchSuite';
import { waitFor } from '../support/workbenchWait';

/** One of each kind; other suites try all. */
const worst: readonly Attack[] = [
  'link to a command',
  'bare address',
  'image',
  'image that fails',
  'drawing',
  'script',
  'icon that spins',
  'override to the left',
  'message in tag characters',
  'towers on each letter',
  'very long of links',
  'name in both directions',
].map((name) => attacks.find((attack) => attack.name === name)!);

const idOf = (at: number): string => `00000000-0000-4000-8000-${at.toString(16).padStart(12, '0')}`;

const rows = worst.map(({ text }, at) =>
  wireRow(`${String.fromCharCode(97 + at)} ${text}`, {
    row: { resource_id: idOf(at), tags: [{ key: text, value: text }] },
    detail: { id: idOf(at), description: text, state: text, secret_type: text, kms_key_id: text },
  }),
);

/** What of a part of the window is more than text. */
interface Parts {
  readonly text: string;
  readonly links: readonly string[];
  readonly images: number;
  readonly icons: readonly string[];
  /** Elements that only markup makes. */
  readonly markup: readonly string[];
}

function partsOf(element: PageElement): Parts {
  const all = (selector: string) => [...element.querySelectorAll(selector)];
  return {
    text: element.textContent ?? '',
    links: all('a, [data-href]').map((link) => link.getAttribute('data-href') ?? link.getAttribute('href') ?? ''),
    images: all('img, image, iframe, video, object, embed').length,
    icons: all('.codicon').map(({ className }) => className),
    markup: all('h2, h3, table, code, pre, input, blockquote, em, del, style, script, form').map(
      ({ className, textContent }) => `${className} ${textContent}`,
    ),
  };
}

describe('hostile text on screen', () => {
  let server: FaultServer;
  const folder = mkdtempSync(join(tmpdir(), 'csms-hostile-'));
  before(async () => {
    writeFileSync(join(folder, 'ids.txt'), worst.map((_, at) => `${idOf(at)}\n`).join(''));
    server = await FaultServer.start();
  });
  after(async () => {
    await server.dispose();
    rmSync(folder, { recursive: true });
  });
  const workbench = openWorkbenchForSuite(() => ({ folder, settings: { 'window.autoDetectColorScheme': true } }));
  const view = () => workbench().openView('CSMS', 'Secrets');
  const details = () => new WorkbenchDetails(workbench().page);

  let scheme: 'dark' | 'light' = 'dark';

  /**
   * With `CSMS_EXPLORER_PICTURES` set, in a dark and in a light theme. A card closes when the theme changes: there is
   * one picture of each, in turns.
   */
  async function picture(name: string, isCard = false): Promise<void> {
    if (process.env.CSMS_EXPLORER_PICTURES === undefined) return;
    const { page: window } = workbench();
    for (let left = isCard ? 1 : 2; left > 0; left--) {
      await workbench().screenshot(`hostile ${name} ${scheme}`);
      scheme = scheme === 'dark' ? 'light' : 'dark';
      await window.emulateMedia({ colorScheme: scheme });
      await window
        .locator(scheme === 'dark' ? '.monaco-workbench.vs-dark' : '.monaco-workbench.vs')
        .first()
        .waitFor();
    }
  }

  async function inspect(part: Locator): Promise<Parts> {
    return part.evaluate(partsOf);
  }

  function assertOnlyText({ links, images, icons, markup }: Parts, ownLinks?: RegExp): void {
    assert.deepEqual(
      links.filter((link) => !(ownLinks?.test(link) ?? false)),
      [],
    );
    assert.deepEqual({ images, icons, markup }, { images: 0, icons: [], markup: [] });
  }

  /** The card about one of the secrets, wherever it is shown. */
  async function assertCard(attack: Attack, at: number, card: Locator): Promise<void> {
    const parts = await inspect(card);
    assertOnlyText(
      parts,
      new RegExp(
        `^command:csmsExplorer\\.(?:openDetails|revealInTree|copyId|findReferences)\\?(?:%5B%22|\\[")${idOf(at)}(?:%22%5D|"\\])$`,
        'u',
      ),
    );
    assert.ok(parts.links.length >= 4);
    for (const line of parts.text.split('\n')) assertLegible(line, attack, 5000);
    assert.ok(tells(parts.text, attack.text));
  }

  async function flatRows() {
    const tree = await view();
    return tree.waitForRows('all rows', (shown) => shown.length === worst.length && shown[0]!.icon !== 'tag');
  }

  after(() => {
    assert.deepEqual(workbench().outsideRequests, [], 'nothing is fetched from anywhere');
  });

  scenario('is text in every list, card, prompt and page', (step) => {
    step('of the service, in a prompt, is text', async () => {
      const message = '[x](command:csmsExplorer.signOut) $(sync~spin) <img src=x onerror=alert(1)> \u202egnp';
      server.play(answer(400, JSON.stringify({ error_code: 'CSMS.0001', error_msg: message })));
      await workbench().page.emulateMedia({ colorScheme: scheme });
      await enterSignIn(workbench(), { endpoint: server.endpoint, projectId: 'a'.repeat(32), token: 'MIItoken' });
      await workbench().quickInput.waitForMessage(/The service says/u);
      const shown = workbench().page.locator('.quick-input-widget .quick-input-message');
      const parts = await inspect(shown);
      assertOnlyText({ ...parts, icons: parts.icons.filter((icon) => !icon.includes('codicon-error')) });
      assert.ok(tells(parts.text, message));
      await picture('message');
      server.play(page(...rows));
      await workbench().quickInput.accept();
      await workbench().quickInput.waitUntilClosed();
    });

    step('is text in the rows of tags', async () => {
      const tree = await view();
      const shown = await tree.waitForRows('the tags', (now) => now.length === worst.length && now[0]?.icon === 'tag');
      for (const attack of worst)
        assert.ok(
          shown.some(({ label }) => tells(label, attack.text)),
          attack.name,
        );
      const parts = await inspect(tree.pane.locator('.monaco-list-rows'));
      const own = /custom-view-tree-node-item-icon|action-label|monaco-tl-twistie/u;
      assertOnlyText({ ...parts, links: [], icons: parts.icons.filter((icon) => !own.test(icon)) });
      await picture('tags');
    });

    step('is text in Group By…', async () => {
      await view();
      await workbench().runCommand('CSMS: Group By…');
      await workbench().quickInput.waitForRow('Flat list');
      await assertLists('Tag keys');
      await picture('group by');
      await workbench().quickInput.pick('Flat list');
    });

    async function assertLists(what: string): Promise<void> {
      const list = workbench().page.locator('.quick-input-widget .quick-input-list .monaco-list-rows');
      const parts = await inspect(list);
      const own = /quick-input-list-icon|action-label/u;
      const labels = await list
        .locator('.label-name .codicon, .label-description .codicon, .quick-input-list-label-meta .codicon')
        .evaluateAll((icons: PageElement[]) => icons.map(({ className }) => className));
      assert.deepEqual(labels, [], `icons in the texts of ${what}`);
      assertOnlyText({ ...parts, links: [], icons: parts.icons.filter((icon) => !own.test(icon)), markup: [] });
      assert.doesNotMatch(parts.text, /\\\$\(/u, 'an escape that is seen');
    }

    step('is text in the rows of secrets, and in their cards', async () => {
      const shown = await flatRows();
      const tree = await view();
      for (const [at, attack] of worst.entries()) {
        const { label, description } = shown[at]!;
        assertInert(attack, { plain: [label, description], maxLength: 400 });
        await tree.tooltip([label]);
        const card = workbench().page.locator('.monaco-hover:visible .hover-contents').first();
        await waitFor(`the card of ${attack.name}`, async () =>
          (await inspect(card)).links.some((link) => link.includes(idOf(at))) ? true : undefined,
        );
        await assertCard(attack, at, card);
        if (['link to a command', 'towers on each letter', 'override to the left'].includes(attack.name))
          await picture(`card ${attack.name}`, true);
      }
    });

    step('is text in the cards of documents', async () => {
      await workbench().editor.open('ids.txt');
      for (const [at, attack] of worst.entries()) {
        await workbench().editor.hover(idOf(at), /Open Details/u);
        const card = workbench()
          .page.locator('.monaco-editor .monaco-hover:visible .hover-contents')
          .filter({ hasText: 'Open Details' });
        await assertCard(attack, at, card.first());
        if (attack.name === 'icon that spins') await picture('hover', true);
        await workbench().editor.leaveCard();
      }
    });

    step('is text in the hits of the search', async () => {
      await workbench().runCommand('CSMS: Search Secrets…');
      const shown = await workbench().quickInput.waitForRows('hits', (now) => now.length >= 5 && now[0]!.detail !== '');
      assert.ok(shown.some(({ label }) => tells(label, worst[0]!.text)));
      await assertLists('the search');
      await picture('search');
      await workbench().quickInput.type('image');
      await workbench().quickInput.type('$(');
      await workbench().quickInput.waitForRows('the icon', (now) =>
        now.some(({ label }) => label.includes('$(sync~spin)')),
      );
      await assertLists('the search');
      await picture('search for an icon');
      await workbench().quickInput.cancel();
    });

    step('is text in the filter prompt, its titles and the words above the rows', async () => {
      const { quickInput } = workbench();
      await workbench().runCommand('CSMS: Filter Secrets…');
      await quickInput.type('$(');
      const key = await quickInput.waitForRows('the icon', (now) =>
        now.some(({ label }) => label === '$(sync~spin) Loading'),
      );
      assert.ok(key.length > 0);
      await assertLists('the filter prompt');
      await picture('filter');
      await quickInput.pick('$(sync~spin) Loading');
      await quickInput.waitUntilOpen('Tag Condition: Values of $(sync~spin) Loading');
      await assertLists('the values');
      await picture('values');
      await quickInput.pick('$(sync~spin) Loading');
      await quickInput.accept();
      await quickInput.waitForRow('Apply Filter');
      await assertLists('the conditions');
      await quickInput.pick('Apply Filter');
      const tree = await view();
      await tree.waitForMessage(/\$\(sync~spin\) Loading/u);
      const parts = await inspect(tree.pane.locator('.tree-explorer-viewlet-tree-view > .message'));
      assertOnlyText(parts);
      await picture('message above rows');
      await workbench().runCommand('CSMS: Clear Filter');
    });

    step('is text in the details', async () => {
      const shown = await flatRows();
      const tree = await view();
      for (const [at, attack] of worst.entries()) {
        await tree.doubleClick([shown[at]!.label]);
        await untilShown(attack);
        await assertPage(attack);
        if (
          ['script', 'very long of links', 'name in both directions', 'towers on each letter'].includes(attack.name)
        ) {
          await workbench().page.mouse.move(0, 0);
          await picture(`details ${attack.name}`);
        }
      }
      await details().selectTab(/^Tags/u);
      await picture('details tags');
      await details().selectTab(/^JSON$/u);
      await picture('details json');
    });

    async function untilShown(attack: Attack): Promise<void> {
      await waitFor(`the details of ${attack.name}`, async () => {
        const facts = await details().facts();
        return facts.find(({ label, value }) => label === 'Description' && tells(value, attack.text));
      });
    }

    async function assertPage(attack: Attack): Promise<void> {
      const { body } = details();
      const parts = await inspect(body.locator('main'));
      assert.deepEqual(
        { links: parts.links, images: parts.images, icons: parts.icons },
        { links: [], images: 0, icons: [] },
      );
      for (const line of parts.text.split('\n')) assertLegible(line.trim(), attack, 50_000);
      assert.equal(await body.locator('main script, main style').count(), 0);
      assert.equal(await body.locator('svg:not(.icon)').count(), 0);
      const width = await body.evaluate<readonly number[], unknown>(
        '[document.documentElement.scrollWidth, innerWidth]',
        undefined,
      );
      assert.ok(width[0]! <= width[1]!, `${attack.name} makes the page ${width.join(' of ')} wide`);
    }

    step('is text in the list of open editors', async () => {
      const tree = await view();
      const shown = await flatRows();
      await tree.doubleClick([shown[6]!.label]);
      await untilShown(worst[6]!);
      await workbench().editor.open('ids.txt');
      await workbench().page.keyboard.press('F1');
      await workbench().quickInput.type('edt ');
      await workbench().quickInput.waitForRows('the editors', (now) => now.length >= 2);
      await assertLists('the editors');
      await picture('editors');
      await workbench().quickInput.cancel();
    });
  });
});
