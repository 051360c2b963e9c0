import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { IamClientOptions } from '../../../src/csms/iamClient';
import type { Credential } from '../../../src/model/connection';
import { isServiceError, ServiceError } from '../../../src/model/serviceError';
import type { Fault } from '../../support/faultServer';
import { answer, json, refusal } from '../../support/faults/answers';
import { faultNames, faults } from '../../support/faults/faults';
import {
  canaryKey,
  canaryPassword,
  canaryToken,
  type IamClientUnderTest,
  iamClientUnderTest,
  never,
  timeoutFor,
  useFaultServer,
} from './clientUnderTest';
import { expectations } from './faultExpectations';

const onTime = { Date: 'Tue, 24 Nov 2026 10:00:00 GMT' };

const project = { id: 'a'.repeat(32), name: 'cn-north-4' };

const signIn = { accountName: 'corp', userName: 'explorer', password: canaryPassword };

const tokenCredential: Credential = { kind: 'token', token: canaryToken };

function token(changes: object = {}, headers: Record<string, string> = { 'X-Subject-Token': canaryToken }): Fault {
  const body = { token: { expires_at: '2026-11-25T10:00:00.701000Z', project, ...changes } };
  return answer(201, JSON.stringify(body), headers);
}

function projects(names: readonly string[], next: string | null = null): Fault {
  return json({ projects: names.map((name) => ({ id: `id-of-${name}`, name, enabled: true })), links: { next } });
}

/** Empty for a request that has none. */
function passwordIn(body: string): string {
  if (body === '') return '';
  const { auth } = JSON.parse(body) as { auth: { identity: { password: { user: { password: string } } } } };
  return auth.identity.password.user.password;
}

function assertNoCanary(things: unknown): void {
  const seen = inspect(things, { showHidden: true, depth: 10, maxStringLength: null, maxArrayLength: null });
  const { secretKey, securityToken = '' } = canaryKey;
  for (const canary of [canaryToken, secretKey, securityToken]) {
    for (const form of [canary, encodeURIComponent(canary), canary.slice(3, 40)]) assert.ok(!seen.includes(form), form);
  }
  const password = canaryPassword;
  const inJson = JSON.stringify(password).slice(1, -1);
  for (const form of [password, inJson, inspect(password).slice(1, -1), encodeURIComponent(password)]) {
    assert.ok(!seen.includes(form), form);
  }
}

