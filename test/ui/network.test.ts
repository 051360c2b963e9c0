import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { temporaryFolder } from '../../scripts/process.mjs';
import { startEmulator, type RunningEmulator } from '../../src/emulator/emulator';
import { CompanyNetwork } from '../support/companyNetwork';
import { selfSignedCertificate } from '../support/selfSignedCertificate';
import { enterSignIn } from '../support/signIn';
import { openWorkbenchForSuite } from '../support/workbenchSuite';

/** A host that no name server knows: only the proxy leads there. */
const host = 'kms.csms-explorer.test';

describe('behind a company proxy', () => {
  const folder = temporaryFolder('certificate');
  const certificateFile = join(folder.path, 'company.pem');
  let emulator: RunningEmulator;
  let network: CompanyNetwork;
  before(async () => {
    emulator = await startEmulator({ secrets: 25 });
    const certificate = selfSignedCertificate(host);
    writeFileSync(certificateFile, certificate.cert);
    network = await CompanyNetwork.start({ origin: emulator.endpoint, ...certificate });
  });
  after(async () => {
    await network.dispose();
    await emulator.stop();
    folder.remove();
  });
  const answers = () => ({ endpoint: `https://${host}`, projectId: emulator.projectId, token: emulator.token });

  describe('whose certificate is not trusted', () => {
    const workbench = openWorkbenchForSuite(() => ({
      settings: { 'http.proxy': network.proxy, 'http.proxyStrictSSL': false },
    }));

    it('nothing is sent, also where the proxy’s own may be any, and the settings that help are named', async () => {
      await enterSignIn(workbench(), answers());
      await workbench().quickInput.waitForMessage(
        /certificate of the service is not trusted .*http\.systemCertificates/u,
      );
      assert.ok(network.tunnels.includes(`${host}:443`), 'the proxy was asked');
      assert.deepEqual(network.requests, []);
      await workbench().quickInput.cancel();
    });
  });

  describe('whose certificate is trusted', () => {
    const workbench = openWorkbenchForSuite(() => ({
      settings: { 'http.proxy': network.proxy },
      env: { NODE_EXTRA_CA_CERTS: certificateFile },
    }));

    it('the secrets are read through it', async () => {
      network.tunnels.length = 0;
      await enterSignIn(workbench(), answers());
      const view = await workbench().openView('CSMS', 'Secrets');
      await view.waitForMessage(new RegExp(`^${host.replaceAll('.', '\\.')} · .*: 25 secrets$`, 'u'));
      assert.ok(network.tunnels.length > 0 && network.tunnels.every((tunnel) => tunnel === `${host}:443`));
      assert.ok(network.requests.length > 0);
    });
  });

  describe('that is not to be used for the service', () => {
    const workbench = openWorkbenchForSuite(() => ({
      settings: { 'http.proxy': network.proxy, 'http.noProxy': [host] },
    }));

    it('says that the service cannot be reached', async () => {
      network.tunnels.length = 0;
      await enterSignIn(workbench(), answers());
      await workbench().quickInput.waitForMessage(/cannot be reached/u);
      assert.deepEqual(network.tunnels, []);
      await workbench().quickInput.cancel();
    });
  });
});
