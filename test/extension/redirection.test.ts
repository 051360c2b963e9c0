import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { createCsmsClient } from '../../src/csms/csmsClient';
import { settingIds, settingSection, storageKeys } from '../../src/ids';
import { noFilter } from '../../src/model/secretFilter';
import { ConnectionStore } from '../../src/vscode/connections/storedConnections';
import { Connections } from '../../src/vscode/connections/connections';
import { SampleService } from '../../src/vscode/connections/samples';
import { CurrentProject } from '../../src/vscode/core/currentProject';
import { OpenProject } from '../../src/vscode/core/openProject';
import { settings } from '../../src/vscode/core/settings';
import { RecordingLogger } from '../support/builders';
import { FakeSecretStorage } from '../support/fakeEditor';
import { FaultServer } from '../support/faultServer';
import { page } from '../support/faults/answers';
import { FakeFilters } from '../support/projects';
import { waitFor } from '../support/workbenchWait';

const never = new AbortController().signal;

/** What steers requests, with what a workspace would like. */
const steering = (elsewhere: string) => ({
  [settingIds.endpoint]: elsewhere,
  [settingIds.iamEndpoint]: elsewhere,
  [settingIds.requestTimeoutSeconds]: 299,
  [settingIds.maxConcurrentRequests]: 31,
});

/** What a workspace may choose: it stays in the window. */
const looks: readonly string[] = [
  settingIds.groupBy,
  settingIds.savedFilters,
  settingIds.hoverEnabled,
  settingIds.diagnosticsEnabled,
];

function configuration(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration(settingSection);
}

function readSettings() {
  return {
    endpoint: settings.endpoint(),
    iamEndpoint: settings.iamEndpoint(),
    requestTimeoutMs: settings.requestTimeoutMs(),
    maxConcurrentRequests: settings.maxConcurrentRequests(),
  };
}

/** As the extension makes them, over a storage that outlives them. */
function openWindow(storage: FakeSecretStorage) {
  const logger = new RecordingLogger();
  const project = new CurrentProject();
  const connections = new Connections({
    project,
    store: new ConnectionStore(storage, logger, () => assert.fail('unreadable')),
    openProject: ({ connection: { endpoint, projectId }, credential }, entry) =>
      new OpenProject(
        entry,
        createCsmsClient({
          logger,
          userAgent: 'test',
          requestTimeoutMs: settings.requestTimeoutMs,
          maxConcurrentRequests: settings.maxConcurrentRequests,
          endpoint,
          projectId,
          credential,
        }),
        { clock: Date, logger, filters: new FakeFilters(), onError: (error) => assert.fail(String(error)) },
      ),
    sample: new SampleService(() => assert.fail('no samples here')),
    environment: {},
    onError: (error) => assert.fail(String(error)),
  });
  return { connections, project, dispose: () => void vscode.Disposable.from(project, connections).dispose() };
}

type OpenWindow = ReturnType<typeof openWindow>;

function connectionAt(endpoint: string) {
  return {
    connection: {
      id: 'one',
      kind: 'cloud',
      endpoint,
      region: undefined,
      projectId: '0'.repeat(32),
      method: 'token',
    },
    credential: { kind: 'token', token: 'MIIcanary' },
  } as const;
}

