import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { CsmsClient } from '../../../src/csms/csmsClient';
import type { IamClient } from '../../../src/csms/iamClient';
import type { Credential } from '../../../src/model/connection';
import { noFilter } from '../../../src/model/secretFilter';
import { isServiceError, ServiceError } from '../../../src/model/serviceError';
import type { Fault, FaultServer } from '../../support/faultServer';
import { answer, json, page } from '../../support/faults/answers';
import {
  canaryKey,
  canaryPassword,
  canaryToken,
  clientUnderTest,
  firstPage,
  iamClientUnderTest,
  never,
  projectId,
  useFaultServer,
} from './clientUnderTest';

const token: Credential = { kind: 'token', token: canaryToken };

const signIn = { accountName: 'corp', userName: 'explorer', password: canaryPassword };

interface Clients {
  readonly csms: CsmsClient;
  readonly signed: CsmsClient;
  readonly iam: IamClient;
}

function clientsOf({ endpoint }: FaultServer): Clients {
  return {
    csms: clientUnderTest(endpoint).client,
    signed: clientUnderTest(endpoint, { credential: canaryKey }).client,
    iam: iamClientUnderTest(endpoint).client,
  };
}

/** Everything that can be asked of a server. */
const calls: Readonly<Record<string, (clients: Clients) => Promise<unknown>>> = {
  'a page': ({ csms }) => csms.listPage(noFilter, firstPage, never),
  'a signed page': ({ signed }) => signed.listPage(noFilter, firstPage, never),
  'a count': ({ csms }) => csms.count(noFilter, never),
  'the tags': ({ csms }) => csms.listProjectTags(never),
  'a signed question for the tags': ({ signed }) => signed.listProjectTags(never),
  'a token of a project': ({ iam }) => iam.fetchToken({ ...signIn, projectId: 'x' }, never),
  'a token of the account': ({ iam }) => iam.fetchAccountToken(signIn, never),
  projects: ({ iam }) => iam.listProjects(token, never),
  'signed projects': ({ iam }) => iam.listProjects(canaryKey, never),
};

/** Ways to say that the answer is elsewhere. */
const detours: Readonly<Record<string, (elsewhere: string) => Fault>> = {
  ...Object.fromEntries(
    [300, 301, 302, 303, 305, 306, 307, 308].map((status) => [
      `${status}`,
      (elsewhere: string): Fault => answer(status, '', { Location: `${elsewhere}/` }),
    ]),
  ),
  'a location without a scheme': (elsewhere) => answer(302, '', { Location: elsewhere.replace('http:', '') }),
  'a location with backslashes': (elsewhere) => answer(302, '', { Location: elsewhere.replace('http://', '\\\\') }),
  'a location with a user': (elsewhere) => answer(307, '', { Location: elsewhere.replace('://', '://127.0.0.1@') }),
  'a location with what was created': (elsewhere) => answer(201, '{}', { Location: elsewhere }),
  'a location with what was accepted': (elsewhere) => answer(202, '{}', { Location: elsewhere }),
  'a refresh': (elsewhere) =>
    answer(200, `<meta http-equiv="refresh" content="0;url=${elsewhere}">`, { Refresh: `0;url=${elsewhere}` }),
  'a link': (elsewhere) => json({}, { Link: `<${elsewhere}/>; rel="next"`, 'Content-Location': elsewhere }),
  'another service': (elsewhere) => answer(421, '', { 'Alt-Svc': `h2="${new URL(elsewhere).host}"; ma=60` }),
  'a proxy': (elsewhere) => answer(305, '', { Location: elsewhere, 'Set-Proxy': `SET; proxyURI=${elsewhere}` }),
  'a question who asks': (elsewhere) =>
    answer(401, '', { 'WWW-Authenticate': `Bearer realm="${elsewhere}"`, Location: elsewhere }),
  'a question of a proxy': (elsewhere) =>
    answer(407, '', { 'Proxy-Authenticate': `Basic realm="${elsewhere}"`, Location: elsewhere }),
  'a later try elsewhere': (elsewhere) => answer(503, '', { 'Retry-After': '0', Location: elsewhere }),
  'links of a page': (elsewhere) =>
    json({
      resources: [],
      total_count: 0,
      tags: [],
      projects: [{ id: 'x', name: 'x' }],
      links: { next: `${elsewhere}/v3/projects?page=2` },
    }),
  'the endpoint of a catalog': (elsewhere) =>
    json(
      { token: { expires_at: '2026-11-25T10:00:00.701000Z', catalog: [{ endpoints: [{ url: elsewhere }] }] } },
      { 'X-Subject-Token': 'x' },
    ),
};

describe('A server that sends the client elsewhere', () => {
  const server = useFaultServer();

  for (const [detour, play] of Object.entries(detours)) {
    for (const [what, ask] of Object.entries(calls)) {
      it(`in place of ${what}, by ${detour}, is not followed`, async () => {
        server.play((exchange) => play(exchange.elsewhere)(exchange));
        const outcome = await ask(clientsOf(server)).catch((error: unknown) => error);
        assert.deepEqual(server.requestsElsewhere, []);
        if (outcome instanceof Error) assert.ok(outcome instanceof ServiceError, inspect(outcome));
        if (/^30[1-8]$/u.test(detour)) {
          assert.ok(isServiceError(outcome, 'redirect'), inspect(outcome));
          assert.equal(server.requests.length, 1, 'asked once');
        }
        assert.ok(server.requests.every(({ headers }) => headers.cookie === undefined));
      });
    }
  }
});

