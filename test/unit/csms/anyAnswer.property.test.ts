import fc from 'fast-check';
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { noFilter } from '../../../src/model/secretFilter';
import type { SecretPage } from '../../../src/model/secretPage';
import { ServiceError } from '../../../src/model/serviceError';
import type { Fault } from '../../support/faultServer';
import { answer } from '../../support/faults/answers';
import { wireRow } from '../../support/faults/wireRows';
import {
  canaryPassword,
  canaryToken,
  clientUnderTest,
  firstPage,
  iamClientUnderTest,
  never,
  useFaultServer,
} from './clientUnderTest';

const signIn = { accountName: 'account', userName: 'user', password: canaryPassword };
const tokenBody = { token: { expires_at: '2027-01-03T09:05:22.701000Z', project: { id: 'p', name: 'n' } } };
const projectsBody = { projects: [{ id: 'p', name: 'n', enabled: true }], links: { next: null } };

/** Writes bytes to the connection as they are, HTTP or not, and closes it. */
function raw(...parts: readonly (string | Uint8Array)[]): Fault {
  return ({ response }) =>
    response.socket?.end(Buffer.concat(parts.map((part) => Buffer.from(part as string, 'latin1'))));
}

const bytes = fc.uint8Array({ maxLength: 64 });
const goodBody = fc.constantFrom<unknown>(
  { resources: [wireRow('a')], total_count: 1, tags: [{ key: 'env', values: ['prod'] }] },
  { error: { error_code: 'CSMS.0002', error_msg: 'No.' } },
  tokenBody,
  projectsBody,
);
const body = fc.oneof(
  bytes,
  goodBody.map((json) => Buffer.from(JSON.stringify(json))),
  goodBody.map((json) => gzipSync(JSON.stringify(json))),
  // Almost JSON: one byte is another.
  fc.tuple(goodBody, fc.nat(), fc.nat(255)).map(([json, at, byte]) => {
    const text = Buffer.from(JSON.stringify(json));
    text[at % text.length] = byte;
    return text;
  }),
);
const headerText = fc.string({ unit: fc.constantFrom(...Array.from('aZ09 ,;:=-/"\t\u0001\u007fé')), maxLength: 24 });
const headers = fc.array(
  fc.tuple(
    fc.constantFrom(
      'Content-Length',
      'Content-Encoding',
      'Transfer-Encoding',
      'Content-Type',
      'Retry-After',
      'Date',
      'Location',
      'X-Request-Id',
      'X-Subject-Token',
      'Set-Cookie',
      'Connection',
      '',
    ),
    fc.oneof(
      headerText,
      fc.constantFrom('0', '5', '-1', '1e3', 'gzip', 'br', 'deflate', 'chunked', 'identity', 'close', 'upgrade'),
    ),
  ),
  { maxLength: 4 },
);
const status = fc.oneof(fc.constantFrom('200', '401', '429', '503'), fc.integer({ min: 0, max: 1000 }).map(String));

/** From right to wild. */
const anyAnswer: fc.Arbitrary<Fault> = fc.oneof(
  fc
    .tuple(status, headers, body)
    .map(([code, lines, content]) =>
      raw(`HTTP/1.1 ${code} X\r\n`, ...lines.map(([name, value]) => `${name}: ${value}\r\n`), '\r\n', content),
    ),
  fc.tuple(fc.constantFrom(200, 201, 401, 500), body).map(([code, content]) => answer(code, Buffer.from(content))),
  bytes.map((content) => raw(content)),
  bytes.map((content) => raw('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', content)),
);

