import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { packageExtension } from '../../scripts/packageExtension.mjs';
import { projectRoot } from '../../scripts/projectPaths.mjs';
import { temporaryFolder } from '../../scripts/temporaryFolder.mjs';
import { installVsix } from '../../scripts/vscodeServer.mjs';
import { openWorkbenchForSuite } from '../support/workbenchSuite';

describe('the packaged extension', () => {
  const folder = temporaryFolder('package');
  const extensionsDir = path.join(folder.path, 'extensions');

  before(async () => {
    const { vsix } = await packageExtension({ into: folder.path });
    await installVsix(vsix, extensionsDir);
  });

  after(() => folder.remove());

  const workbench = openWorkbenchForSuite(() => ({ extensionsDir }));

  it('contains the files on the list and nothing else', () => {
    const list = readFileSync(path.join(projectRoot, 'test', 'fixtures', 'vsix-files.txt'), 'utf8');
    assert.deepEqual(installedFiles(extensionsDir), list.trim().split('\n'));
  });

  it('activates and shows the sample secrets', async () => {
    const view = await workbench().openView('CSMS', 'Secrets');
    await view.waitForWelcome(/Explore sample secrets/u);
    await view.clickWelcome('Explore sample secrets');
    await view.waitForRows('the tags of the sample secrets', (rows) => rows.some(({ label }) => label === 'env'));
  });
});

/** What VS Code unpacked, without the manifest that it adds itself. */
function installedFiles(extensionsDir: string): string[] {
  const [installed] = readdirSync(extensionsDir).filter((name) => name.startsWith('csms-explorer.csms-explorer-'));
  assert.ok(installed, 'nothing was installed');
  const root = path.join(extensionsDir, installed);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== '.vsixmanifest')
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}
