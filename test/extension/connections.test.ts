import assert from 'node:assert/strict';
import type { CsmsClient } from '../../src/csms/csmsClient';
import { commandIds, storageKeys } from '../../src/ids';
import type { Credential } from '../../src/model/connection';
import { ConnectionStore } from '../../src/vscode/connections/storedConnections';
import type { Environment } from '../../src/vscode/connections/environmentKey';
import { Connections } from '../../src/vscode/connections/connections';
import { SampleService, type StartEmulator } from '../../src/vscode/connections/samples';
import { registerConnections } from '../../src/vscode/connections/registerConnections';
import { createCore, type Log, type Service } from '../../src/vscode/core/core';
import { CurrentProject } from '../../src/vscode/core/currentProject';
import { UserFacingError } from '../../src/vscode/core/errors';
import type { OpenProject } from '../../src/vscode/core/openProject';
import { FakeSource, page, RecordingLogger } from '../support/builders';
import { FakeSecretStorage } from '../support/fakeEditor';
import { FakePrompts } from '../support/fakePrompts';
import { connectionWith, FakeFilters, projectOver } from '../support/projects';
import { WatchedEditor } from '../support/watchedEditor';

const cloud = { connection: connectionWith({ id: 'one' }), credential: { kind: 'token', token: 'MIItoken' } } as const;
const other = { connection: connectionWith({ id: 'two' }), credential: { kind: 'token', token: 'MIIother' } } as const;

const agreedKey = { HUAWEICLOUD_SDK_AK: 'AKID', HUAWEICLOUD_SDK_SK: 'SKcanary' };
const fromEnvironment = { ...cloud, credential: { kind: 'environment', accessKey: 'AKID' } } as const;

function secretOf(credential: Credential): string {
  return credential.kind === 'token' ? credential.token : credential.secretKey;
}

interface WindowOptions {
  readonly startEmulator?: StartEmulator;
  readonly environment?: Environment;
}

/** One window of the editor, on the storage that all share. */
function openWindow(
  storage: FakeSecretStorage,
  { startEmulator = () => assert.fail('no samples here'), environment = {} }: WindowOptions = {},
) {
  const logger = new RecordingLogger();
  const clients: { readonly secret: string; readonly endpoint: string; disposed: boolean }[] = [];
  let setAside = 0;
  const sample = new SampleService(startEmulator);
  const project = new CurrentProject();
  const store = new ConnectionStore(storage, logger, () => setAside++);
  const connections = new Connections({
    store,
    project,
    sample,
    environment,
    onError: (error) => assert.ifError(error),
    openProject: ({ connection, credential }) => {
      const made = { secret: secretOf(credential), endpoint: connection.endpoint, disposed: false };
      clients.push(made);
      const client = { dispose: () => (made.disposed = true) };
      return projectOver(new FakeSource(() => page([])), { connection, client });
    },
  });
  const names = () => connections.entries.map(({ connection: { id, name } }) => name ?? id);
  const disposed = () => clients.map((client) => client.disposed);
  return { connections, project, sample, clients, disposed, logger, names, setAside: () => setAside };
}

function nextChange(current: CurrentProject, accept: (project: OpenProject | undefined) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const listener = current.onDidChange(() => {
      if (!accept(current.value)) return;
      listener.dispose();
      resolve();
    });
  });
}

