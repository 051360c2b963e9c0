import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { after, before, describe } from 'mocha';
import { canaries, canariesIn } from '../support/canaries';
import { echoing } from '../support/echo';
import { FaultServer } from '../support/faultServer';
import { answer } from '../support/faults/answers';
import { enter, enterPassword, enterSignIn, startIamSignIn } from '../support/signIn';
import { openWorkbenchForSuite, scenario } from '../support/workbenchSuite';
import { projectId, wellBehaved } from '../support/wellBehaved';

const { token, accessKey, secretKey, password } = canaries;

/*
 * Where a real VS Code puts things that the extension does not hand it by name. Its SecretStorage is not among them: in
 * a browser that is in the browser's own storage, encrypted.
 */
describe('credentials and values of secrets in a real VS Code', () => {
  let server: FaultServer;
  before(async () => {
    server = await FaultServer.start();
  });
  after(() => server.dispose());
  const workbench = openWorkbenchForSuite();
  const view = () => workbench().openView('CSMS', 'Secrets');
  const untilSignedIn = async () => (await view()).waitForMessage(/: 2 secrets$/u);

  scenario('are entered and used, and stand nowhere', (step) => {
    step('are entered in every way, taken and refused', async () => {
      const { quickInput } = workbench();
      await view();
      server.play(echoing(answer(401, '{"error":{"code":401,"message":"Wrong."}}'), ['password']));
      const iamUser = { domain: 'account', name: 'user', password };
      await enterPassword(workbench(), { endpoint: server.endpoint, iamUser });
      await quickInput.waitForMessage(/is not right \(401\)/u);
      server.play(echoing(wellBehaved, ['password']));
      await quickInput.accept();
      await quickInput.waitForRow('cn-north-4');
      await quickInput.accept();
      await untilSignedIn();
      server.play(echoing(wellBehaved, ['secretKey']));
      await startIamSignIn(workbench(), 'Access Key (AK/SK)', server.endpoint);
      await enter(workbench(), /Access key ID/u, accessKey);
      await enter(workbench(), /Secret access key/u, secretKey);
      await quickInput.waitForRow('cn-north-4');
      await quickInput.accept();
      await untilSignedIn();
      server.play(echoing(wellBehaved, ['token']));
      await enterSignIn(workbench(), { endpoint: server.endpoint, projectId, token });
      await untilSignedIn();
    });

    step('are used while everything is opened and the service begins to refuse', async () => {
      await workbench().runCommand('CSMS: Show Log');
      await workbench().output(/Loaded 2 secrets/u);
      server.play(echoing(answer(403, '{"error":{"error_code":"CSMS.0302","error_msg":"No."}}'), ['token']));
      await workbench().runCommand('CSMS: Refresh');
      await workbench().output(/forbidden \(403, CSMS\.0302\)/u);
      await (await view()).waitForRows('the failure', (rows) => rows[0]?.label.startsWith('No permission') === true);
    });

    step('are on no screen, in no console and in no output', async () => {
      for (const [where, text] of Object.entries({
        screen: await workbench().visibleText(),
        page: await workbench().page.content(),
        console: workbench().consoleLines.join('\n'),
        server: workbench().server.output(),
      })) {
        assert.ok(text.length > 0 || where === 'console', `${where} is empty`);
        assert.deepEqual([...canariesIn(text)], [], where);
      }
    });

    step('are in no file of VS Code', () => {
      const files = workbench().storedFiles();
      assert.ok(
        files.some(({ content }) => content.includes('Loaded 2 secrets')),
        'the log is among the files',
      );
      const leaks = files.flatMap(({ name, content }) =>
        (['latin1', 'utf16le'] as const)
          .flatMap((encoding) => [...canariesIn(content.toString(encoding))])
          .map((canary) => `${canary} in ${name}`),
      );
      assert.deepEqual(leaks, []);
    });

    step('are in the arguments of no process', () => {
      if (!existsSync('/proc/self/cmdline')) return;
      const leaks = readdirSync('/proc')
        .filter((name) => /^\d+$/u.test(name))
        .flatMap((pid) => {
          try {
            return [...canariesIn(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))].map((name) => `${name} in ${pid}`);
          } catch {
            return []; // It has ended meanwhile.
          }
        });
      assert.deepEqual(leaks, []);
    });
  });
});
