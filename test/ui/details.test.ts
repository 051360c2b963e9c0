import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { projectRoot } from '../../scripts/projectPaths.mjs';
import { FaultServer } from '../support/faultServer';
import { page } from '../support/faults/answers';
import { faults } from '../support/faults/faults';
import { wireRow } from '../support/faults/wireRows';
import { enterSignIn } from '../support/signIn';
import { WorkbenchDetails } from '../support/workbenchDetails';
import { openWorkbenchForSuite, scenario } from '../support/workbenchSuite';
import { waitFor } from '../support/workbenchWait';

const payments = 'payments-prod-db-password';
const paymentsId = '6f1c9a52-7d3e-4b8a-9c41-e05d2b7f8a16';
const ldap = 'identity-prod-ldap-bind-legacy';
const ldapId = '3b74f8e1-c06d-4a9b-8f27-d5e913a06c7b';

/** What axe-core says of a page, as far as it is used here. */
interface AxeResult {
  readonly passes: readonly { readonly id: string }[];
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

/** A theme's name and the class that pages have under it. */
const themes = [
  ['Dark Modern', 'vscode-dark'],
  ['Light Modern', 'vscode-light'],
  ['Dark High Contrast', 'vscode-high-contrast'],
  ['Light High Contrast', 'vscode-high-contrast-light'],
] as const;

describe('the details of a secret', () => {
  const workbench = openWorkbenchForSuite();
  const details = () => new WorkbenchDetails(workbench().page);

  scenario('open, copy, filter, reveal and come back with the window', (step) => {
    step('open from the row, with every fact', async () => {
      const view = await workbench().openView('CSMS', 'Secrets');
      await view.clickWelcome('Explore sample secrets');
      await view.waitForRows('the tags', (rows) => rows.some(({ label }) => label === 'app'));
      await view.expand(['app']);
      await view.expand(['app', 'checkout']);
      await view.clickRowAction(['app', 'checkout', payments], 'Open Details');
      await details().waitForHeading(new RegExp(payments, 'u'));
      const facts = new Map((await details().facts()).map(({ label, value }) => [label, value]));
      assert.equal(facts.get('ID'), paymentsId);
      assert.equal(facts.get('State'), 'Enabled');
      assert.match(facts.get('Tags') ?? '', /env = prod.*cost center = R&D, west/u);
      assert.match(facts.get('Next rotation') ?? '', /^in 3 days .*20\d\d/u);
      assert.equal(facts.get('Rotation period'), '30 days');
      assert.equal(facts.get('KMS key ID'), undefined);
      assert.match(await details().text(), /As of .* ago|As of now/u);
    });

    step('a click on a row only selects it', async () => {
      const view = await workbench().openView('CSMS', 'Secrets');
      const rows = await view.rows();
      const other = rows.find(({ level, label }) => level === 3 && label !== payments)!;
      await view.click(['app', 'checkout', other.label]);
      await view.waitForRows('the selection', (shown) =>
        shown.some(({ selected, label }) => selected && label === other.label),
      );
      await details().waitForHeading(new RegExp(payments, 'u'));
    });

    step('a double click on a row opens it in the same panel', async () => {
      const view = await workbench().openView('CSMS', 'Secrets');
      const other = (await view.rows()).find(({ selected }) => selected)!;
      await view.doubleClick(['app', 'checkout', other.label]);
      await details().waitForHeading(new RegExp(`^${other.label}$`, 'u'));
      await view.doubleClick(['app', 'checkout', payments]);
      await details().waitForHeading(new RegExp(payments, 'u'));
      assert.equal(await details().count(), 1);
    });

    step('copy what they show, and say so', async () => {
      await details().clickButton('Copy ID');
      await workbench().waitForClipboard(new RegExp(`^${paymentsId}$`, 'u'));
      const { body } = details();
      await body.locator('[role="status"]', { hasText: 'Copied' }).waitFor({ state: 'attached' });
      await details().clickButton('Copy Description');
      await workbench().waitForClipboard(/^支付核心库/u);
    });

    step('show the secret as JSON, which can be copied', async () => {
      await details().selectTab(/^JSON$/u);
      const { body } = details();
      const shown = JSON.parse(await body.locator('pre').innerText()) as { readonly resource_id: string };
      assert.equal(shown.resource_id, paymentsId);
      await details().clickButton('Copy as JSON');
      assert.deepEqual(JSON.parse(await workbench().waitForClipboard(/^\{/u)), shown);
    });

    step('open with the keyboard alone: Enter in the tree, arrows between the tabs', async () => {
      const view = await workbench().openView('CSMS', 'Secrets');
      await workbench().runCommand('CSMS: Focus on Secrets View');
      await waitFor('the focus on the first row', async () => {
        await workbench().press('Home');
        return (await view.rows())[0]?.focused === true ? true : undefined;
      });
      await workbench().press('Enter'); // a group is closed and opened by it, as in every tree
      await view.waitForRows('the group to close', (rows) => rows[0]?.expanded === false);
      await workbench().press('Enter');
      await view.waitForRows('the group to open', (rows) => rows[0]?.expanded === true && rows[1]?.level === 2);
      await workbench().press('ArrowDown', 'ArrowRight');
      const rows = await view.waitForRows('the secrets', (shown) => shown[2]?.level === 3);
      await workbench().press('ArrowDown', 'Enter');
      const name = rows[2]!.label;
      await details().waitForHeading(new RegExp(`^${name}$`, 'u'));
      const { body } = details();
      await details().waitForTab(/^JSON$/u); // the tab stays the chosen one
      const tab = body.getByRole('tab', { name: 'JSON' });
      await waitFor('the focus on the tab', async () => {
        await workbench().press('Tab');
        return (await tab.evaluate('document.activeElement.textContent.trim()')) === 'JSON' ? true : undefined;
      });
      await workbench().press('ArrowRight'); // from the last to the first
      await details().waitForTab(/^Overview$/u);
      await workbench().press('End', 'ArrowLeft');
      await details().waitForTab(/^Tags/u);
      assert.equal(await details().count(), 1);
    });

    step('filter the tree by one of the tags', async () => {
      // From the tree, because a page takes the focus back late, and what has lost the focus closes.
      await (await workbench().openView('CSMS', 'Secrets')).focus();
      await workbench().runCommand('CSMS: Open Details');
      await workbench().quickInput.waitUntilOpen('Search Secrets');
      await workbench().quickInput.type(ldap);
      await workbench().quickInput.waitForRows('the hit', (rows) => rows[0]?.label === ldap);
      await workbench().quickInput.accept();
      await details().waitForHeading(new RegExp(ldap, 'u'));
      await details().waitForTab(/^Tags/u);
      await details().clickButton('Filter by app = directory');
      const view = await workbench().openView('CSMS', 'Secrets');
      await view.waitForMessage(/: app = directory: \d+ of 300 secrets$/u);
      await workbench().runCommand('CSMS: Clear Filter');
      await view.waitForMessage(/: 300 secrets$/u);
    });

    step('reveal the secret in the tree', async () => {
      await details().clickButton('Reveal in Secrets View');
      const view = await workbench().openView('CSMS', 'Secrets');
      await view.waitForRows('the secret', (rows) => rows.some(({ selected, label }) => selected && label === ldap));
    });

    step('are there again after the window was loaded anew, with the same tab', async () => {
      await details().waitUntilKept(ldapId, 'tags');
      await workbench().reload();
      await details().waitForHeading(new RegExp(ldap, 'u'));
      await details().waitForTab(/^Tags/u);
      assert.equal(await details().count(), 1);
      assert.deepEqual(workbench().outsideRequests, []);
    });

    step('say so when the person signed out, and what to do', async () => {
      await workbench().runCommand('CSMS: Sign Out');
      await details().waitForHeading(/^You are signed out$/u);
      await details().button('Sign In…').waitFor();
      assert.doesNotMatch(await details().text(), new RegExp(ldap, 'u'));
    });
  });

  describe('that changes', () => {
    let server: FaultServer;
    before(async () => {
      server = await FaultServer.start();
      await workbench().runCommand('View: Close All Editors');
    });
    after(() => server.dispose());
    const row = (description: string) =>
      wireRow('one', {
        row: { sys_tags: [{ key: '_sys_enterprise_project_id', value: '0' }] },
        detail: { description },
      });

    scenario('follow the service, and say what went wrong', (step) => {
      step('draw hostile text as text', async () => {
        server.play(page(row('<img src=x onerror=alert(1)> <b>bold</b> \u202e $(flame)')));
        await enterSignIn(workbench(), { endpoint: server.endpoint, projectId: 'a'.repeat(32), token: 'MIItoken' });
        const view = await workbench().openView('CSMS', 'Secrets');
        await view.waitForMessage(/: 1 secret$/u);
        await view.expand(['env']);
        await view.expand(['env', 'prod']);
        await view.pickFromMenu(['env', 'prod', 'one'], 'Open Details');
        await details().waitForHeading(/^one$/u);
        const { body } = details();
        const facts = new Map((await details().facts()).map(({ label, value }) => [label, value]));
        assert.equal(facts.get('Description'), '<img src=x onerror=alert(1)> <b>bold</b> \\u202e $(flame)');
        assert.equal(await body.locator('main img, main b').count(), 0);
        assert.equal(facts.get('KMS key ID'), 'b168fe00-ff56-495d-a7a6-974efccabb70');
      });

      step('show system tags apart, without a filter', async () => {
        await details().selectTab(/^Tags/u);
        const { body } = details();
        assert.deepEqual(await body.getByRole('table').evaluateAll((all) => all.length), 2);
        await body.getByRole('table', { name: 'System tags' }).getByText('_sys_enterprise_project_id').waitFor();
        assert.equal(await body.getByRole('button', { name: /^Filter by/u }).count(), 1);
      });

      step('follow a refresh and keep the focus', async () => {
        server.play(page(row('another description')));
        await details().selectTab(/^Overview/u);
        const refresh = details().button('Refresh');
        await refresh.focus();
        await workbench().press('Enter');
        await details().waitForText(/another description/u);
        const { body } = details();
        assert.equal(await body.evaluate('document.activeElement.label'), 'Refresh');
      });

      step('keep the secret under a refresh that failed, and say so', async () => {
        server.play(faults.unauthorized);
        await details().clickButton('Refresh');
        await details().waitForText(/The last refresh failed\. .*\(401\)/u);
        await details().waitForText(/another description/u);
      });

      step('say that the secret is gone once it is', async () => {
        server.play(page(wireRow('two')));
        await workbench().runCommand('CSMS: Refresh');
        await details().waitForHeading(/^This secret is not in the project any more$/u);
      });

      step('say why nothing could be loaded, and load it with Retry', async () => {
        server.play(faults.unauthorized);
        await details().waitUntilKept('id-of-one', 'overview');
        await workbench().reload();
        await details().waitForHeading(/^The secrets could not be loaded$/u);
        server.play(page(row('is back')));
        await details().clickButton('Retry');
        await details().waitForText(/is back/u);
      });

      step('belong to the project they were opened in', async () => {
        await enterSignIn(workbench(), { endpoint: server.endpoint, projectId: 'b'.repeat(32), token: 'MIItoken' });
        await details().waitForHeading(/^This secret belongs to another project$/u);
      });
    });
  });

  describe('for everyone', () => {
    const axe = readFileSync(path.join(projectRoot, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');

    async function violations(): Promise<string[]> {
      const { body } = details();
      await body.evaluate(axe);
      const { passes, violations: found } = await body.evaluate<AxeResult, unknown>('axe.run()', undefined);
      assert.ok(
        passes.some(({ id }) => id === 'color-contrast'),
        'axe has seen the page',
      );
      return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    }

    before(async () => {
      await workbench().runCommand('View: Close All Editors');
      await workbench().runCommand('CSMS: Explore Sample Secrets');
      const view = await workbench().openView('CSMS', 'Secrets');
      await view.waitForRows('the tags', (rows) => rows.some(({ label }) => label === 'app'));
      await workbench().runCommand('CSMS: Open Details');
      await workbench().quickInput.waitUntilOpen('Search Secrets');
      await workbench().quickInput.type(payments);
      await workbench().quickInput.waitForRows('the hit', (rows) => rows[0]?.label === payments);
      await workbench().quickInput.accept();
      await details().waitForHeading(new RegExp(payments, 'u'));
    });

    /** The window keeps the tree in the focus meanwhile; a page would take it back late and close the list. */
    async function chooseTheme(theme: string, kind: string): Promise<void> {
      const themed = details().frame.locator(`body.${kind}`);
      if (await themed.isVisible()) return;
      await (await workbench().openView('CSMS', 'Secrets')).focus();
      await workbench().press('Control+K', 'Control+T');
      await workbench().quickInput.waitUntilOpen();
      await workbench().quickInput.type(theme);
      await workbench().quickInput.waitForRows('the theme', (rows) =>
        rows.some(({ label, focused }) => label === theme && focused),
      );
      await workbench().quickInput.accept();
      await themed.waitFor();
    }

    for (const [theme, kind] of themes) {
      for (const tab of [/^Overview/u, /^Tags/u, /^JSON/u]) {
        it(`axe finds nothing in ${theme}, ${tab.source.slice(1)}`, async () => {
          await chooseTheme(theme, kind);
          await details().selectTab(tab);
          assert.deepEqual(await violations(), []);
        });
      }
    }

    it('axe finds nothing when the person is signed out', async () => {
      await workbench().runCommand('CSMS: Sign Out');
      await details().waitForHeading(/^You are signed out$/u);
      assert.deepEqual(await violations(), []);
    });

    it('nothing is wider than a narrow panel', async () => {
      await workbench().runCommand('CSMS: Explore Sample Secrets');
      await details().waitForHeading(new RegExp(payments, 'u'));
      await workbench().page.setViewportSize({ width: 640, height: 800 });
      for (const tab of [/^Overview/u, /^Tags/u, /^JSON/u]) {
        await details().selectTab(tab);
        const { body } = details();
        assert.equal(await body.evaluate('document.documentElement.scrollWidth - innerWidth'), 0);
        assert.ok((await body.evaluate<number, unknown>('innerWidth', undefined)) < 320);
      }
    });
  });
});