describe('the connections of a window', () => {
  it('stores connections with their credentials in one entry of SecretStorage', async () => {
    const storage = new FakeSecretStorage();
    const { connections, project, names } = openWindow(storage);
    await connections.signIn([cloud, other]);
    assert.deepEqual([...storage.values.keys()], [storageKeys.connections]);
    assert.equal(project.value?.connection.id, 'one');
    assert.deepEqual(names(), ['one', 'two']);
  });

  it('is followed by the other windows, in and out', async () => {
    const storage = new FakeSecretStorage();
    const [one, two] = [openWindow(storage), openWindow(storage)];
    const signedIn = nextChange(two.project, (open) => open !== undefined);
    await one.connections.signIn([cloud]);
    await signedIn;
    assert.equal(two.clients[0]?.secret, 'MIItoken');
    const signedOut = nextChange(two.project, (open) => open === undefined);
    await one.connections.signOut('one');
    await signedOut;
    assert.equal(two.project.value, undefined);
    assert.deepEqual(two.disposed(), [true]);
    assert.equal(storage.values.size, 0);
  });

  it('keeps the other connections when one is signed out of, and is signed out then if it was in use', async () => {
    const { connections, project, names } = openWindow(new FakeSecretStorage());
    await connections.signIn([cloud, other]);
    await connections.signOut('two');
    assert.equal(project.value?.connection.id, 'one');
    await connections.signIn([other]);
    await connections.signOut('two');
    assert.equal(project.value, undefined);
    assert.deepEqual(names(), ['one']);
  });

  it('cancels the one client before it makes the other when it switches', async () => {
    const { connections, project, clients } = openWindow(new FakeSecretStorage());
    await connections.signIn([cloud, other]);
    const seen: (string | undefined)[] = [];
    project.onDidChange(({ kind }) => {
      if (kind !== 'connection') return;
      assert.equal(clients[0]?.disposed, true);
      seen.push(project.value?.connection.id);
    });
    await connections.switchTo('two');
    assert.deepEqual(seen, [undefined, 'two']);
    assert.deepEqual(
      clients.map(({ secret, disposed }) => [secret, disposed]),
      [
        ['MIItoken', true],
        ['MIIother', false],
      ],
    );
  });

  it('keeps the client when the connection is renamed', async () => {
    const { connections, project, clients, names } = openWindow(new FakeSecretStorage());
    await connections.signIn([cloud]);
    let changes = 0;
    project.onDidChange(({ kind }) => (kind === 'connection' ? changes++ : undefined));
    await connections.rename('one', 'Production');
    assert.equal(project.value?.connection.name, 'Production');
    assert.deepEqual(names(), ['Production']);
    await connections.rename('one', undefined);
    assert.equal(project.value.connection.name, undefined);
    assert.equal(changes, 0);
    assert.equal(clients.length, 1);
  });

  it('replaces a connection that is signed in to again, with a new client', async () => {
    const { connections, disposed, names } = openWindow(new FakeSecretStorage());
    await connections.signIn([cloud]);
    await connections.signIn([cloud]);
    assert.deepEqual(names(), ['one']);
    assert.deepEqual(disposed(), [true, false]);
  });

  it('keeps name and place of a connection that is signed in to again', async () => {
    const { connections, names } = openWindow(new FakeSecretStorage());
    await connections.signIn([cloud, other]);
    await connections.rename('one', 'Production');
    await connections.signIn([cloud]);
    assert.deepEqual(names(), ['Production', 'two']);
  });

  it('stays where it is when the chosen connection was removed meanwhile', async () => {
    const { connections, project } = openWindow(new FakeSecretStorage());
    await connections.signIn([cloud]);
    await assert.rejects(connections.switchTo('gone'), UserFacingError);
    assert.equal(project.value?.connection.id, 'one');
  });

  it('leaves no credential behind when the last connection is signed out of', async () => {
    const storage = new FakeSecretStorage();
    storage.values.set(storageKeys.unreadableConnections, 'MIIold');
    const { connections } = openWindow(storage);
    await connections.signIn([cloud]);
    await connections.signOut('one');
    assert.equal(storage.values.size, 0);
  });

  it('makes no second client when nothing changed', async () => {
    const { connections, clients } = openWindow(new FakeSecretStorage());
    await connections.signIn([cloud]);
    await connections.syncFromStore();
    assert.equal(clients.length, 1);
  });

  for (const [what, text] of [
    ['is no JSON', 'MIInot json'],
    ['is of another shape', '{"version":1,"token":"MIIshape"}'],
    ['is of a later version', JSON.stringify({ version: 2, current: 'one', connections: [cloud] })],
  ] as const) {
    it(`counts as signed out, sets it aside and says so without quoting it, when what is stored ${what}`, async () => {
      const storage = new FakeSecretStorage();
      storage.values.set(storageKeys.connections, text);
      const { connections, project, logger, setAside } = openWindow(storage);
      await connections.syncFromStore();
      await connections.syncFromStore();
      assert.equal(project.value, undefined);
      assert.equal(setAside(), 1);
      assert.deepEqual([...storage.values], [[storageKeys.unreadableConnections, text]]);
      assert.match(logger.lines.join('\n'), /^warn A stored connection cannot be read/u);
      assert.doesNotMatch(logger.lines.join('\n'), /MII/u);
    });
  }

  it('sets one unreadable connection aside and keeps the others', async () => {
    const storage = new FakeSecretStorage();
    const unreadable = [
      { ...cloud, connection: connectionWith({ id: 'evil', endpoint: 'http://evil.example' }) },
      { ...cloud, credential: { kind: 'accessKey', accessKey: 'canary' } },
      { ...cloud, credential: { kind: 'token', token: 'canary', expiresAt: 'soon' } },
      { ...cloud, credential: { kind: 'canary' } },
      null,
    ];
    for (const each of unreadable) {
      const text = JSON.stringify({ version: 1, current: 'two', connections: [each, other] });
      storage.values.set(storageKeys.connections, text);
      const { connections, project, logger, names, setAside } = openWindow(storage);
      await connections.syncFromStore();
      assert.equal(project.value?.connection.id, 'two');
      assert.deepEqual(names(), ['two']);
      assert.equal(setAside(), 1);
      assert.equal(storage.values.get(storageKeys.unreadableConnections), JSON.stringify([each]));
      assert.doesNotMatch(logger.lines.join(), /canary|evil/u);
    }
  });

  it('reads the key of the environment at each use, and stores none of it', async () => {
    const storage = new FakeSecretStorage();
    const { connections, clients } = openWindow(storage, { environment: agreedKey });
    await connections.signIn([fromEnvironment]);
    assert.equal(clients[0]?.secret, 'SKcanary');
    assert.doesNotMatch([...storage.values.values()].join(), /canary/u);
  });

  for (const [what, environment, message] of [
    ['is gone', { HUAWEICLOUD_SDK_AK: 'AKID', HUAWEICLOUD_SDK_SK: '' }, /HUAWEICLOUD_SDK_SK are not set/u],
    ['is another one', { HUAWEICLOUD_SDK_AK: 'AKOTHER', HUAWEICLOUD_SDK_SK: 'SKother' }, /a different access key/u],
    ['is none', { HUAWEICLOUD_SDK_AK: 'AKID', HUAWEICLOUD_SDK_SK: 'no\nkey,at all' }, /HUAWEICLOUD_SDK_SK does not/u],
    [
      'has no token',
      { HUAWEICLOUD_SDK_AK: 'AKID', HUAWEICLOUD_SDK_SK: 'SK', HUAWEICLOUD_SDK_SECURITY_TOKEN: '§' },
      /SECURITY_TOKEN does not/u,
    ],
  ] as const) {
    it(`uses no key of the environment that ${what}, and says so when a person asks for it`, async () => {
      const storage = new FakeSecretStorage();
      await openWindow(storage, { environment: agreedKey }).connections.signIn([fromEnvironment]);
      const { connections, project, clients } = openWindow(storage, { environment });
      const says = (error: unknown) => error instanceof UserFacingError && message.test(error.message);
      await assert.rejects(connections.syncFromStore(), says);
      await connections.syncFromStore(); // It was said; another window's changes are no reason to say it again.
      await assert.rejects(connections.switchTo('one'), says);
      assert.deepEqual([project.value, clients], [undefined, []]);
    });
  }

  it('cancels the client when it is disposed, and makes no other', async () => {
    const storage = new FakeSecretStorage();
    const { connections, project, disposed } = openWindow(storage);
    await connections.signIn([cloud]);
    project.dispose();
    connections.dispose();
    await storage.delete(storageKeys.connections);
    assert.deepEqual(disposed(), [true]);
  });
});

