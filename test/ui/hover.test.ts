import assert from 'node:assert/strict';
import { describe } from 'mocha';
import { openWorkbenchForSuite, scenario } from '../support/workbenchSuite';

const legacy = '3b74f8e1-c06d-4a9b-8f27-d5e913a06c7b';

describe('a secret ID in a document', () => {
  const workbench = openWorkbenchForSuite();
  const view = () => workbench().openView('CSMS', 'Secrets');

  scenario('is explained, revealed, copied, found and completed', (step) => {
    step('is explained when the pointer rests on it, before the view was ever opened', async () => {
      await workbench().runCommand('CSMS: Explore Sample Secrets');
      await workbench().editor.open('main.tf');
      // The mark may be there before the card, and names the secret as well.
      const card = await workbench().editor.hover(legacy, /identity-prod-ldap-bind-legacy[^]*As of /);
      assert.match(card, /Pending deletion · Shared secret/);
      assert.match(card, /env = prod/);
      assert.match(card, /Scheduled deletion: in 5 days \(.*20\d\d.*\)/);
      await workbench().editor.leaveCard();
      // The list is there now: from here on the place is marked.
      await workbench().editor.waitForSquiggle();
      await workbench().editor.hover(legacy, /is pending deletion: .*20\d\d/);
      await workbench().screenshot('hover');
    });

    step('leads to the Secrets view, where the row is selected', async () => {
      await workbench().editor.clickInCard('Reveal in Secrets View');
      const tree = await view();
      await tree.waitForRows('the row', (rows) =>
        rows.some(({ label, selected }) => selected && label === 'identity-prod-ldap-bind-legacy'),
      );
    });

    step('is explained by keyboard, and its ID copied', async () => {
      await workbench().editor.open('deploy.log.txt');
      await workbench().editor.click('95d2c7a0-3e8f-4164-b79a-0f6e8d41b5c3');
      await workbench().page.mouse.move(0, 0);
      await workbench().page.keyboard.press('Control+K');
      await workbench().page.keyboard.press('Control+I');
      await workbench().editor.waitForCard(/web-staging-cdn-token[^]*Disabled/);
      await workbench().editor.clickInCard('Copy ID');
      await workbench().waitForClipboard(/^95d2c7a0-3e8f-4164-b79a-0f6e8d41b5c3$/);
    });

    step('is not explained when it is none of the project', async () => {
      await workbench().editor.leaveCard();
      await assert.rejects(workbench().editor.hover('00000000-1111-4222-8333-444444444444', /./, 3_000), /Waited 3 s/);
    });

    step('is found in the workspace, by ID and by name', async () => {
      await workbench().editor.open('main.tf');
      await workbench().editor.hover('"payments-prod-db-password"', /payments-prod-db-password/);
      await workbench().editor.clickInCard('Find in Workspace');
      const found = workbench().page.locator('.search-view .messages');
      await found.filter({ hasText: /5 results in 5 files/ }).waitFor();
    });

    step('is completed by name where Terraform wants one', async () => {
      await workbench().editor.open('secret-provider-class.yaml');
      await workbench().editor.click('web-staging-cdn-token');
      assert.ok((await workbench().editor.completions()).includes('web-staging-cdn-token'));
      await workbench().page.keyboard.press('Escape');
    });
  });
});
