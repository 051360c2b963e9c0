import assert from 'node:assert/strict';
import { after, before, describe } from 'mocha';
import { FaultServer } from '../support/faultServer';
import { page } from '../support/faults/answers';
import { faults } from '../support/faults/faults';
import { wireRow } from '../support/faults/wireRows';
import { enterSignIn } from '../support/signIn';
import { openWorkbenchForSuite, scenario } from '../support/workbenchSuite';

describe('when things go wrong', () => {
  let server: FaultServer;
  before(async () => {
    server = await FaultServer.start();
  });
  after(() => server.dispose());
  const workbench = openWorkbenchForSuite();
  const tagged = (name: string, env: string) => wireRow(name, { row: { tags: [{ key: 'env', value: env }] } });

  scenario('each failure says what happened, offers what helps, and keeps what was there', (step) => {
    step('an empty project is said to be empty', async () => {
      server.play(page());
      await enterSignIn(workbench(), { endpoint: server.endpoint, projectId: 'a'.repeat(32), token: 'MIItoken' });
      const view = await workbench().openView('CSMS', 'Secrets');
      await view.waitForWelcome(/This project has no secrets/u);
    });

    for (const [fault, words, action] of [
      ['unauthorized', /does not accept the sign-in \(401\)/u, 'Sign In…'],
      ['forbidden', /refuses access \(403\)/u, 'Sign In…'],
      ['notFound', /does not know this project \(404\)/u, 'Sign In…'],
      ['notImplemented', /cannot be reached/u, 'Retry'],
      ['htmlAs200', /not from CSMS/u, 'Retry'],
      ['badRequest', /could not be loaded/u, 'Retry'],
    ] as const) {
      step(`nothing to show and ${fault}: the view says what happened and offers ${action}`, async () => {
        server.play(faults[fault]);
        await workbench().runCommand('CSMS: Refresh');
        const view = await workbench().openView('CSMS', 'Secrets');
        await view.waitForWelcome(words);
        await view.pane.locator('.welcome-view .monaco-button', { hasText: action }).waitFor();
        assert.deepEqual(await view.rows(), []);
      });
    }

    step('Retry brings the secrets', async () => {
      server.play(page(tagged('a', 'prod'), tagged('b', 'test')));
      const view = await workbench().openView('CSMS', 'Secrets');
      await view.clickWelcome('Retry');
      await view.waitForRows('the secrets', (rows) => rows.some(({ label }) => label === 'env'));
    });

    step('a refresh keeps what is expanded and selected, and shows what is new', async () => {
      const view = await workbench().openView('CSMS', 'Secrets');
      await view.expand(['env']);
      await view.expand(['env', 'prod']);
      await view.click(['env', 'prod', 'a']);
      server.play(page(tagged('a', 'prod'), tagged('a2', 'prod'), tagged('b', 'test')));
      await workbench().runCommand('CSMS: Refresh');
      const rows = await view.waitForRows('the new secret', (shown) => shown.some(({ label }) => label === 'a2'));
      assert.ok(rows.find(({ label }) => label === 'a')?.selected);
    });

    step('an expired sign-in keeps the rows, says so on top and offers to sign in', async () => {
      server.play(faults.unauthorized);
      await workbench().runCommand('CSMS: Refresh');
      const view = await workbench().openView('CSMS', 'Secrets');
      const rows = await view.waitForRows('the failure', (shown) => shown[0]?.label === 'Sign-in not accepted');
      assert.ok(rows.some(({ label }) => label === 'a2'));
      assert.deepEqual(await view.rowActions(['Sign-in not accepted']), ['Sign In…', 'Retry', 'Show Log']);
      assert.match(await view.tooltip(['Sign-in not accepted']), /not accepted \(401\)/u);
    });

    step('the log tells the ids of the request and what the service said, and not the token', async () => {
      await workbench().runCommand('CSMS: Show Log');
      // Long lines are broken where the panel ends.
      const log = await workbench().output(
        /unauthorized\s\(401,\sCSMS\.0009\)[^[]*request-1,\ssequence\s[0-9a-f-]{36}\):\sNo\./u,
      );
      assert.doesNotMatch(log, /MIItoken/u);
    });

    for (const [title, text] of [
      ['Search Secrets', 'a2'],
      ['Filter Secrets', 'env=prod'],
    ] as const) {
      step(`${title} says that the sign-in is refused, signs in, and goes on where it was`, async () => {
        const { quickInput } = workbench();
        const isSignIn = ({ label }: { readonly label: string }) => label === 'Sign In…';
        // A page that is still loading takes the focus late, and a list that has lost it closes.
        await workbench().runCommand('View: Close All Editors');
        server.play(faults.unauthorized);
        await workbench().runCommand('CSMS: Refresh');
        const view = await workbench().openView('CSMS', 'Secrets');
        await view.waitForRows('the failure', (shown) => shown[0]?.label === 'Sign-in not accepted');
        await workbench().runCommand(`CSMS: ${title}…`);
        await quickInput.waitUntilOpen(title);
        await quickInput.type(text);
        const rows = await quickInput.waitForRows('the way to sign in', (shown) => shown.some(isSignIn));
        assert.match(rows.find(isSignIn)!.detail, /not accepted \(401\)/u);
        await quickInput.pick('Sign In…');
        await quickInput.waitForMessage(/IAM token of the project/u);
        server.play(page(tagged('a', 'prod'), tagged('a2', 'prod')));
        await quickInput.type('MIInewer');
        await quickInput.accept();
        await quickInput.waitUntilOpen(title);
        await quickInput.waitForValue(text);
        await quickInput.waitForRows('an answer', (shown) => shown.length > 0 && !shown.some(isSignIn));
        await quickInput.cancel();
      });
    }

    for (const [fault, label, actions] of [
      ['forbidden', 'No permission to list secrets', ['Sign In…', 'Retry', 'Show Log']],
      ['throttledForLong', 'The service asks for fewer requests', ['Retry', 'Show Log']],
    ] as const) {
      step(`a refresh that ends in ${fault} keeps the rows and tells their age, and Retry mends it`, async () => {
        server.play(faults[fault]);
        await workbench().runCommand('CSMS: Refresh');
        const view = await workbench().openView('CSMS', 'Secrets');
        const rows = await view.waitForRows('the failure', (shown) => shown[0]?.label === label);
        assert.ok(rows.some((row) => row.label === 'env'));
        assert.match(rows[0]?.description ?? '', /^data from /u);
        assert.deepEqual(await view.rowActions([label]), actions);
        server.play(page(tagged('a', 'prod'), tagged('a2', 'prod'), tagged('b', 'test')));
        await view.clickRowAction([label], 'Retry');
        await view.waitForRows('no failure', (shown) => shown[0]?.label === 'env');
      });
    }

    step('a failed sign-in leaves the working one alone', async () => {
      server.play(page(tagged('a', 'prod')));
      await workbench().runCommand('CSMS: Refresh');
      const view = await workbench().openView('CSMS', 'Secrets');
      await view.waitForRows('no failure', (shown) => shown[0]?.label === 'env');
      await enterSignIn(workbench(), { endpoint: 'http://127.0.0.1:1', projectId: 'b'.repeat(32), token: 'MIIother' });
      await workbench().quickInput.waitForMessage(/cannot be reached/u);
      await workbench().quickInput.cancel();
      assert.equal((await view.rows())[0]?.label, 'env');
    });
  });
});