describe('the sample secrets', () => {
  it('are read from the emulator of this window, with the stored token', async () => {
    const stopped: string[] = [];
    let port = 1000;
    const startEmulator: StartEmulator = ({ token }) => {
      const endpoint = `http://127.0.0.1:${++port}`;
      return Promise.resolve({
        endpoint,
        projectId: 'p'.repeat(32),
        stop: () => Promise.resolve(void stopped.push(`${endpoint} ${token}`)),
      });
    };
    const { connections, project, sample, clients } = openWindow(new FakeSecretStorage(), { startEmulator });
    const stored = sample.newConnection();
    await connections.signIn([stored]);
    assert.equal(project.value?.connection.endpoint, 'http://127.0.0.1:1001');
    assert.equal(clients[0]?.secret, secretOf(stored.credential));
    await connections.signOut('sample');
    assert.deepEqual(stopped, [`http://127.0.0.1:1001 ${secretOf(stored.credential)}`]);
  });

  it('can be tried again after the emulator could not be started', async () => {
    let works = false;
    const startEmulator: StartEmulator = () =>
      works
        ? Promise.resolve({ endpoint: 'http://127.0.0.1:1', projectId: 'p', stop: () => Promise.resolve() })
        : Promise.reject(new Error('no port'));
    const sample = new SampleService(startEmulator);
    await assert.rejects(sample.start(sample.newConnection()), /no port/u);
    works = true;
    assert.equal((await sample.start(sample.newConnection())).connection.endpoint, 'http://127.0.0.1:1');
    sample.dispose();
  });
});

