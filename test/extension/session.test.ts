import assert from 'node:assert/strict';
import type { CsmsClient } from '../../src/csms/csmsClient';
import { storageKeys } from '../../src/ids';
import type { Connection, Credential } from '../../src/model/connection';
import { ConnectionStore } from '../../src/vscode/connections/connectionStore';
import type { Environment } from '../../src/vscode/connections/environmentKey';
import { SampleService, type StartEmulator } from '../../src/vscode/connections/sampleService';
import { type ActiveConnection, type OpenableConnection, Session } from '../../src/vscode/connections/session';
import type { StoredConnection } from '../../src/vscode/connections/storedConnections';
import { UserFacingError } from '../../src/vscode/core/errors';
import { RecordingLogger } from '../support/builders';
import { FakeSecretStorage } from '../support/fakeEditor';

function connectionCalled(id: string, facts: Partial<Connection> = {}): Connection {
  return {
    id,
    kind: 'cloud',
    endpoint: 'https://kms.cn-north-4.myhuaweicloud.com',
    region: 'cn-north-4',
    projectId: '0'.repeat(32),
    method: 'token',
    ...facts,
  };
}

const cloud = { connection: connectionCalled('one'), credential: { kind: 'token', token: 'MIItoken' } } as const;
const other = { connection: connectionCalled('two'), credential: { kind: 'token', token: 'MIIother' } } as const;

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
  const errors: unknown[] = [];
  let setAside = 0;
  const sample = new SampleService(startEmulator);
  const createClient = ({ connection, credential }: OpenableConnection) => {
    const made = { secret: secretOf(credential), endpoint: connection.endpoint, disposed: false };
    clients.push(made);
    return { dispose: () => (made.disposed = true) } as unknown as CsmsClient;
  };
  const store = new ConnectionStore(storage, logger, () => setAside++);
  const session = new Session({ store, createClient, sample, environment, onError: (error) => errors.push(error) });
  const names = () => session.connections.map(({ connection: { id, name } }) => name ?? id);
  return { session, sample, clients, logger, errors, names, store, setAside: () => setAside };
}

function nextChange(session: Session, accept: (active: ActiveConnection | undefined) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const listener = session.onDidChange((active) => {
      if (!accept(active)) return;
      listener.dispose();
      resolve();
    });
  });
}