describe('Any bytes whatsoever in place of an answer', () => {
  const server = useFaultServer();

  /** Nothing but a `ServiceError` is thrown, and nothing tells what was sent. */
  function assertTame(outcomes: readonly PromiseSettledResult<unknown>[], logged: readonly string[]): void {
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') assert.ok(outcome.reason instanceof ServiceError, inspect(outcome.reason));
    }
    const seen = inspect([outcomes, logged], { depth: Infinity, showHidden: true, maxStringLength: null });
    assert.ok(!seen.includes(canaryToken.slice(0, 40)) && !seen.includes(canaryPassword));
    assert.deepEqual(server.requestsElsewhere, []);
  }

  it('gives the client of CSMS rows or a ServiceError', async () => {
    const { client, logger } = clientUnderTest(server.endpoint);
    await fc.assert(
      fc.asyncProperty(anyAnswer, async (fault) => {
        server.play(fault);
        logger.lines.length = 0;
        const outcomes = await Promise.allSettled([
          client.listPage(noFilter, firstPage, never),
          client.count(noFilter, never),
          client.listProjectTags(never),
        ]);
        assertTame(outcomes, logger.lines);
      }),
    );
  });

  const iamJson = fc.oneof(
    { weight: 3, arbitrary: fc.constant<unknown>(tokenBody) },
    goodBody,
    fc.jsonValue(),
    fc.record({ token: fc.record({ expires_at: fc.jsonValue(), project: fc.jsonValue() }, { requiredKeys: [] }) }),
    fc.record({ projects: fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())), links: fc.jsonValue() }),
    fc.record({
      projects: fc.constant([{ id: 'p', name: 'n' }]),
      links: fc.record({ next: fc.webUrl({ withQueryParameters: true }) }),
    }),
    fc.record({ error: fc.record({ code: fc.jsonValue(), message: fc.jsonValue(), title: fc.jsonValue() }) }),
  );
  const iamAnswer = fc
    .record({ json: iamJson, code: fc.constantFrom(200, 201, 300, 401), token: fc.constantFrom('MIIx', 'a b', '') })
    .map(({ json, code, token }) => answer(code, JSON.stringify(json), { 'X-Subject-Token': token }));

  it('gives the client of IAM a token, projects or a ServiceError', async () => {
    const { client, logger } = iamClientUnderTest(server.endpoint);
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyAnswer, iamAnswer), async (fault) => {
        server.play(fault);
        logger.lines.length = 0;
        const credential = { kind: 'token', token: canaryToken } as const;
        const [account, project, ...rest] = await Promise.allSettled([
          client.fetchAccountToken(signIn, never),
          client.fetchToken({ ...signIn, projectId: 'n' }, never),
          client.listProjects(credential, never),
        ]);
        assertTame([account, project, ...rest], logger.lines);
        for (const token of [account, project]) {
          if (token.status === 'fulfilled') assert.match(token.value.token, /^[\x21-\x7e]+$/u);
        }
      }),
    );
  });
});

/** Rows that are right but for some fields, so that they get far into the client. */
const almostRows = fc.array(
  fc
    .record({
      row: fc.dictionary(fc.constantFrom('resource_id', 'resource_name', 'tags', 'resource_detail'), fc.jsonValue()),
      detail: fc.dictionary(
        fc.constantFrom('id', 'state', 'create_time', 'auto_rotation', '__proto__'),
        fc.jsonValue(),
      ),
    })
    .map((changes) => wireRow('a', changes)),
  { maxLength: 4 },
);

const anyJson = fc.oneof(
  fc.jsonValue(),
  fc.record({ resources: fc.oneof(almostRows, fc.array(fc.jsonValue())), total_count: fc.jsonValue() }),
  fc.record({ error: fc.jsonValue() }),
  fc.dictionary(fc.constantFrom('error_code', 'error_msg', 'error', 'code', 'message'), fc.jsonValue()),
  fc.record({ tags: fc.array(fc.record({ key: fc.jsonValue(), values: fc.jsonValue() })) }),
);

describe('Any JSON whatsoever in place of an answer', () => {
  const server = useFaultServer();

  it('gives rows or a ServiceError, and loses no row', async () => {
    const { client } = clientUnderTest(server.endpoint);
    await fc.assert(
      fc.asyncProperty(anyJson, fc.constantFrom(200, 200, 200, 201, 302, 400, 401, 429, 503), async (sent, code) => {
        server.play(answer(code, JSON.stringify(sent)));
        const [page] = await Promise.allSettled([
          client.listPage(noFilter, firstPage, never),
          client.count(noFilter, never).catch(assertServiceError),
          client.listProjectTags(never).catch(assertServiceError),
        ]);
        if (page.status === 'rejected') assertServiceError(page.reason);
        else assertWhole(page.value);
      }),
    );
  });
});

function assertServiceError(error: unknown): void {
  assert.ok(error instanceof ServiceError, String(error));
}

function assertWhole({ secrets, unreadable, received }: SecretPage): void {
  assert.equal(secrets.length + unreadable.length, received);
  for (const { id, name, tags, createTime } of secrets) {
    assert.ok(id !== '' && name !== '' && tags.every(({ key, value }) => key !== '' && typeof value === 'string'));
    assert.ok(createTime === undefined || !Number.isNaN(new Date(createTime).getTime()));
  }
}