describe('what is remembered of a connection', () => {
  const remembered = [storageKeys.filters, storageKeys.groupings, storageKeys.recents];
  const ofBoth = [
    ['one', 'a'],
    ['two', 'b'],
  ];
  let editor: WatchedEditor;
  let prompts: FakePrompts;

  beforeEach(async () => {
    editor = new WatchedEditor();
    prompts = new FakePrompts();
    for (const key of remembered) await editor.globalState.update(key, ofBoth);
    const logger = new RecordingLogger();
    const connection = { ...cloud.connection, name: 'Mine' };
    const store = new ConnectionStore(editor.secrets, logger, () => assert.fail('all can be read'));
    await store.write({ current: 'one', connections: [{ ...cloud, connection }, other] });
    const client = { dispose: () => undefined } as unknown as CsmsClient;
    const service = { createClient: () => client } as unknown as Service;
    const core = createCore(logger as unknown as Log, service, new FakeFilters());
    registerConnections(editor.context, core);
    editor.context.subscriptions.push(core.project);
    await core.project.ready;
    assert.equal(core.project.value?.connection.id, 'one');
  });

  afterEach(() => {
    prompts.dispose();
    editor.dispose();
  });

  const stored = () => remembered.map((key) => editor.globalState.get(key));

  it('waits for the next sign-in when it is signed out of', async () => {
    await editor.run(commandIds.signOut);
    assert.doesNotMatch(String([...editor.secrets.values.values()]), /MIItoken/u);
    assert.deepEqual(
      stored(),
      remembered.map(() => ofBoth),
    );
  });

  it('is forgotten when it is removed, and nothing of another one', async () => {
    editor.answers = [{ to: /^Remove the connection Mine\?$/u, pick: 'Remove' }];
    const running = editor.run(commandIds.switchConnection);
    (await prompts.next('Switch Connection')).press('Remove', 'Mine');
    (await prompts.next('Switch Connection')).dismiss();
    await running;
    assert.doesNotMatch(String([...editor.secrets.values.values()]), /MIItoken/u);
    assert.deepEqual(
      stored(),
      remembered.map(() => [['two', 'b']]),
    );
  });
});