describe('The proxy of the environment', () => {
  const [server, proxy] = [useFaultServer(), useFaultServer()];
  const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'];
  const old = names.map((name) => process.env[name]);
  afterEach(() => {
    names.forEach((name, at) => {
      if (old[at] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = old[at];
    });
  });

  it('gets nothing: the editor decides which proxy there is', async () => {
    for (const name of names) process.env[name] = proxy.endpoint;
    server.play(page());
    await clientUnderTest(server.endpoint).client.listPage(noFilter, firstPage, never);
    assert.equal(server.requests.length, 1);
    assert.deepEqual(proxy.requests, []);
  });
});

/** Project ids that would be more than a part of the path. */
const projectIds: readonly string[] = [
  ...['...', '.a', '../v1', '../../../evil', 'a/b', 'a/../../versions/latest', '/evil.example', '//evil.example/x'],
  ...['..%2f..%2fversions', '%2e%2e', '%2e%2e%2f%2e%2e', '%252e%252e', '%', '%00', 'a\\b', '\\\\evil.example\\x'],
  ...['http://evil.example/', '@evil.example', ':80@evil.example', 'a?b=c', 'a#b', 'a;b=c', 'a&b', '~!*()'],
  ...['a b', ' ', '+', 'a\u0000b', 'a\tb', 'a\r\nHost: evil.example', 'a\nX-Auth-Token: x', 'a\u2028b', '\'"<>`'],
  'a HTTP/1.1\r\nHost: evil.example\r\n\r\nGET /x',
  ...['ü', 'а', '\u202eabc', '😀', '／evil', '${x}', 'x'.repeat(4096)], // The second is Cyrillic.
];

describe('A project id that is none', () => {
  const server = useFaultServer();

  for (const id of projectIds) {
    it(`stays one part of the path: ${JSON.stringify(id.slice(0, 60))}`, async () => {
      for (const credential of [token, canaryKey]) {
        server.play(json({ resources: [], total_count: 0, tags: [] }));
        const { client } = clientUnderTest(server.endpoint, { projectId: id, credential });
        const asked = [() => client.listPage(noFilter, firstPage, never), () => client.listProjectTags(never)];
        const outcomes: unknown[] = [];
        for (const ask of asked) outcomes.push(await ask().catch((error: unknown) => error));
        for (const outcome of outcomes)
          if (outcome instanceof Error) assert.ok(outcome instanceof ServiceError, inspect(outcome));
        for (const { url, headers } of server.requests) {
          const [, part] = /^\/v1\/([^/?#;@:\\\s]+)\/csms\/(?:resource_instances\/action|tags)$/u.exec(url) ?? [];
          assert.equal(decodeURIComponent(part ?? ''), id, url);
          assert.equal(headers.host, new URL(server.endpoint).host);
          // Says the same or nothing: what no header can carry is not sent at all.
          assert.ok([undefined, id.trim()].includes(headers['x-project-id'] as string | undefined));
        }
        if (credential === token) assert.equal(server.requests.length, asked.length);
        assert.deepEqual(server.requestsElsewhere, []);
      }
    });
  }

  for (const id of ['', '.', '..', 'half \ud83d']) {
    it(`is refused where no encoding helps: ${JSON.stringify(id)}`, async () => {
      server.play(page());
      const { client } = clientUnderTest(server.endpoint, { projectId: id });
      await assert.rejects(client.count(noFilter, never), RangeError);
      assert.equal(server.requests.length, 0);
    });
  }
});

describe('The URLs of both clients', () => {
  const server = useFaultServer();

  it('are these and no others, whatever is asked, and none can give a secret value', async () => {
    const asked = new Set<string>();
    const clients = clientsOf(server);
    for (const [what, ask] of Object.entries(calls)) {
      server.play(json({ resources: [], total_count: 0, tags: [], projects: [] }));
      await ask(clients).catch(() => undefined);
      assert.ok(server.requests.length > 0, what);
      for (const { method, url } of server.requests) asked.add(`${method} ${url}`);
    }
    // A new method belongs into `calls`.
    const methods = ['listPage', 'count', 'listProjectTags', 'resetCredential', 'dispose'];
    assert.deepEqual(Object.keys(clients.csms), methods);
    assert.deepEqual(Object.keys(clients.iam), ['fetchToken', 'fetchAccountToken', 'listProjects', 'dispose']);
    assert.deepEqual([...asked].sort(), [
      `GET /v1/${projectId}/csms/tags`,
      'GET /v3/auth/projects',
      'GET /v3/projects',
      `POST /v1/${projectId}/csms/resource_instances/action`,
      'POST /v3/auth/tokens?nocatalog=true',
    ]);
  });
});
