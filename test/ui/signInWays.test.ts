import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { startEmulator, type RunningEmulator } from '../../src/emulator/emulator';
import { FaultServer } from '../support/faultServer';
import { answer, json, page } from '../support/faults/answers';
import { faults } from '../support/faults/faults';
import { wireRow } from '../support/faults/wireRows';
import { enter, enterPassword, enterSignIn, startIamSignIn, startSignIn } from '../support/signIn';
import { openWorkbenchForSuite, scenario } from '../support/workbenchSuite';

describe('signing in as people really do', () => {
  let emulator: RunningEmulator;
  let slow: RunningEmulator;
  before(async () => {
    emulator = await startEmulator({ secrets: 40 });
    slow = await startEmulator({ secrets: 7, latencyMs: 2000 });
  });
  after(async () => {
    await emulator.stop();
    await slow.stop();
  });
  const workbench = openWorkbenchForSuite(() => ({
    env: {
      HUAWEICLOUD_SDK_AK: emulator.accessKey,
      HUAWEICLOUD_SDK_SK: emulator.secretKey,
      HUAWEICLOUD_SDK_PROJECT_ID: emulator.projectId,
    },
  }));
  const view = () => workbench().openView('CSMS', 'Secrets');
  const acceptWhen = async (label: string) => {
    await workbench().quickInput.waitForRow(label);
    await workbench().quickInput.accept();
  };

  scenario('each way leads to the secrets, and nothing that worked is lost', (step) => {
    step('offers every way, and names where the environment’s key comes from', async () => {
      const { quickInput } = workbench();
      await view();
      await workbench().runCommand('CSMS: Sign In…');
      const rows = await quickInput.waitForRows('the ways', ({ length }) => length === 5);
      assert.deepEqual(
        rows.map(({ label }) => label),
        [
          'Access Key of the Environment',
          'Access Key (AK/SK)',
          'IAM User and Password',
          'Temporary Access Key',
          'IAM Token',
        ],
      );
      assert.match(rows[0]!.detail, /^HUAWEICLOUD_SDK_AK, HUAWEICLOUD_SDK_SK: used, not stored$/u);
      assert.equal(rows[0]!.description, emulator.accessKey);
      await quickInput.cancel();
    });

    step('with a password: a wrong one is explained and kept, back leads to what was entered', async () => {
      const { quickInput } = workbench();
      await enterPassword(workbench(), {
        endpoint: emulator.endpoint,
        iamUser: { ...emulator.iamUser, password: 'wrong' },
      });
      await quickInput.waitForMessage(/is not right \(401\)/u);
      assert.ok(await quickInput.isMasked());
      assert.equal(await quickInput.value(), 'wrong');
      await quickInput.back();
      await quickInput.waitForMessage(/IAM user name/u);
      await quickInput.waitForValue(emulator.iamUser.name);
      await quickInput.accept();
      await enter(workbench(), /Password of/u, emulator.iamUser.password);
      const rows = await quickInput.waitForRows('the projects', ({ length }) => length > 1);
      assert.ok(rows.some(({ label }) => label === 'cn-south-1'));
      assert.ok(!rows.some(({ label }) => label === 'cn-east-3'), 'a disabled project cannot be used');
      await quickInput.cancel();
      await (await view()).waitForWelcome(/Sign In/u);
    });

    step('with a password: several projects at once, each with its own secrets', async () => {
      const { quickInput } = workbench();
      await enterPassword(workbench(), emulator);
      await quickInput.waitForRow('cn-north-4');
      await quickInput.pick('cn-north-4');
      await quickInput.pick('cn-south-1');
      await quickInput.accept();
      await (await view()).waitForMessage(/ · cn-north-4: 40 secrets$/u);
      await workbench().runCommand('CSMS: Switch Connection…');
      const rows = await quickInput.waitForRows('both connections', ({ length }) => length >= 3);
      assert.match(rows[0]!.detail, /^IAM User and Password \(.*\) · expires /u);
      await quickInput.pick(rows.find(({ label }) => label.endsWith('cn-south-1'))!.label);
      await (await view()).waitForMessage(/ · cn-south-1: 12 secrets$/u);
    });

    step('with an access key: the two parts may be pasted at once, and a mix-up is pointed out', async () => {
      const { quickInput } = workbench();
      await startIamSignIn(workbench(), 'Access Key (AK/SK)', emulator.endpoint);
      await quickInput.waitForMessage(/Access key ID/u);
      await quickInput.type(emulator.secretKey);
      await quickInput.waitForMessage(/looks like the secret key/u);
      await quickInput.type(
        `User Name,Access Key Id,Secret Access Key\nli,${emulator.accessKey},${emulator.secretKey}`,
      );
      await quickInput.accept();
      await quickInput.waitForMessage(/Secret access key/u);
      assert.ok(await quickInput.isMasked());
      await quickInput.accept();
      const projects = await quickInput.waitForRows('the projects', (rows) =>
        rows.some(({ ticked }) => ticked === true),
      );
      assert.deepEqual(
        projects.filter(({ ticked }) => ticked).map(({ label }) => label),
        ['cn-south-1'],
        'the project in use is ticked',
      );
      await quickInput.type('cn-north-4');
      await quickInput.accept();
      await quickInput.waitForValue('');
      await quickInput.waitForRows(
        'the one that was typed, ticked as well',
        (rows) => rows.filter(({ ticked }) => ticked === true).length === 2,
      );
      await quickInput.pick('cn-south-1');
      await quickInput.accept();
      await (await view()).waitForMessage(/ · cn-north-4: 40 secrets$/u);
      await workbench().notification(/cn-north-4 replaces an earlier one: IAM User and Password/u);
    });

    step('Back ends a try that is under way', async () => {
      const { quickInput } = workbench();
      await enterPassword(workbench(), slow);
      await quickInput.back();
      await quickInput.waitForMessage(/IAM user name/u);
      await quickInput.cancel();
      await (await view()).waitForMessage(/ · cn-north-4: 40 secrets$/u);
    });

    step('with a wrong secret key: nothing that worked is lost', async () => {
      const { quickInput } = workbench();
      await startIamSignIn(workbench(), 'Access Key (AK/SK)', emulator.endpoint);
      await enter(workbench(), /Access key ID/u, emulator.accessKey);
      await enter(workbench(), /Secret access key/u, 'x'.repeat(40));
      await quickInput.waitForMessage(/access key is not accepted \(401\)/u);
      await quickInput.cancel();
      await workbench().runCommand('CSMS: Refresh');
      await (await view()).waitForMessage(/ · cn-north-4: 40 secrets$/u);
    });

    step('with a temporary access key and its security token', async () => {
      const issuedKey = await fetch(`${emulator.endpoint}/v3.0/OS-CREDENTIAL/securitytokens`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-auth-token': emulator.token },
        body: JSON.stringify({ auth: { identity: { methods: ['token'], token: { duration_seconds: 900 } } } }),
      });
      const { credential } = (await issuedKey.json()) as {
        readonly credential: { readonly access: string; readonly secret: string; readonly securitytoken: string };
      };
      const { quickInput } = workbench();
      await startIamSignIn(workbench(), 'Temporary Access Key', emulator.endpoint);
      await enter(workbench(), /Access key ID/u, credential.access);
      await enter(workbench(), /Secret access key/u, credential.secret);
      await enter(workbench(), /Security token/u, `${credential.securitytoken}wrong`);
      await quickInput.waitForMessage(/access key is not accepted \(401\)/u);
      await quickInput.type(credential.securitytoken);
      await quickInput.accept();
      await quickInput.waitForRows('the project in use', (rows) => rows.some(({ ticked }) => ticked === true));
      await quickInput.accept();
      await (await view()).waitForMessage(/ · cn-north-4: 40 secrets$/u);
    });

    step('with the key of the environment, without a prompt for a secret', async () => {
      await startSignIn(workbench(), 'Access Key of the Environment', emulator.endpoint);
      await acceptWhen(emulator.projectId);
      await (await view()).waitForMessage(/: 40 secrets$/u);
      await workbench().reload();
      await (await view()).waitForMessage(/: 40 secrets$/u);
    });

    step('renames and removes connections', async () => {
      const { quickInput } = workbench();
      await workbench().runCommand('CSMS: Switch Connection…');
      const known = await quickInput.waitForRows('the connections', ({ length }) => length >= 3);
      await quickInput.clickRowButton(known.find(({ label }) => label.endsWith('cn-south-1'))!.label, 'Rename');
      await enter(workbench(), /Name of the connection/u, 'The south');
      await quickInput.waitForRow('The south');
      await quickInput.clickRowButton('The south', 'Remove');
      await workbench().clickDialogButton('Remove');
      await quickInput.waitForRows(
        'the rest',
        (rows) => rows.length > 0 && !rows.some(({ label }) => label === 'The south'),
      );
      await quickInput.cancel();
    });

    step('never shows rows of a project that was left while its answer was under way', async () => {
      const { quickInput } = workbench();
      await enterSignIn(workbench(), slow);
      await quickInput.waitUntilClosed();
      await workbench().runCommand('CSMS: Switch Connection…');
      await quickInput.waitForRows('the connections', (rows) =>
        rows.some(({ description }) => description === 'current'),
      );
      await quickInput.pick(`${new URL(emulator.endpoint).host} · cn-north-4`);
      await (await view()).waitForMessage(/ · cn-north-4: 40 secrets$/u);
      await workbench().runCommand('CSMS: Refresh');
      await (await view()).waitForMessage(/ · cn-north-4: 40 secrets$/u);
      await workbench().runCommand('CSMS: Switch Connection…');
      await quickInput.pick(`${new URL(slow.endpoint).host} · ${slow.projectId.slice(0, 8)}…`);
      await (await view()).waitForMessage(/: 7 secrets$/u);
    });

    step('left neither password nor keys in a file of the user-data folder or in the console', () => {
      const { iamUser, secretKey } = emulator;
      const secrets = [iamUser.password, secretKey, slow.token];
      for (const { name, content } of workbench().storedFiles()) {
        assert.ok(!secrets.some((secret) => content.includes(secret)), name);
      }
      assert.deepEqual(
        workbench().consoleLines.filter((line) => secrets.some((secret) => line.includes(secret))),
        [],
      );
    });
  });

  describe('a sign-in that expires', () => {
    let shortLived: RunningEmulator;
    before(async () => {
      shortLived = await startEmulator({ secrets: 20, tokenTtlSeconds: 15 });
    });
    after(() => shortLived.stop());

    it('is warned of, said when it happens, and taken up again with the password alone', async () => {
      const { quickInput } = workbench();
      await enterPassword(workbench(), shortLived);
      await quickInput.pick('cn-north-4');
      await quickInput.accept();
      const tree = await view();
      await tree.waitForMessage(/: 20 secrets$/u);
      await workbench().notification(/expires in \d+ seconds/u);
      await workbench().notification(/cn-north-4 has expired/u);
      const rows = await tree.waitForRows('the notice', ([first]) => first?.label === 'Sign-in expired');
      assert.ok(rows.length > 1, 'the rows are kept');
      await tree.clickRowAction(['Sign-in expired'], 'Sign In…');
      await enter(workbench(), /Password of/u, shortLived.iamUser.password);
      const projects = await quickInput.waitForRows('the projects', ({ length }) => length > 1);
      assert.deepEqual(
        projects.filter(({ ticked }) => ticked).map(({ label }) => label),
        ['cn-north-4'],
      );
      await quickInput.accept();
      await tree.waitForRows('no notice', ([first]) => first !== undefined && first.label !== 'Sign-in expired');
    });
  });

  describe('signing in where IAM lists no project', () => {
    let server: FaultServer;
    before(async () => {
      server = await FaultServer.start();
    });
    after(() => server.dispose());
    const projectId = 'a'.repeat(32);
    const issued = (token: object) =>
      answer(201, JSON.stringify({ token: { expires_at: '2126-11-24T10:00:00.000000Z', ...token } }), {
        'X-Subject-Token': 'MIIissued',
      });

    it('asks for the ID of the project, and says when it is not the user’s', async () => {
      const { quickInput } = workbench();
      server.play(
        issued({}),
        json({ projects: [], links: {} }),
        faults.keystoneEnvelope,
        issued({ project: { id: projectId, name: 'cn-north-4' } }),
        page(wireRow('a')),
      );
      const iamUser = { domain: 'example-corp', name: 'explorer', password: 'right' };
      await enterPassword(workbench(), { endpoint: server.endpoint, iamUser });
      await enter(workbench(), /lists no project for this user. Enter the project ID/u, 'cn-north-4');
      await enter(workbench(), /cn-north-4, is not its ID/u, projectId);
      await quickInput.waitForMessage(/no token for this project \(401\)/u);
      await quickInput.accept();
      await (await view()).waitForMessage(/: 1 secret$/u);
    });
  });
});
