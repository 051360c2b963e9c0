import fc from 'fast-check';
import assert from 'node:assert/strict';
import { parseEndpoint } from '../../../src/model/endpoint';
import {
  readConnections,
  type StoredConnection,
  writeConnections,
} from '../../../src/vscode/connections/storedConnections';
import { parseKeptState, parsePageMessage } from '../../../src/protocol/detailsSchemas';
import { anyCharacter } from '../../support/anyCharacter';
import { cases } from '../../support/cases';

const canary = 'canary-of-a-credential';
const text = fc.string({ unit: anyCharacter, minLength: 1, maxLength: 12 });
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });
const endpoint = fc.constantFrom('https://kms.cn-north-4.myhuaweicloud.com', 'http://127.0.0.1:8080');
const stored: fc.Arbitrary<StoredConnection> = fc.record({
  connection: fc.record({
    id: text,
    kind: fc.constantFrom('cloud', 'sample'),
    endpoint,
    region: maybe(text),
    projectId: text,
    method: fc.constantFrom('password', 'accessKey', 'temporaryKey', 'token', 'environment'),
    name: maybe(text),
    projectName: maybe(text),
    iamEndpoint: maybe(endpoint),
    user: maybe(fc.record({ accountName: text, userName: text })),
  }),
  credential: fc.oneof(
    fc.record({ kind: fc.constant('token' as const), token: text, expiresAt: maybe(fc.nat()) }),
    fc.record({
      kind: fc.constant('accessKey' as const),
      accessKey: text,
      secretKey: text,
      securityToken: maybe(text),
    }),
    fc.record({ kind: fc.constant('environment' as const), accessKey: text }),
  ),
});
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('What is stored of connections', () => {
  it('is read back as it was written', () => {
    const lists = fc.uniqueArray(stored, { maxLength: 4, selector: ({ connection: { id } }) => id });
    fc.assert(
      fc.property(lists, fc.nat(), (connections, at) => {
        const current = connections[at]?.connection.id;
        const { stored: read, problems } = readConnections(writeConnections({ current, connections }));
        assert.deepEqual(problems, []);
        assert.deepEqual(plain(read), plain({ current, connections }));
      }),
    );
  });

  it('is read whatever it is, without quoting it, and gives a credential to no endpoint that is none', () => {
    const field = fc.oneof(fc.jsonValue(), fc.constantFrom<unknown>(canary, 'http://evil.example', 'token'));
    const broken = fc
      .tuple(stored, fc.constantFrom('id', 'kind', 'endpoint', 'iamEndpoint', 'method', 'user'), field, field)
      .map(([{ connection, credential }, key, value, other]) => ({
        connection: { ...connection, [key]: value },
        credential: { ...credential, token: other },
      }));
    const texts = fc.oneof(
      fc.string({ unit: anyCharacter }),
      fc.json(),
      fc
        .record({ version: fc.constantFrom(1, 1, 2), current: field, connections: fc.oneof(fc.array(broken), field) })
        .map((file) => JSON.stringify(file)),
    );
    fc.assert(
      fc.property(texts, (written) => {
        const { stored: read, problems } = readConnections(written);
        assert.ok(!problems.join().includes(canary));
        for (const { connection } of read.connections) {
          for (const each of [connection.endpoint, connection.iamEndpoint ?? connection.endpoint]) {
            assert.deepEqual(parseEndpoint(each), { endpoint: each });
          }
        }
      }),
    );
  });
});

/** What each message of the page consists of. */
const documented: Readonly<Record<string, readonly string[]>> = {
  ready: ['kind'],
  copy: ['kind', 'secretId', 'field'],
  filterByTag: ['kind', 'secretId', 'tag'],
  runOn: ['kind', 'secretId', 'action'],
  run: ['kind', 'action'],
};

describe('What the details page says', () => {
  it('is taken only as it is documented, whatever else comes', () => {
    const part = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom<unknown>('ready', 'copy', 'filterByTag', 'runOn', 'run', 'name', 'signIn', 'openInConsole'),
    );
    const messages = fc.oneof(
      part,
      fc.dictionary(
        fc.constantFrom('kind', 'secretId', 'field', 'action', 'tag', 'connection', 'tab', '__proto__'),
        part,
      ),
    );
    fc.assert(
      fc.property(messages, (message) => {
        const read: Readonly<Record<string, unknown>> | undefined = parsePageMessage(message);
        if (read !== undefined) {
          assert.deepEqual(plain(read), plain(message));
          assert.deepEqual(Object.keys(read).sort(), documented[String(read.kind)]?.toSorted());
          for (const name of ['secretId', 'field', 'action']) assert.equal(typeof (read[name] ?? ''), 'string');
        }
        const kept = parseKeptState(message);
        if (kept !== undefined) assert.ok(kept.secretId !== '' && kept.connection !== '');
      }),
      { numRuns: cases(500) },
    );
  });
});
