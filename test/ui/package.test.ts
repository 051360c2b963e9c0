import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { after, before, describe, it } from 'mocha';
import { allowedLicences } from '../../scripts/notices.mjs';
import { nodeModules, outputFolder, projectRoot } from '../../scripts/projectPaths.mjs';
import { temporaryFolder } from '../../scripts/process.mjs';
import { vscodeServerProgram } from '../../scripts/vscodeProgram.mjs';
import { openWorkbenchForSuite, scenario } from '../support/workbenchSuite';

/** In bytes. What peers have that talk to an API themselves is more. */
const mostOfHostBundle = 150_000;
const mostOfPackage = 400_000;

describe('the packaged extension', () => {
  const folder = temporaryFolder('package');
  const extensionsDir = path.join(folder.path, 'extensions');
  const connectionsFile = path.join(folder.path, 'connections.txt');
  let vsix = '';

  before(async () => {
    execFileSync(process.execPath, ['scripts/package.mjs', '--out', folder.path], { stdio: 'ignore' });
    vsix = path.join(folder.path, readdirSync(folder.path).find((file) => file.endsWith('.vsix')) ?? '');
    const program = await vscodeServerProgram(() => undefined);
    const folders = ['user-data', 'server-data', 'extensions'].flatMap((name) => [
      `--${name}-dir`,
      path.join(folder.path, name),
    ]);
    execFileSync(process.execPath, [program, '--accept-server-license-terms', ...folders, '--install-extension', vsix]);
  });

  after(() => folder.remove());

  const installed = (file: string): Buffer => readFileSync(path.join(installedFolder(extensionsDir), file));

  it('contains the files on the list and nothing else', () => {
    const list = readFileSync(path.join(projectRoot, 'test', 'fixtures', 'vsix-files.txt'), 'utf8');
    assert.deepEqual(installedFiles(extensionsDir), list.trim().split('\n'));
  });

  it('passes on the licence of every package that is in it, and has none that is not allowed', () => {
    const notices = installed('dist/ThirdPartyNotices.txt').toString();
    const bundled = readFileSync(path.join(outputFolder, 'bundled.json'), 'utf8');
    const folders = new Set(
      (JSON.parse(bundled) as string[]).filter((file) => !file.startsWith('src/')).map(packageFolder),
    );
    folders.delete(undefined);
    assert.ok(folders.size > 5);
    for (const each of folders) {
      const { name, version, license } = JSON.parse(readFileSync(path.join(each!, 'package.json'), 'utf8')) as Record<
        string,
        string
      >;
      assert.ok(allowedLicences.includes(license ?? ''), `${name} is licensed as ${license}`);
      const [, notice = ''] = notices.split(`${name} ${version} (${license})\n`);
      const text = notice.split('-'.repeat(80))[0] ?? '';
      assert.match(text, /copyright|licensed material/iu, name);
      assert.ok(text.length > 500, `${name} without the text of its licence`);
    }
  });

  it('tells nothing of the machine that made it, and needs no other code', () => {
    for (const file of installedFiles(extensionsDir)) {
      const content = installed(file).toString('latin1');
      for (const place of [projectRoot, nodeModules, folder.path]) {
        assert.ok(!content.includes(place), `${file} holds ${place}`);
      }
      assert.ok(!content.includes('sourceMappingURL='), `${file} points to a source map`);
    }
    const { main, browser, extensionDependencies } = JSON.parse(installed('package.json').toString()) as Record<
      string,
      unknown
    >;
    assert.deepEqual([main, browser, extensionDependencies], ['./dist/extension.js', undefined, undefined]);
    for (const bundle of ['dist/extension.js', 'dist/emulator.js']) {
      const wanted = [
        ...installed(bundle)
          .toString()
          .matchAll(/\brequire\("([^"]+)"\)/gu),
      ].map(([, name = '']) => name);
      const { builtinModules } = process.getBuiltinModule('node:module');
      const foreign = wanted.filter((name) => name !== 'vscode' && !builtinModules.includes(name.replace('node:', '')));
      assert.deepEqual(foreign, [], bundle);
    }
  });

  it('is small', () => {
    const host = gzipSync(installed('dist/extension.js')).length;
    assert.ok(host <= mostOfHostBundle, `the host's bundle has ${host} bytes`);
    const { size } = statSync(vsix);
    assert.ok(size <= mostOfPackage, `the package has ${size} bytes`);
  });

  describe('in VS Code', () => {
    const workbench = openWorkbenchForSuite(() => ({
      extensionsDir,
      env: {
        CSMS_EXPLORER_PRELOAD: path.join(projectRoot, 'test', 'support', 'recordConnections.cjs'),
        CSMS_EXPLORER_CONNECTIONS: connectionsFile,
      },
    }));
    const connections = (): readonly string[] => {
      const lines = existsSync(connectionsFile) ? readFileSync(connectionsFile, 'utf8').trim().split('\n') : [];
      assert.match(lines[0] ?? '', /^started \d+$/u, 'what is recorded is the extension host');
      return lines.filter((line) => !line.startsWith('started'));
    };

    scenario('connects to nothing before someone signs in, and then to this machine for the sample secrets', (step) => {
      step(
        'opens no connection and looks up no name before someone signs in, whatever IDs documents hold',
        async () => {
          const view = await workbench().openView('CSMS', 'Secrets');
          await view.waitForWelcome(/Explore sample secrets/u);
          await workbench().editor.open('main.tf');
          await workbench().runCommand('CSMS: Refresh');
          await workbench().editor.waitForText(/huaweicloud/u);
          assert.deepEqual(connections(), []);
        },
      );

      step('activates and shows the sample secrets, which come from this machine', async () => {
        const view = await workbench().openView('CSMS', 'Secrets');
        await view.clickWelcome('Explore sample secrets');
        await view.waitForRows('the tags of the sample secrets', (rows) => rows.some(({ label }) => label === 'env'));
        assert.ok(connections().length > 0, 'what is recorded are connections');
        for (const line of connections()) assert.match(line, /^(?:connect 127\.0\.0\.1:\d+|lookup 127\.0\.0\.1)$/u);
      });
    });
  });
});

/** The folder of the package that a file belongs to; `undefined` for one that was made up while bundling. */
function packageFolder(file: string): string | undefined {
  let at = path.resolve(projectRoot, file);
  if (!existsSync(at)) return undefined;
  for (;;) {
    at = path.dirname(at);
    const manifest = path.join(at, 'package.json');
    // Some packages have others inside that only tell the kind of their modules.
    if (existsSync(manifest) && 'version' in (JSON.parse(readFileSync(manifest, 'utf8')) as object)) return at;
  }
}

function installedFolder(extensionsDir: string): string {
  const [name] = readdirSync(extensionsDir).filter((each) => each.startsWith('csms-explorer.csms-explorer-'));
  assert.ok(name, 'nothing was installed');
  return path.join(extensionsDir, name);
}

/** What VS Code unpacked, without the manifest that it adds itself. */
function installedFiles(extensionsDir: string): string[] {
  const root = installedFolder(extensionsDir);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== '.vsixmanifest')
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}
