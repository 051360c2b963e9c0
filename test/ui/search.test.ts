import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { startEmulator, type RunningEmulator } from '../../src/emulator/emulator';
import { FaultServer } from '../support/faultServer';
import { page } from '../support/faults/answers';
import { faults } from '../support/faults/faults';
import { wireRow } from '../support/faults/wireRows';
import { enterSignIn } from '../support/signIn';
import { WorkbenchDetails } from '../support/workbenchDetails';
import { openWorkbenchForSuite, scenario } from '../support/workbenchSuite';

describe('searching', () => {
  let emulator: RunningEmulator;
  before(async () => {
    emulator = await startEmulator({ secrets: 5000 });
  });
  after(() => emulator.stop());
  const workbench = openWorkbenchForSuite();
  const open = async () => {
    await workbench().runCommand('CSMS: Search Secrets…');
    await workbench().quickInput.waitUntilOpen('Search Secrets');
    return workbench().quickInput;
  };

  scenario('finds, narrows, opens, reveals, copies and leads to a filter', (step) => {
    step('finds by name, best first, and says how many more there are', async () => {
      const { endpoint, projectId, token } = emulator;
      await enterSignIn(workbench(), { endpoint, projectId, token });
      const tree = await workbench().openView('CSMS', 'Secrets');
      await tree.waitForMessage(/: 5,000 secrets$/u);
      const quickInput = await open();
      await quickInput.type('payments-prod-db-password');
      const rows = await quickInput.waitForRows(
        'the best hit',
        (shown) => shown[0]?.label === 'payments-prod-db-password',
      );
      assert.equal(rows[0]?.icon, 'key');
      assert.ok(rows[0].focused, 'Enter takes the best hit');
      assert.equal(rows[0].description, 'rotates in 3 d');
      assert.match(rows[0].detail, /^env=prod · team=payments/u);
    });

    step('narrows by tag words and completes them', async () => {
      const { quickInput } = workbench();
      await quickInput.type('team:pay');
      const rows = await quickInput.waitForRows(
        'the hits and the way to narrow',
        (shown) =>
          shown.some(({ label }) => label.startsWith('card-gateway')) &&
          shown.some(({ label, heading }) => label === 'team:payments' && heading !== ''),
      );
      const at = rows.findIndex(({ label }) => label === 'team:payments');
      assert.equal(rows[at]?.heading, 'Narrow by tag');
      assert.ok(at === 5 && rows[0]?.focused === true, 'the best hits stand above the ways to narrow');
      for (const { label, detail } of rows) assert.match(`${label} ${detail}`, /team[:=]payments/u);
      await quickInput.type('team:payments env:staging db-password');
      await quickInput.waitForRows('few hits', (shown) =>
        shown.every(({ label }) => label.includes('staging-db-password')),
      );
    });

    step('finds by a part of the ID', async () => {
      const { quickInput } = workbench();
      await quickInput.type('9C41-E05D');
      await quickInput.waitForRows(
        'one hit',
        (rows) => rows.length === 1 && rows[0]?.label === 'payments-prod-db-password',
      );
    });

    step('Enter opens the details', async () => {
      const { quickInput } = workbench();
      await quickInput.type('payments-prod-card-gateway-api-key');
      await quickInput.waitForRows('the hit', (rows) => rows[0]?.label === 'payments-prod-card-gateway-api-key');
      await quickInput.accept();
      await new WorkbenchDetails(workbench().page).waitForHeading(/^payments-prod-card-gateway-api-key$/u);
    });

    step('a button of the hit shows it in the tree, also beyond the rows that are listed', async () => {
      const quickInput = await open();
      await quickInput.type('identity-prod-ldap-bind-legacy');
      await quickInput.waitForRows('the hit', (rows) => rows[0]?.label === 'identity-prod-ldap-bind-legacy');
      await quickInput.clickRowButton('identity-prod-ldap-bind-legacy', 'Reveal in Secrets View');
      const tree = await workbench().openView('CSMS', 'Secrets');
      const rows = await tree.waitForRows('the selected secret', (shown) => shown.some(({ selected }) => selected));
      assert.equal(rows.find(({ selected }) => selected)?.label, 'identity-prod-ldap-bind-legacy');
    });

    step('offers what was picked last first', async () => {
      const quickInput = await open();
      const rows = await quickInput.waitForRows(
        'the recent one',
        (shown) => shown[0]?.label === 'identity-prod-ldap-bind-legacy',
      );
      assert.equal(rows[0]?.heading, 'Recently picked');
    });

    step('copies the ID from a hit', async () => {
      const { quickInput } = workbench();
      await quickInput.clickRowButton('identity-prod-ldap-bind-legacy', 'Copy ID');
      await workbench().waitForClipboard(/^3b74f8e1-c06d-4a9b-8f27-d5e913a06c7b$/u);
    });

    step('turns the words into a filter', async () => {
      const { quickInput } = workbench();
      await quickInput.type('env:prod smtp');
      await quickInput.clickButton('Turn into a Filter');
      await quickInput.waitUntilOpen('Filter Secrets');
      await quickInput.waitForRow('env = prod');
      await quickInput.waitForRow('name contains smtp');
      await quickInput.cancel();
    });
  });

  describe('when secrets cannot be loaded', () => {
    let server: FaultServer;
    before(async () => {
      server = await FaultServer.start();
    });
    after(() => server.dispose());

    it('says so instead of finding nothing, and leads to loading again', async () => {
      server.play(page(), faults.forbidden); // the sign-in is tried out, then the load is refused
      await enterSignIn(workbench(), { endpoint: server.endpoint, projectId: 'a'.repeat(32), token: 'MIItoken' });
      const tree = await workbench().openView('CSMS', 'Secrets');
      await tree.waitForWelcome(/refuses access/u);
      await workbench().runCommand('CSMS: Search Secrets…');
      const { quickInput } = workbench();
      await quickInput.waitForRow('Retry: loading failed');
      await quickInput.type('main');
      const rows = await quickInput.waitForRows('the state', (shown) => shown[0]?.label === 'No secret matches so far');
      assert.equal(rows[1]?.label, 'Retry: loading failed');
      assert.match(rows[1].detail, /refuses access \(403\)/u);
      server.play(page(wireRow('db-main'), wireRow('api')));
      await quickInput.pick('Retry: loading failed');
      await quickInput.waitForRows('the hit', (shown) => shown.length === 1 && shown[0]?.label === 'db-main');
      await quickInput.cancel();
    });
  });

  describe('while secrets are still being loaded', () => {
    let slow: RunningEmulator;
    before(async () => {
      slow = await startEmulator({ secrets: 20_000, latencyMs: 3000 });
    });
    after(() => slow.stop());

    it('also asks the service, so that a secret on a page to come is found', async () => {
      const { endpoint, projectId, token } = slow;
      await enterSignIn(workbench(), { endpoint, projectId, token });
      const tree = await workbench().openView('CSMS', 'Secrets');
      await tree.waitForMessage(/of 20,000 secrets so far$/u);
      await workbench().runCommand('CSMS: Search Secrets…');
      await workbench().quickInput.type('web-staging-cdn-token');
      await workbench().quickInput.waitForRows('the secret', (rows) => rows[0]?.label === 'web-staging-cdn-token');
      assert.match(await tree.message(), /of 20,000 secrets so far$/u);
    });
  });
});
