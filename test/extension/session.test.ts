import assert from 'node:assert/strict';
import type { CsmsClient } from '../../src/csms/csmsClient';
import { storageKeys } from '../../src/ids';
import type { Credential } from '../../src/model/connection';
import { ConnectionStore, type StoredConnection } from '../../src/vscode/connections/connectionStore';
import { SampleService, type StartEmulator } from '../../src/vscode/connections/sampleService';
import { type ActiveConnection, Session } from '../../src/vscode/connections/session';
import { RecordingLogger } from '../support/builders';
import { FakeSecretStorage } from '../support/fakeEditor';

const cloud: StoredConnection = {
  connection: {
    id: 'one',
    kind: 'cloud',
    endpoint: 'https://kms.cn-north-4.myhuaweicloud.com',
    region: 'cn-north-4',
    projectId: '0'.repeat(32),
  },
  credential: { kind: 'token', token: 'MIItoken' },
};

const key: StoredConnection = {
  connection: cloud.connection,
  credential: { kind: 'accessKey', accessKey: 'AK', secretKey: 'SK', securityToken: undefined },
};

function tokenOf(credential: Credential): string {
  return credential.kind === 'token' ? credential.token : '';
}

/** One window of the editor, on the storage that all share. */
function openWindow(storage: FakeSecretStorage, startEmulator: StartEmulator = () => assert.fail('no samples here')) {
  const logger = new RecordingLogger();
  const clients: { readonly token: string; readonly endpoint: string; disposed: boolean }[] = [];
  const errors: unknown[] = [];
  const sample = new SampleService(startEmulator);
  const createClient = ({ connection, credential }: StoredConnection) => {
    const made = { token: tokenOf(credential), endpoint: connection.endpoint, disposed: false };
    clients.push(made);
    return { dispose: () => (made.disposed = true) } as unknown as CsmsClient;
  };
  const store = new ConnectionStore(storage, logger);
  const session = new Session(store, createClient, sample, (error) => errors.push(error));
  return { session, sample, clients, logger, errors };
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
  it('stores a connection and its credential together, in SecretStorage', async () => {
    const storage = new FakeSecretStorage();
    const { session } = openWindow(storage);
    await session.signIn(cloud);
    assert.deepEqual([...storage.values.keys()], [storageKeys.connection]);
    assert.equal(session.active?.connection.projectId, cloud.connection.projectId);
  });

  it('is followed by the other windows, in and out', async () => {
    const storage = new FakeSecretStorage();
    const [one, two] = [openWindow(storage), openWindow(storage)];
    const signedIn = nextChange(two.session, (active) => active !== undefined);
    await one.session.signIn(cloud);
    await signedIn;
    assert.equal(two.clients[0]?.token, 'MIItoken');
    const signedOut = nextChange(two.session, (active) => active === undefined);
    await one.session.signOut();
    await signedOut;
    assert.equal(two.session.active, undefined);
    assert.deepEqual(
      two.clients.map(({ disposed }) => disposed),
      [true],
    );
    assert.equal(storage.values.size, 0);
  });

  it('makes a new client for every sign-in, since one gives up on a refused access key', async () => {
    const { session, clients } = openWindow(new FakeSecretStorage());
    await session.signIn(key);
    await session.signIn(key);
    assert.deepEqual(
      clients.map(({ disposed }) => disposed),
      [true, false],
    );
  });

  for (const [what, credential] of [
    ['a token', { kind: 'token', token: 'MIItoken' }],
    ['a token that ends', { kind: 'token', token: 'MIItoken', expiresAt: 1_800_000_000_000 }],
    ['an access key', { kind: 'accessKey', accessKey: 'AK', secretKey: 'SK' }],
    ['a temporary access key', { kind: 'accessKey', accessKey: 'HSTA', secretKey: 'SK', securityToken: 'gg' }],
  ] satisfies [string, Credential][]) {
    it(`keeps ${what} as it is`, async () => {
      const store = new ConnectionStore(new FakeSecretStorage(), new RecordingLogger());
      await store.write({ ...cloud, credential });
      assert.deepEqual((await store.read())?.credential, credential);
    });
  }

  it('ignores a stored credential of another shape, and does not tell it to the log', async () => {
    const storage = new FakeSecretStorage();
    const logger = new RecordingLogger();
    const store = new ConnectionStore(storage, logger);
    for (const credential of [
      { kind: 'accessKey', accessKey: 'AK' },
      { kind: 'token', token: '', secretKey: 'canary' },
      { kind: 'token', token: 'canary', expiresAt: 'soon' },
      { kind: 'canary' },
    ]) {
      await storage.store(storageKeys.connection, JSON.stringify({ version: 1, ...cloud, credential }));
      assert.equal(await store.read(), undefined);
    }
    assert.equal(logger.lines.length, 4);
    assert.doesNotMatch(logger.lines.join(), /canary/u);
  });

  it('makes no second client when nothing changed', async () => {
    const storage = new FakeSecretStorage();
    const { session, clients } = openWindow(storage);
    await session.signIn(cloud);
    await session.follow();
    assert.equal(clients.length, 1);
  });

  for (const [what, text] of [
    ['is no JSON', 'MIInot json'],
    ['is of another shape', '{"version":1,"credential":{"token":"MIIshape"}}'],
    [
      'names an endpoint that is none',
      JSON.stringify({ version: 1, ...cloud, connection: { ...cloud.connection, endpoint: 'http://evil.example' } }),
    ],
  ] as const) {
    it(`counts as signed out, and says so without quoting it, when what is stored ${what}`, async () => {
      const storage = new FakeSecretStorage();
      storage.values.set(storageKeys.connection, text);
      const { session, logger } = openWindow(storage);
      await session.follow();
      assert.equal(session.active, undefined);
      assert.match(logger.lines.join('\n'), /^warn The stored connection cannot be read/u);
      assert.doesNotMatch(logger.lines.join('\n'), /MII|evil/u);
    });
  }

  it('cancels the client when it is disposed, and makes no other', async () => {
    const storage = new FakeSecretStorage();
    const { session, clients } = openWindow(storage);
    await session.signIn(cloud);
    session.dispose();
    await storage.delete(storageKeys.connection);
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
    const storage = new FakeSecretStorage();
    const { session, sample, clients } = openWindow(storage, startEmulator);
    const stored = sample.newConnection();
    await session.signIn(stored);
    assert.equal(session.active?.connection.endpoint, 'http://127.0.0.1:1001');
    assert.equal(clients[0]?.token, tokenOf(stored.credential));
    await session.signOut();
    assert.deepEqual(stopped, [`http://127.0.0.1:1001 ${tokenOf(stored.credential)}`]);
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