describe('the session', () => {
  it('stores connections with their credentials in one entry of SecretStorage', async () => {
    const storage = new FakeSecretStorage();
    const { session, names } = openWindow(storage);
    await session.signIn([cloud, other]);
    assert.deepEqual([...storage.values.keys()], [storageKeys.connections]);
    assert.equal(session.active?.connection.id, 'one');
    assert.deepEqual(names(), ['one', 'two']);
  });

  it('is followed by the other windows, in and out', async () => {
    const storage = new FakeSecretStorage();
    const [one, two] = [openWindow(storage), openWindow(storage)];
    const signedIn = nextChange(two.session, (active) => active !== undefined);
    await one.session.signIn([cloud]);
    await signedIn;
    assert.equal(two.clients[0]?.secret, 'MIItoken');
    const signedOut = nextChange(two.session, (active) => active === undefined);
    await one.session.remove('one');
    await signedOut;
    assert.equal(two.session.active, undefined);
    assert.deepEqual(
      two.clients.map(({ disposed }) => disposed),
      [true],
    );
    assert.equal(storage.values.size, 0);
  });

  it('keeps the other connections when one is removed, and is signed out then if it was in use', async () => {
    const { session, names } = openWindow(new FakeSecretStorage());
    await session.signIn([cloud, other]);
    await session.remove('two');
    assert.equal(session.active?.connection.id, 'one');
    await session.signIn([other]);
    await session.remove('two');
    assert.equal(session.active, undefined);
    assert.deepEqual(names(), ['one']);
  });

  it('cancels the one client before it makes the other when it switches', async () => {
    const { session, clients } = openWindow(new FakeSecretStorage());
    await session.signIn([cloud, other]);
    const seen: (string | undefined)[] = [];
    session.onDidChange((active) => {
      assert.equal(clients[0]?.disposed, true);
      seen.push(active?.connection.id);
    });
    await session.switchTo('two');
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
    const { session, clients, names } = openWindow(new FakeSecretStorage());
    await session.signIn([cloud]);
    let changes = 0;
    session.onDidChange(() => changes++);
    await session.rename('one', 'Production');
    assert.equal(session.active?.connection.name, 'Production');
    assert.deepEqual(names(), ['Production']);
    await session.rename('one', undefined);
    assert.equal(session.active.connection.name, undefined);
    assert.equal(changes, 0);
    assert.equal(clients.length, 1);
  });

  it('replaces a connection that is signed in to again, with a new client', async () => {
    const { session, clients, names } = openWindow(new FakeSecretStorage());
    await session.signIn([cloud]);
    await session.signIn([cloud]);
    assert.deepEqual(names(), ['one']);
    assert.deepEqual(
      clients.map(({ disposed }) => disposed),
      [true, false],
    );
  });

  it('keeps name and place of a connection that is signed in to again', async () => {
    const { session, names } = openWindow(new FakeSecretStorage());
    await session.signIn([cloud, other]);
    await session.rename('one', 'Production');
    await session.signIn([cloud]);
    assert.deepEqual(names(), ['Production', 'two']);
  });

  it('stays where it is when the chosen connection was removed meanwhile', async () => {
    const { session } = openWindow(new FakeSecretStorage());
    await session.signIn([cloud]);
    await assert.rejects(session.switchTo('gone'), UserFacingError);
    assert.equal(session.active?.connection.id, 'one');
  });

  it('leaves no credential behind when the last connection is removed', async () => {
    const storage = new FakeSecretStorage();
    storage.values.set(storageKeys.unreadableConnections, 'MIIold');
    const { session } = openWindow(storage);
    await session.signIn([cloud]);
    await session.remove('one');
    assert.equal(storage.values.size, 0);
  });

  for (const [what, credential] of [
    ['a token', { kind: 'token', token: 'MIItoken' }],
    ['a token that ends', { kind: 'token', token: 'MIItoken', expiresAt: 1_800_000_000_000 }],
    ['an access key', { kind: 'accessKey', accessKey: 'AK', secretKey: 'SK' }],
    ['a temporary access key', { kind: 'accessKey', accessKey: 'HSTA', secretKey: 'SK', securityToken: 'gg' }],
    ['the environment', { kind: 'environment', accessKey: 'AK' }],
  ] satisfies [string, StoredConnection['credential']][]) {
    it(`keeps ${what} as it is`, async () => {
      const { store } = openWindow(new FakeSecretStorage());
      await store.write({ current: 'one', connections: [{ ...cloud, credential }] });
      assert.deepEqual((await store.read()).connections[0]?.credential, credential);
    });
  }

  it('makes no second client when nothing changed', async () => {
    const { session, clients } = openWindow(new FakeSecretStorage());
    await session.signIn([cloud]);
    await session.follow();
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
      const { session, logger, setAside } = openWindow(storage);
      await session.follow();
      await session.follow();
      assert.equal(session.active, undefined);
      assert.equal(setAside(), 1);
      assert.deepEqual([...storage.values], [[storageKeys.unreadableConnections, text]]);
      assert.match(logger.lines.join('\n'), /^warn A stored connection cannot be read/u);
      assert.doesNotMatch(logger.lines.join('\n'), /MII/u);
    });
  }

  it('sets one unreadable connection aside and keeps the others', async () => {
    const storage = new FakeSecretStorage();
    const unreadable = [
      { ...cloud, connection: connectionCalled('evil', { endpoint: 'http://evil.example' }) },
      { ...cloud, credential: { kind: 'accessKey', accessKey: 'canary' } },
      { ...cloud, credential: { kind: 'token', token: 'canary', expiresAt: 'soon' } },
      { ...cloud, credential: { kind: 'canary' } },
      null,
    ];
    for (const each of unreadable) {
      const text = JSON.stringify({ version: 1, current: 'two', connections: [each, other] });
      storage.values.set(storageKeys.connections, text);
      const { session, logger, names, setAside } = openWindow(storage);
      await session.follow();
      assert.equal(session.active?.connection.id, 'two');
      assert.deepEqual(names(), ['two']);
      assert.equal(setAside(), 1);
      assert.equal(storage.values.get(storageKeys.unreadableConnections), JSON.stringify([each]));
      assert.doesNotMatch(logger.lines.join(), /canary|evil/u);
    }
  });

  it('reads the key of the environment at each use, and stores none of it', async () => {
    const storage = new FakeSecretStorage();
    const { session, clients } = openWindow(storage, { environment: agreedKey });
    await session.signIn([fromEnvironment]);
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
      await openWindow(storage, { environment: agreedKey }).session.signIn([fromEnvironment]);
      const { session, clients } = openWindow(storage, { environment });
      const says = (error: unknown) => error instanceof UserFacingError && message.test(error.message);
      await assert.rejects(session.follow(), says);
      await session.follow(); // It was said; another window's changes are no reason to say it again.
      await assert.rejects(session.switchTo('one'), says);
      assert.deepEqual([session.active, clients], [undefined, []]);
    });
  }

  it('forgets what is remembered of a connection that is removed, and not when a person signs out', async () => {
    const { session } = openWindow(new FakeSecretStorage());
    const forgotten: string[] = [];
    session.onDidForget((id) => forgotten.push(id));
    await session.signIn([cloud, other]);
    await session.signOut('one');
    assert.deepEqual(forgotten, []);
    await session.remove('two');
    assert.deepEqual(forgotten, ['two']);
  });

  it('cancels the client when it is disposed, and makes no other', async () => {
    const storage = new FakeSecretStorage();
    const { session, clients } = openWindow(storage);
    await session.signIn([cloud]);
    session.dispose();
    await storage.delete(storageKeys.connections);
    assert.deepEqual(
      clients.map(({ disposed }) => disposed),
      [true],
    );
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
    const { session, sample, clients } = openWindow(new FakeSecretStorage(), { startEmulator });
    const stored = sample.newConnection();
    await session.signIn([stored]);
    assert.equal(session.active?.connection.endpoint, 'http://127.0.0.1:1001');
    assert.equal(clients[0]?.secret, secretOf(stored.credential));
    await session.remove('sample');
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
