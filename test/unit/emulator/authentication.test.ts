import assert from 'node:assert/strict';
import { emulators, gatewayMessage, StoppedClock, tokenOf } from './emulatorUnderTest';
import type { Answer, EmulatorUnderTest } from './emulatorUnderTest';

const sandbox = 'cn-north-4_sandbox';

const listWith = (under: EmulatorUnderTest, token: string): Promise<Answer> =>
  under.list({ action: 'count' }, { 'X-Auth-Token': token });

describe('authentication by token', () => {
  const start = emulators();

  it('begins with a token that looks like a real one, or with a given one', async () => {
    const { emulator } = await start({ secrets: 0 });
    assert.match(emulator.token, /^MII[A-Za-z0-9+/=]{4000}$/u);
    const given = await start({ secrets: 0, token: 'canary' });
    assert.equal((await listWith(given, 'canary')).status, 200);
  });

  it('takes tokens far beyond the usual limit for headers', async () => {
    const token = 'x'.repeat(1024 * 1024);
    assert.equal((await listWith(await start({ secrets: 0, token }), token)).status, 200);
  });

  it('refuses a wrong token as the gateway does', async () => {
    const answer = await listWith(await start({ secrets: 0 }), 'wrong');
    assert.equal(answer.status, 401);
    assert.deepEqual(answer.body, {
      error_msg: 'Incorrect IAM authentication information: decrypt token fail',
      error_code: 'APIGW.0301',
      request_id: answer.headers.get('x-request-id'),
    });
  });

  it('refuses a request without credential', async () => {
    const answer = await (await start({ secrets: 0 })).list({ action: 'count' }, {});
    assert.equal(answer.status, 401);
    assert.match(gatewayMessage(answer), /x-auth-token not found$/u);
  });

  it('refuses as the service, with 400 CSMS.0301, when told so', async () => {
    const under = await start({ secrets: 0, wrongToken: 'service' });
    const nested = await listWith(under, 'wrong');
    assert.equal(nested.status, 400);
    assert.deepEqual(nested.body, { error: { error_code: 'CSMS.0301', error_msg: 'Invalid X-Auth-Token.' } });
    const flat = await under.call('/v1/{project}/secrets', undefined, {});
    assert.deepEqual(flat.body, { error_code: 'CSMS.0301', error_msg: 'Invalid X-Auth-Token.' });
  });

  it('refuses the token of another project, or of none, with 403', async () => {
    const under = await start({ secrets: 0 });
    for (const scope of [{ project: { name: sandbox } }, { domain: { name: 'example-corp' } }]) {
      const answer = await listWith(under, tokenOf(await under.signIn({ scope })));
      assert.equal(answer.status, 403);
      assert.equal((answer.body as { error: { error_code: string } }).error.error_code, 'CSMS.0302');
    }
  });

  it('refuses a project that does not exist with 403, from the service or from the gateway', async () => {
    const path = '/v1/0123456789abcdef0123456789abcdef/csms/tags';
    assert.equal((await (await start({ secrets: 0 })).call(path)).status, 403);
    const { status, body } = await (await start({ secrets: 0, wrongProject: 'gateway' })).call(path);
    assert.equal(status, 403);
    assert.equal((body as { error_code: string }).error_code, 'APIGW.0310');
  });

  it('refuses an expired token, the one that it starts with too, with 401', async () => {
    const clock = new StoppedClock();
    const under = await start({ secrets: 0, tokenTtlSeconds: 60, now: clock.now });
    assert.equal(under.emulator.tokenExpiresAt, '2030-01-01T12:01:00.000Z');
    clock.advance(59);
    assert.equal((await listWith(under, under.emulator.token)).status, 200);
    clock.advance(1);
    const answer = await listWith(under, under.emulator.token);
    assert.equal(answer.status, 401);
    assert.match(gatewayMessage(answer), /token expires, expires_at: 2030-01-01T12:01:00\.000Z$/u);
    assert.equal((answer.body as { error_code: string }).error_code, 'APIGW.0301');
  });

  it('asks for a new token with APIGW.0307 when told so', async () => {
    const under = await start({ secrets: 0, tokenTtlSeconds: 0, expiredToken: 'APIGW.0307' });
    const answer = await listWith(under, under.emulator.token);
    assert.equal(answer.status, 401);
    assert.equal((answer.body as { error_code: string }).error_code, 'APIGW.0307');
  });

  it('keeps a given token for good, unless told otherwise', async () => {
    const clock = new StoppedClock();
    const forGood = await start({ secrets: 0, token: 'canary', now: clock.now });
    const forAMinute = await start({ secrets: 0, token: 'canary', tokenTtlSeconds: 60, now: clock.now });
    clock.advance(365 * 24 * 3600);
    assert.equal((await listWith(forGood, 'canary')).status, 200);
    assert.equal((await listWith(forAMinute, 'canary')).status, 401);
  });

  it('tells and uses the time of its own clock', async () => {
    const under = await start({ secrets: 0, clockOffsetSeconds: 3600, now: () => Date.UTC(2030, 0, 1) });
    assert.equal((await listWith(under, under.emulator.token)).headers.get('date'), 'Tue, 01 Jan 2030 01:00:00 GMT');
    assert.equal(under.emulator.tokenExpiresAt, '2030-01-02T01:00:00.000Z');
  });
});