describe('a credential', () => {
  let server: FaultServer;
  const untouched = readSettings();
  before(async () => {
    server = await FaultServer.start();
  });
  after(() => server.dispose());

  /** The second server of the pair is where everything tries to lead. */
  async function elsewhere(): Promise<string> {
    let origin = '';
    server.play((exchange) => {
      origin = exchange.elsewhere;
      page()(exchange);
    });
    await fetch(server.endpoint);
    return origin;
  }

  async function assertStays({ project }: OpenWindow): Promise<void> {
    server.play(page());
    await project.value!.client.listPage(noFilter, { limit: 1, offset: 0 }, never);
    assert.deepEqual(
      server.requests.map(({ headers }) => headers['x-auth-token']),
      ['MIIcanary'],
    );
    assert.deepEqual(server.requestsElsewhere, []);
  }

  it('is steered by settings of the user only, and every setting is one or the other', () => {
    const steered = Object.keys(steering(''));
    assert.deepEqual([...steered, ...looks].sort(), Object.values(settingIds).sort());
    const { contributes } = vscode.extensions.getExtension('csms-explorer.csms-explorer')!.packageJSON as {
      readonly contributes: {
        readonly configuration: { readonly properties: Record<string, { readonly scope: string }> };
      };
    };
    for (const id of steered) {
      assert.equal(contributes.configuration.properties[`${settingSection}.${id}`]?.scope, 'application', id);
    }
  });

  it('cannot be steered by the settings of a workspace or a folder through the editor', async () => {
    for (const [id, value] of Object.entries(steering('https://evil.example'))) {
      for (const target of [vscode.ConfigurationTarget.Workspace, vscode.ConfigurationTarget.WorkspaceFolder]) {
        const folder = vscode.workspace.workspaceFolders![0]!.uri;
        const update = vscode.workspace.getConfiguration(settingSection, folder).update(id, value, target);
        await assert.rejects(Promise.resolve(update), /Unable to write/u);
      }
    }
    assert.deepEqual(readSettings(), untouched);
  });

  it('is not steered by a settings file that comes with the code', async () => {
    const origin = await elsewhere();
    const folder = join(vscode.workspace.workspaceFolders![0]!.uri.fsPath, '.vscode');
    const marker = 'a-file-of-the-workspace';
    const written = Object.entries({ ...steering(origin), [settingIds.groupBy]: [marker] });
    const window = openWindow(new FakeSecretStorage());
    mkdirSync(folder, { recursive: true });
    try {
      const named = Object.fromEntries(written.map(([id, value]) => [`${settingSection}.${id}`, value]));
      writeFileSync(join(folder, 'settings.json'), JSON.stringify(named));
      // The file has been read once the setting of looks has come.
      await waitFor('the settings of the workspace', () =>
        Promise.resolve(settings.groupBy().includes(marker) || undefined),
      );
      for (const id of Object.keys(steering(origin))) {
        const { workspaceValue, workspaceFolderValue } = configuration().inspect(id)!;
        assert.deepEqual([workspaceValue, workspaceFolderValue], [undefined, undefined], id);
      }
      assert.deepEqual(readSettings(), untouched);
      await window.connections.signIn([connectionAt(server.endpoint)]);
      await assertStays(window);
    } finally {
      window.dispose();
      rmSync(folder, { recursive: true });
    }
    await waitFor('the settings to be gone', () => Promise.resolve(!settings.groupBy().includes(marker) || undefined));
  });

  it('goes to the endpoint that it was entered for, whatever the settings say later, in old windows and new ones', async () => {
    const origin = await elsewhere();
    const storage = new FakeSecretStorage();
    const old = openWindow(storage);
    await old.connections.signIn([connectionAt(server.endpoint)]);
    try {
      for (const [id, value] of Object.entries(steering(origin)))
        await configuration().update(id, value, vscode.ConfigurationTarget.Global);
      assert.equal(settings.endpoint(), origin);
      await assertStays(old);
      await old.connections.syncFromStore();
      await assertStays(old);
      const fresh = openWindow(storage);
      await fresh.connections.syncFromStore();
      await assertStays(fresh);
      fresh.dispose();
      assert.match(storage.values.get(storageKeys.connections) ?? '', new RegExp(server.endpoint, 'u'));
    } finally {
      for (const id of Object.keys(steering(origin)))
        await configuration().update(id, undefined, vscode.ConfigurationTarget.Global);
      old.dispose();
    }
    assert.deepEqual(readSettings(), untouched);
  });

  it('is not used with an endpoint that it was not stored with', async () => {
    const origin = await elsewhere();
    const storage = new FakeSecretStorage();
    const window = openWindow(storage);
    await window.connections.signIn([connectionAt(server.endpoint)]);
    // Another window signs in elsewhere under the same name: its own credential goes there, not the old one.
    const other = openWindow(storage);
    server.play(page());
    await other.connections.signIn([{ ...connectionAt(origin), credential: { kind: 'token', token: 'MIIother' } }]);
    await other.project.value!.client.count(noFilter, never);
    assert.deepEqual(
      server.requestsElsewhere.map(({ headers }) => headers['x-auth-token']),
      ['MIIother'],
    );
    window.dispose();
    other.dispose();
  });
});
