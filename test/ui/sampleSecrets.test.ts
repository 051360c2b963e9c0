import assert from 'node:assert/strict';
import { describe } from 'mocha';
import { openWorkbenchForSuite, scenario } from '../support/workbenchSuite';

describe('a newcomer without an account', () => {
  const workbench = openWorkbenchForSuite();

  scenario('finds, reads, copies and leaves the sample secrets', (step) => {
    step('is told what the view is for and finds the sample secrets by clicking', async () => {
      const view = await workbench().openView('CSMS', 'Secrets');
      await view.clickWelcome('Explore sample secrets');
      const rows = await view.waitForRows('groups', (shown) => shown.length > 5);
      assert.deepEqual(
        rows.map(({ label }) => label).filter((label) => ['app', 'env', 'team', 'Untagged'].includes(label)),
        ['app', 'env', 'team', 'Untagged'],
      );
      const env = rows.find(({ label }) => label === 'env')!;
      assert.equal(env.icon, 'tag');
      assert.match(env.description, /^\d+$/u);
      assert.match(env.spoken, /^env, \d+ secrets/u);
    });

    step('opens a tag and a value and reads the secrets, with what is due', async () => {
      const view = await workbench().openView('CSMS', 'Secrets');
      await view.expand(['team']);
      await view.expand(['team', 'payments']);
      const due = await view.row(['team', 'payments', 'payments-prod-db-password']);
      assert.equal(due.description, 'rotates in 3 d');
      await view.collapse(['team']);
      await view.expand(['app']);
      await view.expand(['app', 'directory']);
      const ending = await view.row(['app', 'directory', 'identity-prod-ldap-bind-legacy']);
      assert.equal(ending.icon, 'trash');
      assert.equal(ending.description, 'deletes in 5 d');
      assert.match(ending.spoken, /Pending deletion/u);
    });

    step('sees the same secrets after the window was loaded anew', async () => {
      await workbench().reload();
      const view = await workbench().openView('CSMS', 'Secrets');
      await view.waitForRows('groups', (shown) => shown.some(({ label }) => label === 'env'));
    });

    step('copies an ID from the row', async () => {
      const view = await workbench().openView('CSMS', 'Secrets');
      await view.expand(['app']);
      await view.expand(['app', 'directory']);
      await view.click(['app', 'directory', 'identity-prod-ldap-bind-legacy']);
      await view.clickRowAction(['app', 'directory', 'identity-prod-ldap-bind-legacy'], 'Copy ID');
      await workbench().waitForClipboard(/^3b74f8e1-c06d-4a9b-8f27-d5e913a06c7b$/u);
    });

    step('signs out and is where they began', async () => {
      await workbench().runCommand('CSMS: Sign Out');
      const view = await workbench().openView('CSMS', 'Secrets');
      await view.pane.getByRole('button', { name: 'Explore sample secrets' }).waitFor();
      assert.deepEqual(await view.rows(), []);
      assert.deepEqual(workbench().outsideRequests, []);
    });
  });
});
