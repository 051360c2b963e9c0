import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { CsmsClientOptions } from '../../../../src/csms/csmsClient';
import { Http, type HttpRequest } from '../../../../src/csms/transport/http';
import { authoriserWith } from '../../../../src/csms/transport/credentials';
import { canonicalRequest, signatureOf } from '../../../../src/csms/transport/signing';
import type { AccessKeyCredential } from '../../../../src/model/connection';
import { noFilter } from '../../../../src/model/secretFilter';
import { isServiceError, ServiceError } from '../../../../src/model/serviceError';
import { FakeClock } from '../../../support/fakeClock';
import type { Exchange, Fault, ReceivedRequest } from '../../../support/faultServer';
import { answer, json, page, refusal } from '../../../support/faults/answers';
import { faults } from '../../../support/faults/faults';
import {
  canaryKey,
  type ClientUnderTest,
  clientUnderTest,
  firstPage,
  never,
  projectId,
  useFaultServer,
} from '../clientUnderTest';

/** The servers' own clock is not the client's. */
const onTime = { Date: 'Tue, 24 Nov 2026 10:00:00 GMT' };

const unauthorized = refusal(401, onTime, 'CSMS.0009');

/** Whether a server finds the signature right over what it received. */
function isSignedBy({ secretKey }: AccessKeyCredential, { method, url, headers, body }: ReceivedRequest): boolean {
  const [, names = '', signature] = /SignedHeaders=(.+), Signature=(.+)$/u.exec(headers.authorization ?? '') ?? [];
  const [path = '', ...query] = url.split('?');
  const canonical = canonicalRequest(
    { method, path, query: query.join('?'), body },
    names.split(';').map((name) => [name, String(headers[name]).trim()]),
  );
  return signature === signatureOf(canonical, String(headers['x-sdk-date']), secretKey);
}

