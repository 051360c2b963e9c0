import assert from 'node:assert/strict';
import { after, before, describe } from 'mocha';
import { startEmulator, type RunningEmulator } from '../../src/emulator/emulator';
import { FaultServer } from '../support/faultServer';
import { enterSignIn } from '../support/signIn';
import { openWorkbenchForSuite, scenario } from '../support/workbenchSuite';

/** Stands for a credential: whatever holds it has leaked it. */
const token = 'MIIcanary0123456789canary0123456789';

describe('signing in with a token', () => {
  let emulator: RunningEmulator;
  let server: FaultServer;
  before(async () => {
    emulator = await startEmulator({ secrets: 40, token });
    server = await FaultServer.start();
  });
  after(async () => {
    await emulator.stop();
    await server.dispose();
  });
  const workbench = openWorkbenchForSuite();
  const answers = () => ({ endpoint: emulator.endpoint, projectId: emulator.projectId, token });

  scenario('is refused in plain words, stored once it works, and keeps the rows when the service goes away', (step) => {
    step('offers the regions by ID and by name, in the palette’s way', async () => {
      const { quickInput } = workbench();
      await workbench().openView('CSMS', 'Secrets');
      await workbench().runCommand('CSMS: Sign In…');
      await quickInput.pick('IAM Token');
      await quickInput.waitForRow('cn-north-1');
      await quickInput.type('Hong Kong');
      await quickInput.waitForRows('one region', (rows) => rows.length === 1 && rows[0]?.label === 'ap-southeast-1');
      await quickInput.accept();
      await quickInput.waitForMessage(/Project ID/u);
    });

    step('goes back with what was entered', async () => {
      const { quickInput } = workbench();
      await quickInput.type('cn-north-4');
      await quickInput.waitForMessage(/has 32 digits and letters/u);
      await quickInput.back();
      await quickInput.waitForRow('cn-north-1');
      const focused = await quickInput.waitForRows('the region chosen before', (rows) =>
        rows.some((row) => row.focused),
      );
      assert.equal(focused.find((row) => row.focused)?.label, 'ap-southeast-1');
    });

    step('refuses plain http to another machine and keeps what was typed', async () => {
      const { quickInput } = workbench();
      await quickInput.type('Custom');
      await quickInput.pick('Custom Endpoint…');
      await quickInput.waitForMessage(/Endpoint of the service/u);
      await quickInput.type('http://kms.cn-north-4.myhuaweicloud.com');
      await quickInput.waitForMessage(/only for this machine/u);
      await quickInput.accept();
      await quickInput.waitForMessage(/only for this machine/u);
      assert.equal(await quickInput.value(), 'http://kms.cn-north-4.myhuaweicloud.com');
      await quickInput.cancel();
    });

    step('masks the token, says why it is not accepted and stays open', async () => {
      const { quickInput } = workbench();
      await enterSignIn(workbench(), { ...answers(), token: 'MIIwrong' });
      await quickInput.waitForMessage(/not accepted \(401\)/u);
      assert.ok(await quickInput.isMasked());
      assert.equal(await quickInput.value(), 'MIIwrong');
      await quickInput.cancel();
    });

    step('says that a project is unknown or not the token’s', async () => {
      await enterSignIn(workbench(), { ...answers(), projectId: '0'.repeat(32) });
      await workbench().quickInput.waitForMessage(/refuses access \(403\): the sign-in is for another project/u);
      await workbench().quickInput.cancel();
    });

    step('says that nobody answers at an address', async () => {
      await enterSignIn(workbench(), { ...answers(), endpoint: 'http://127.0.0.1:1' });
      await workbench().quickInput.waitForMessage(/cannot be reached/u);
      await workbench().quickInput.cancel();
    });

    step('says that an answer is none of CSMS', async () => {
      server.play(({ response }) =>
        response.writeHead(200, { 'content-type': 'text/html' }).end('<html>log in</html>'),
      );
      await enterSignIn(workbench(), { ...answers(), endpoint: server.endpoint });
      await workbench().quickInput.waitForMessage(/not from CSMS/u);
      await workbench().quickInput.cancel();
    });

    step('stored nothing so far', async () => {
      const view = await workbench().openView('CSMS', 'Secrets');
      await view.waitForWelcome(/Sign In/u);
    });

    step('shows the project’s secrets, also after a reload and in a second window', async () => {
      await enterSignIn(workbench(), answers());
      const view = await workbench().openView('CSMS', 'Secrets');
      await view.waitForRows('the tags', (rows) => rows.some(({ label }) => label === 'env'));
      await view.waitForMessage(/^127\.0\.0\.1:\d+ · 2a90c1f8…: 40 secrets$/u);
      await workbench().reload();
      const again = await workbench().openView('CSMS', 'Secrets');
      await again.waitForRows('the tags', (rows) => rows.some(({ label }) => label === 'env'));
      const second = await workbench().openSecondWindow();
      const inSecond = await second.openView('CSMS', 'Secrets');
      await inSecond.waitForRows('the tags', (rows) => rows.some(({ label }) => label === 'env'));
      await second.page.close();
    });

    step('left the token in no file of the user-data folder', () => {
      const leaks = workbench()
        .storedFiles()
        .filter(({ content }) => content.includes(token));
      assert.deepEqual(leaks, []);
    });

    step('keeps the rows when the service goes away, says so above them and offers Retry and the log', async () => {
      await emulator.stop();
      await workbench().runCommand('CSMS: Refresh');
      const view = await workbench().openView('CSMS', 'Secrets');
      const rows = await view.waitForRows('the failure', (shown) =>
        (shown[0]?.label ?? '').includes('cannot be reached'),
      );
      assert.ok(rows.some(({ label }) => label === 'env'));
      const { label, description } = rows[0]!;
      assert.match(description, /^data from /u);
      assert.deepEqual(await view.rowActions([label]), ['Retry', 'Show Log']);
    });
  });
});
