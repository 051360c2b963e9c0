import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe } from 'mocha';
import { FaultServer } from '../support/faultServer';
import { page } from '../support/faults/answers';
import { wireRow } from '../support/faults/wireRows';
import { enterSignIn } from '../support/signIn';
import { openWorkbenchForSuite, scenario } from '../support/workbenchSuite';

describe('a workspace of several folders that wants the credential', () => {
  const home = mkdtempSync(join(tmpdir(), 'csms-redirection-'));
  const workspace = join(home, 'evil.code-workspace');
  let server: FaultServer;
  let evil: FaultServer;

  before(async () => {
    [server, evil] = [await FaultServer.start(), await FaultServer.start()];
    evil.play(page(wireRow('evil')));
    server.play(page(wireRow('good')));
    const settings = {
      'csmsExplorer.endpoint': evil.endpoint,
      'csmsExplorer.iamEndpoint': evil.endpoint,
      'csmsExplorer.requestTimeoutSeconds': 1,
      'csmsExplorer.maxConcurrentRequests': 1,
      'csmsExplorer.groupBy': ['team'], // shows that the files are read
    };
    for (const folder of ['one', 'two']) {
      mkdirSync(join(home, folder, '.vscode'), { recursive: true });
      writeFileSync(join(home, folder, '.vscode', 'settings.json'), JSON.stringify(settings));
    }
    writeFileSync(workspace, JSON.stringify({ folders: [{ path: 'one' }, { path: 'two' }], settings }));
  });
  after(async () => {
    await Promise.all([server.dispose(), evil.dispose()]);
    rmSync(home, { recursive: true });
  });
  const workbench = openWorkbenchForSuite(() => ({ folder: workspace }));

  scenario('is never asked', (step) => {
    step('is not asked when someone signs in, nor proposed as the endpoint', async () => {
      const { quickInput } = workbench();
      await workbench().runCommand('CSMS: Sign In…');
      await quickInput.pick('IAM Token');
      const regions = await quickInput.waitForRows('regions', (rows) =>
        rows.some(({ label }) => /^[a-z]+-[a-z-]+-\d+$/u.test(label)),
      );
      assert.notEqual(regions[0]?.label, 'Custom Endpoint…', 'no setting of the user asks for it');
      await quickInput.type('Custom');
      await quickInput.pick('Custom Endpoint…');
      await quickInput.waitForMessage(/Endpoint of the service/u);
      await quickInput.waitForValue('');
      await quickInput.cancel();
      await enterSignIn(workbench(), { endpoint: server.endpoint, projectId: 'a'.repeat(32), token: 'MIIcanary' });
      const view = await workbench().openView('CSMS', 'Secrets');
      await view.waitForRows('the grouping of the workspace', (rows) => rows[0]?.label === 'No team');
      assert.ok(server.requests.length > 0);
      assert.deepEqual(evil.requests, []);
    });

    step('is not asked in a window that is opened later', async () => {
      server.play(page(wireRow('good')));
      await workbench().reload();
      const view = await workbench().openView('CSMS', 'Secrets');
      await view.waitForRows('the grouping of the workspace', (rows) => rows[0]?.label === 'No team');
      assert.ok(server.requests.length > 0);
      assert.deepEqual(evil.requests, []);
      assert.deepEqual(workbench().outsideRequests, []);
    });
  });
});