describe('A client with an access key', () => {
  const server = useFaultServer();
  const start = (changes: Partial<CsmsClientOptions> = {}): ClientUnderTest =>
    clientUnderTest(server.endpoint, { credential: canaryKey, ...changes });
  const isRefused = (error: unknown): boolean => isServiceError(error, 'unauthorized');

  describe('and a server', () => {
    it('sends what it signed, and the project, but never the secret key', async () => {
      const { client } = start();
      server.play(json({ resources: [], total_count: 0, tags: [] }));
      await client.listPage({ tags: [{ key: '团队', values: ['é🔑'] }], nameContains: ["x'()*"] }, firstPage, never);
      await client.listProjectTags(never);
      for (const request of server.requests) {
        assert.ok(isSignedBy(canaryKey, request));
        assert.equal(request.headers['x-project-id'], projectId);
        assert.equal(request.headers['x-security-token'], canaryKey.securityToken);
        assert.equal(request.headers['x-auth-token'], undefined);
        assert.equal(request.headers['x-sdk-date'], '20261124T100000Z');
        assert.ok(!inspect(request, { maxStringLength: null }).includes(canaryKey.secretKey));
      }
      const signed = server.requests.map(
        ({ headers }) => /SignedHeaders=([^,]+)/u.exec(headers.authorization ?? '')?.[1],
      );
      const always = 'host;x-project-id;x-sdk-date;x-security-token';
      assert.deepEqual(signed, [`content-type;${always}`, always]);
    });

    for (const path of [
      "/a b/'(x)*!/~_.-",
      '/100%/%E5%80%BC/密钥/🔑',
      '/x//y/./z/../w/',
      '/p?b=2&a=&b=1&c&密=钥&d=1+2&e=%2B%20&f="<>`{}|\\^',
      '?only=query',
    ]) {
      it(`signs the bytes that go out, whatever the transport makes of a URL: ${path}`, async () => {
        server.play(page());
        const request: HttpRequest = {
          method: 'POST',
          url: server.endpoint + path,
          headers: { 'Content-Type': 'application/json' },
          body: Buffer.from('{"a" : "密"}'),
        };
        const { headers } = authoriserWith(canaryKey, { clock: new FakeClock() }).authorise(request);
        const sent = { ...request, headers: { ...request.headers, ...headers } };
        assert.equal((await new Http(() => 5000).send(sent, never)).kind, 'response');
        const [received] = server.requests;
        assert.ok(received && isSignedBy(canaryKey, received), received?.url);
        assert.equal(received.body, '{"a" : "密"}');
        assert.equal(received.headers['content-type'], 'application/json');
      });
    }

    it('signs each try anew', async () => {
      const { client } = start();
      server.play(faults.overloaded, faults.resetBeforeHeaders, faults.throttledSeconds, page());
      await client.listPage(noFilter, firstPage, never);
      assert.deepEqual(
        server.requests.map(({ headers }) => headers['x-sdk-date']),
        ['20261124T100000Z', '20261124T100000Z', '20261124T100001Z', '20261124T100008Z'],
      );
      assert.ok(server.requests.every((request) => isSignedBy(canaryKey, request)));
    });

    it('lets nothing of key, token and signature out, though the server repeats them all', async () => {
      const { client, logger } = start();
      const seen: string[] = [];
      server.play((exchange) => {
        const authorization = exchange.request.headers.authorization ?? '';
        const signature = /Signature=([0-9a-f]+)/u.exec(authorization)?.[1] ?? '';
        const { secretKey, securityToken = '' } = canaryKey;
        seen.push(signature, secretKey, securityToken);
        const said = [authorization, ...seen, JSON.stringify({ securityToken }), encodeURIComponent(securityToken)];
        const body = JSON.stringify({ error_code: 'APIGW.0301', error_msg: said.join(' | '), request_id: signature });
        answer(401, body, { ...onTime, 'X-Request-Id': [] })(exchange);
      });
      const error = await client.count(noFilter, never).catch((thrown: unknown) => thrown);
      assert.ok(isServiceError(error, 'unauthorized'));
      const out = inspect([error, logger.lines, client], { depth: 10, maxStringLength: null, showHidden: true });
      assert.equal(seen.length, 3);
      for (const secret of seen) {
        for (const form of [secret, encodeURIComponent(secret), secret.slice(8, 30)]) {
          assert.ok(form !== '' && !out.includes(form), `${form} got out`);
        }
      }
      assert.match(error.serviceMessage ?? '', /^SDK-HMAC-SHA256 Access=HSTAKEXAMPLE00000001.*\[redacted\]/u);
    });

    it('tells a wrong clock from a wrong key by the answer’s date alone, and how wrong it is', async () => {
      const dated = (date: string, status = 401, code = 'APIGW.0301'): Fault => refusal(status, { Date: date }, code);
      for (const [fault, kind, skewMs] of [
        [dated('Tue, 24 Nov 2026 10:15:00 GMT'), 'unauthorized'],
        [dated('Tue, 24 Nov 2026 10:15:01 GMT'), 'clockSkew', 901_000],
        [dated('Tue, 24 Nov 2026 09:45:00 GMT'), 'unauthorized'],
        [dated('Tue, 24 Nov 2026 09:44:59 GMT', 401, 'APIGW.0307'), 'clockSkew', -901_000],
        [dated('Tue, 24 Nov 2026 09:44:59 GMT', 400, 'CSMS.0301'), 'clockSkew', -901_000],
        [dated('Tue, 24 Nov 2026 09:44:59 GMT', 403, 'CSMS.0302'), 'forbidden'],
        [dated('yesterday'), 'unauthorized'],
      ] as const) {
        server.play(fault);
        await assert.rejects(start().client.count(noFilter, never), (error) => {
          assert.ok(isServiceError(error, kind), inspect(error));
          assert.equal(error.skewMs, skewMs);
          return true;
        });
      }
      server.play(dated('Tue, 24 Nov 2026 11:00:00 GMT'));
      const { client } = start({ credential: { kind: 'token', token: 'MII' } });
      await assert.rejects(client.count(noFilter, never), isRefused);
    });
  });

  describe('that was refused', () => {
    it('sends no more than was under way, and tells everyone why', async () => {
      const { client, logger } = start();
      const held: Exchange[] = [];
      server.play((exchange) => void held.push(exchange));
      const calls = Array.from({ length: 30 }, (_, index) =>
        client.listPage(noFilter, { limit: 10, offset: index * 10 }, never),
      );
      const outcomes = Promise.allSettled(calls);
      await server.received(8);
      const [first, ...others] = held;
      unauthorized(first!);
      await assert.rejects(calls[0]!, isRefused);
      for (const exchange of others) page()(exchange);
      const errors = (await outcomes).map((outcome) =>
        outcome.status === 'rejected' ? (outcome.reason as unknown) : 'rows',
      );
      assert.deepEqual(errors.slice(1, 8), Array(7).fill('rows'));
      assert.deepEqual([...new Set([errors[0], ...errors.slice(8)])], [errors[0]]);
      await assert.rejects(client.count(noFilter, never), (error) => error === errors[0]);
      await assert.rejects(client.listProjectTags(never), (error) => error === errors[0]);
      assert.equal(server.requests.length, 8);
      assert.equal(logger.lines.filter((line) => line.startsWith('warn')).length, 1);
    });

    it('ends the wait of a call for another try', async () => {
      const clock = new FakeClock();
      const wake: (() => void)[] = [];
      const sleep = (_ms: number, signal: AbortSignal): Promise<void> =>
        new Promise((resolve) => {
          wake.push(resolve);
          signal.addEventListener('abort', () => resolve());
        });
      const { client } = start({ clock: { now: () => clock.now(), sleep } });
      server.play(faults.overloaded, unauthorized);
      const waiting = client.listProjectTags(never);
      const refused = assert.rejects(waiting, isRefused);
      while (wake.length === 0) await new Promise(setImmediate);
      await assert.rejects(client.count(noFilter, never), isRefused);
      await refused;
      assert.equal(server.requests.length, 2);
    });

    it('remembers a wrong clock in the same way', async () => {
      const { client } = start();
      server.play(refusal(401, { Date: 'Tue, 24 Nov 2026 12:00:00 GMT' }), page());
      const isSkewed = (error: unknown): boolean => isServiceError(error, 'clockSkew');
      await assert.rejects(client.count(noFilter, never), isSkewed);
      await assert.rejects(client.count(noFilter, never), isSkewed);
      assert.equal(server.requests.length, 1);
    });

    it('is used once more when a person asks for that, and no more if it is refused again', async () => {
      const { client } = start();
      server.play(unauthorized, unauthorized, json({ total_count: 3 }));
      await assert.rejects(client.count(noFilter, never), isRefused);
      client.resetCredential();
      await assert.rejects(client.count(noFilter, never), isRefused);
      await assert.rejects(client.count(noFilter, never), isRefused);
      assert.equal(server.requests.length, 2);
      client.resetCredential();
      assert.equal(await client.count(noFilter, never), 3);
    });

    it('still hears that a call is cancelled', async () => {
      const { client } = start();
      server.play(unauthorized);
      await assert.rejects(client.count(noFilter, never));
      await assert.rejects(client.count(noFilter, AbortSignal.abort()), (error) => isServiceError(error, 'cancelled'));
    });

    it('goes on after any other failure', async () => {
      const { client } = start();
      server.play(faults.forbidden, faults.badRequest, faults.htmlAs200, json({ total_count: 3 }));
      for (let failures = 0; failures < 3; failures++) {
        await assert.rejects(client.count(noFilter, never), (error) => error instanceof ServiceError);
      }
      assert.equal(await client.count(noFilter, never), 3);
    });

    it('is no example for a token, which nothing locks', async () => {
      const { client } = start({ credential: { kind: 'token', token: 'MII' } });
      server.play(unauthorized, json({ total_count: 3 }));
      await assert.rejects(client.count(noFilter, never));
      assert.equal(await client.count(noFilter, never), 3);
    });
  });
});