describe('The client of IAM', () => {
  const server = useFaultServer();
  const start = (changes: Partial<IamClientOptions> = {}): IamClientUnderTest =>
    iamClientUnderTest(server.endpoint, changes);

  describe('asks', () => {
    it('for a token as documented, without a credential or a sequence', async () => {
      const { client } = start();
      server.play(token());
      await client.fetchToken({ ...signIn, projectId: project.id }, never);
      await client.fetchAccountToken(signIn, never);
      const user = { name: 'explorer', password: canaryPassword, domain: { name: 'corp' } };
      const identity = { methods: ['password'], password: { user } };
      const scopes = [{ project: { id: project.id } }, { domain: { name: 'corp' } }];
      assert.deepEqual(
        server.requests.map(({ body }) => JSON.parse(body) as unknown),
        scopes.map((scope) => ({ auth: { identity, scope } })),
      );
      for (const { method, url, headers } of server.requests) {
        assert.equal(`${method} ${url}`, 'POST /v3/auth/tokens?nocatalog=true');
        assert.equal(headers['user-agent'], 'csms-explorer/test');
        for (const name of ['authorization', 'x-auth-token', 'x-project-id']) assert.equal(headers[name], undefined);
      }
    });

    it('for projects with the token, or signed without a project', async () => {
      const { client } = start();
      server.play(projects(['one']));
      await client.listProjects(tokenCredential, never);
      await client.listProjects(canaryKey, never);
      const [byToken, byKey] = server.requests;
      assert.equal(byToken?.url, '/v3/auth/projects');
      assert.equal(byToken.headers['x-auth-token'], canaryToken);
      assert.equal(byKey?.url, '/v3/projects');
      assert.match(byKey.headers.authorization ?? '', /SignedHeaders=host;x-sdk-date;x-security-token,/u);
      assert.equal(byKey.headers['x-project-id'], undefined);
    });

    it('nothing any more once it is disposed', async () => {
      const { client } = start();
      server.play(faults.silent);
      const running = assert.rejects(client.listProjects(tokenCredential, never), (error) =>
        isServiceError(error, 'cancelled'),
      );
      await server.received(1);
      client.dispose();
      await running;
      await assert.rejects(client.fetchAccountToken(signIn, never), (error) => isServiceError(error, 'cancelled'));
      assert.equal(server.requests.length, 1);
    });

    it('for a token but once, whatever happens, since wrong passwords lock the user', async () => {
      for (const name of ['overloaded', 'throttled', 'resetBeforeHeaders', 'unauthorized', 'internalError'] as const) {
        const { client, clock } = start();
        server.play(faults[name], token());
        await assert.rejects(client.fetchAccountToken(signIn, never), (error) => error instanceof ServiceError);
        assert.equal(server.requests.length, 1, name);
        assert.deepEqual(clock.slept, []);
      }
    });

    it('no second time with a key that was refused, unless another secret is entered for it', async () => {
      const { client } = start();
      server.play(refusal(401, onTime), projects(['one']));
      const error = await client.listProjects(canaryKey, never).catch((thrown: unknown) => thrown);
      await assert.rejects(client.listProjects({ ...canaryKey }, never), (again) => again === error);
      assert.equal(server.requests.length, 1);
      const listed = await client.listProjects({ ...canaryKey, secretKey: 'another' }, never);
      assert.equal(listed.length, 1);
    });
  });

  describe('takes for a token', () => {
    const fetch = () => start().client.fetchToken({ ...signIn, projectId: project.id }, never);

    it('one beyond what Node takes in headers by itself', async () => {
      const long = `MII${'a'.repeat(40_000)}`;
      server.play(token({}, { 'X-Subject-Token': long }));
      assert.equal((await fetch()).token, long);
    });

    it('no header that is too long', async () => {
      server.play(token({}, { 'X-Subject-Token': 'a'.repeat(100_000) }));
      await assert.rejects(fetch(), (error) => isServiceError(error, 'tooLarge'));
    });

    for (const [what, fault, reason] of [
      ['an answer without the header', token({}, {}), 'X-Subject-Token: missing'],
      ['an empty header', token({}, { 'X-Subject-Token': '' }), 'X-Subject-Token: missing'],
      ['a header with blanks', token({}, { 'X-Subject-Token': 'two words' }), 'X-Subject-Token: missing'],
      ['an answer without its end', token({ expires_at: undefined }), 'token.expires_at: expected string'],
      ['an end that is no time', token({ expires_at: 'soon' }), 'token.expires_at: invalid_format'],
      ['an answer without a project', token({ project: undefined }), 'token.project: missing'],
      [
        'the token of another project',
        token({ project: { id: 'x', name: 'af-south-1' } }),
        'token.project: another one',
      ],
      ['an id of another type', token({ project: { id: 7, name: 'x' } }), 'token.project.id: expected string'],
      ['nothing', answer(201, '', { 'X-Subject-Token': canaryToken }), 'an empty body'],
      ['a page', answer(200, '<html>', { 'X-Subject-Token': canaryToken }), 'HTML instead of JSON'],
    ] as const) {
      it(`not ${what}`, async () => {
        server.play(fault);
        await assert.rejects(fetch(), (error) => {
          assert.ok(isServiceError(error, 'unreadable'), inspect(error));
          assert.equal(error.reason, reason);
          assertNoCanary(error);
          return true;
        });
      });
    }
  });

  describe('reads projects', () => {
    const list = () => start().client.listProjects(tokenCredential, never);
    const names = async () => (await list()).map(({ name }) => name);

    it('of all pages, each once, and sends the credential nowhere else', async () => {
      const elsewhere =
        (page: number): Fault =>
        (exchange) =>
          projects([`p${page - 1}`, `p${page}`], `${exchange.elsewhere}/v3/evil?page=${page}&per_page=2`)(exchange);
      server.play(elsewhere(2), elsewhere(3), projects(['p3', 'p4']));
      assert.deepEqual(await names(), ['p1', 'p2', 'p3', 'p4']);
      assert.deepEqual(
        server.requests.map(({ url }) => url),
        ['/v3/auth/projects', '/v3/auth/projects?page=2&per_page=2', '/v3/auth/projects?page=3&per_page=2'],
      );
      assert.deepEqual(server.requestsElsewhere, []);
    });

    it('of pages whose size no one tells', async () => {
      server.play(projects(['one'], 'https://iam/v3/projects?page=2'), projects(['two'], ''));
      assert.deepEqual(await names(), ['one', 'two']);
    });

    it('until nothing new comes', async () => {
      const endless: Fault = (exchange) => projects(['same'], `/?page=${server.requests.length + 1}`)(exchange);
      server.play(endless);
      assert.deepEqual(await names(), ['same']);
      assert.equal(server.requests.length, 2);
    });

    it('in a bounded number of pages', async () => {
      const endless: Fault = (exchange) => {
        const count = server.requests.length;
        projects([`p${count}`], `/?page=${count + 1}`)(exchange);
      };
      server.play(endless);
      await assert.rejects(names(), (error) => isServiceError(error, 'tooLarge'));
      assert.equal(server.requests.length, 100);
    });

    it('in a bounded number, of one page and of all', async () => {
      const many = (from: number, count: number): readonly string[] =>
        Array.from({ length: count }, (_, at) => `p${from + at}`);
      server.play(projects(many(0, 10_001)));
      await assert.rejects(names(), (error) => isServiceError(error, 'unreadable'));
      server.play(projects(many(0, 9_999), '/?page=2'), projects(many(9_999, 2), '/?page=3'));
      await assert.rejects(names(), (error) => isServiceError(error, 'tooLarge'));
      assert.equal(server.requests.length, 2);
      server.play(projects(many(0, 9_999), '/?page=2'), projects(many(9_999, 1)));
      assert.equal((await names()).length, 10_000);
    });

    it('and those that are not enabled; one that does not say so is', async () => {
      const rows = [
        { id: '1', name: 'a', enabled: false },
        { id: '2', name: 'b' },
      ];
      server.play(json({ projects: rows }));
      const listed = await list();
      assert.deepEqual(
        listed.map(({ enabled }) => enabled),
        [false, true],
      );
    });

    for (const [what, body, reason] of [
      ['no list', { projects: null }, 'projects: expected array'],
      ['a row of another shape', { projects: [{ id: '1', name: 'a' }, { id: 2 }] }, 'projects.1.id: expected string'],
      [
        'a link that leads nowhere',
        { projects: [], links: { next: 'https://x/?page=1' } },
        'links.next: no later page',
      ],
      [
        'a link as long as an answer',
        { projects: [], links: { next: `/?page=2&${'a'.repeat(4096)}` } },
        'links.next: at most 4096',
      ],
      ['a link to no whole page', { projects: [], links: { next: '/?page=2a' } }, 'links.next: no later page'],
      ['a link to a page by name', { projects: [], links: { next: '/?page=a2' } }, 'links.next: no later page'],
      ['a link without a page', { projects: [], links: { next: canaryToken } }, 'links.next: no later page'],
    ] as const) {
      it(`but not ${what}`, async () => {
        server.play(json(body));
        await assert.rejects(names(), (error) => {
          assert.ok(isServiceError(error, 'unreadable'));
          assert.equal(error.reason, reason);
          return true;
        });
      });
    }
  });

  describe('lets no secret out', () => {
    it('when a server repeats all it got, and more', async () => {
      const echo: Fault = (exchange) => {
        const { headers, body } = exchange.request;
        const said = [passwordIn(body), body, JSON.stringify(body), canaryToken, JSON.stringify(headers)].join(' | ');
        const refusalBody = JSON.stringify({ error: { code: 400, message: said, title: said } });
        const sent = { 'X-Subject-Token': canaryToken, 'X-IAM-Trace-Id': canaryToken.slice(0, 90), 'X-Request-Id': [] };
        answer(400, refusalBody, sent)(exchange);
      };
      for (const ask of [
        ({ client }: IamClientUnderTest) => client.fetchAccountToken(signIn, never),
        ({ client }: IamClientUnderTest) => client.fetchToken({ ...signIn, projectId: 'x' }, never),
        ({ client }: IamClientUnderTest) => client.listProjects(tokenCredential, never),
        ({ client }: IamClientUnderTest) => client.listProjects(canaryKey, never),
      ]) {
        server.play(echo);
        const under = start();
        const error = await ask(under).catch((thrown: unknown) => thrown);
        assert.ok(isServiceError(error, 'rejected'));
        assert.ok((error.serviceMessage ?? '').includes('[redacted]'), error.serviceMessage);
        const { serviceMessage = '' } = error;
        const signature = /Signature=([0-9a-f]{64})/u.exec(server.requests[0]?.headers.authorization ?? '')?.[1];
        assert.ok(signature === undefined || !serviceMessage.includes(signature.slice(0, 16)));
        assert.ok(!serviceMessage.includes(canaryPassword));
        assertNoCanary([error, under.logger.lines, under.client]);
      }
    });

    it('cut off at the end of a long message', async () => {
      const body = JSON.stringify({
        error_msg: '.'.repeat(30) + canaryPassword.repeat(600),
        error_code: 'IAM.0011',
      });
      server.play(answer(400, body));
      const { client } = start();
      const error = await client.fetchAccountToken(signIn, never).catch((thrown: unknown) => thrown);
      assert.ok(isServiceError(error, 'rejected'));
      // Ten characters of one are at the end of what is looked at.
      assert.doesNotMatch(error.serviceMessage ?? '', /cAn/u);
    });

    it('in the log of what went well', async () => {
      const { client, logger } = start();
      server.play(token({}, { 'X-Subject-Token': canaryToken, 'X-Request-Id': `x${canaryPassword.slice(0, 3)}` }));
      const got = await client.fetchAccountToken(signIn, never);
      assert.equal(got.token, canaryToken);
      assert.equal(logger.lines.length, 1);
      assert.match(logger.lines[0] ?? '', /^debug KeystoneCreateUserTokenByPassword: 201 in 0 ms, 1 rows/u);
      assertNoCanary(logger.lines);
    });
  });

  describe('gets a result or a ServiceError', () => {
    for (const name of faultNames) {
      it(`from a server that misbehaves: ${name}`, async () => {
        const { client, logger } = start(timeoutFor(name));
        const listed = expectations[name];
        // Secrets are no projects.
        const kind = 'error' in listed ? listed.error.kind : 'unreadable';
        const outcomes: unknown[] = [];
        for (const credential of [tokenCredential, canaryKey]) {
          server.play(faults[name]);
          const outcome = await client.listProjects(credential, never).catch((error: unknown) => error);
          assert.ok(
            isServiceError(outcome) && (outcome.kind === kind || outcome.kind === 'clockSkew'),
            inspect(outcome),
          );
          outcomes.push(outcome);
        }
        server.play(faults[name]);
        outcomes.push(await client.fetchToken({ ...signIn, projectId: 'x' }, never).catch((error: unknown) => error));
        for (const outcome of outcomes) assert.ok(outcome instanceof ServiceError, inspect(outcome));
        assert.deepEqual(server.requestsElsewhere, []);
        assertNoCanary([outcomes, logger.lines, client]);
      });
    }
  });
});
