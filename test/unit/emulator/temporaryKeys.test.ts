import assert from 'node:assert/strict';
import { canonicalRequest, sdkDate, signatureOf } from '../../../src/csms/transport/signing';
import { emulators, gatewayMessage, StoppedClock, tokenOf } from './emulatorUnderTest';
import type { Answer, EmulatorUnderTest } from './emulatorUnderTest';

interface Credential {
  readonly access: string;
  readonly secret: string;
  readonly securitytoken: string;
  readonly expires_at: string;
}

function ask(under: EmulatorUnderTest, token?: object, headers?: Record<string, string>): Promise<Answer> {
  const identity = { methods: ['token'], ...(token && { token }) };
  return under.call('/v3.0/OS-CREDENTIAL/securitytokens', { auth: { identity } }, headers);
}

async function temporaryKey(under: EmulatorUnderTest, token?: object): Promise<Credential> {
  const { status, body } = await ask(under, token);
  assert.equal(status, 201);
  return (body as { credential: Credential }).credential;
}

interface Signing {
  readonly clock: StoppedClock;
  readonly credential: Pick<Credential, 'access' | 'secret'>;
  readonly projectId?: string;
  /** Sent, whether signed or not. */
  readonly headers?: Record<string, string>;
  readonly signed?: readonly string[];
  /** What is signed in place of what is sent. */
  readonly path?: string;
  readonly query?: string;
  readonly method?: string;
  readonly bodyHash?: string;
}

function callSigned(under: EmulatorUnderTest, signing: Signing): Promise<Answer> {
  const { clock, credential, projectId = under.emulator.projectId, headers = {}, signed } = signing;
  const url = `/v1/${projectId}/csms/tags`;
  const { method = 'GET', path = url, query = '', bodyHash } = signing;
  const date = sdkDate(clock.now());
  const all: Record<string, string> = { ...headers, 'x-sdk-date': date };
  const names = signed ?? Object.keys(all).sort();
  const canonical = canonicalRequest(
    { method, path, query, body: undefined },
    names.map((name) => [name, all[name] ?? '']),
    bodyHash,
  );
  const signature = signatureOf(canonical, date, credential.secret);
  const authorization = `SDK-HMAC-SHA256 Access=${credential.access}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return under.call(url, undefined, { ...all, authorization });
}

describe('IAM: temporary access keys', () => {
  const start = emulators();
  const clock = new StoppedClock();
  const startStopped = (options = {}): Promise<EmulatorUnderTest> =>
    start({ secrets: 0, now: clock.now, token: 'ours', ...options });

  it('gives one for a token, for 15 minutes or as long as asked', async () => {
    const under = await startStopped();
    const minutes = async (token?: object): Promise<number> =>
      (Date.parse((await temporaryKey(under, token)).expires_at) - clock.now()) / 60_000;
    assert.equal(await minutes(), 15);
    assert.equal(await minutes({ duration_seconds: 3600 }), 60);
    assert.equal(await minutes({ duration_seconds: '86400' }), 24 * 60);
    assert.match((await temporaryKey(under)).expires_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/u);
  });

  it('takes the token from the body, too, and refuses without a good one', async () => {
    const under = await startStopped();
    assert.equal((await ask(under, { id: 'ours' }, {})).status, 201);
    assert.equal((await ask(under, { id: 'wrong' }, {})).status, 401);
    assert.equal((await ask(under, undefined, {})).status, 401);
    assert.equal((await ask(under, { id: 'ours' }, { 'X-Auth-Token': 'wrong' })).status, 401);
  });

  it('refuses durations out of bounds and malformed requests', async () => {
    const under = await startStopped();
    const code = async (answer: Promise<Answer>): Promise<readonly unknown[]> => {
      const { status, body } = await answer;
      return [status, (body as { error_code: unknown }).error_code];
    };
    for (const duration_seconds of [899, 86_401, 900.5]) {
      assert.deepEqual(await code(ask(under, { duration_seconds })), [400, 'IAM.0007']);
    }
    assert.deepEqual(await code(ask(under, { duration_seconds: 'long' })), [400, 'IAM.0011']);
    assert.deepEqual(await code(under.call('/v3.0/OS-CREDENTIAL/securitytokens', '{')), [400, 'IAM.0011']);
  });

  it('opens the projects with the security token, sent and signed, until it expires', async () => {
    const under = await startStopped();
    const credential = await temporaryKey(under);
    const headers = { 'x-security-token': credential.securitytoken };
    assert.equal((await callSigned(under, { clock, credential, headers })).status, 200);
    const without = await callSigned(under, { clock, credential });
    assert.deepEqual([without.status, gatewayMessage(without).endsWith('not exist')], [401, true]);
    const foreign = await callSigned(under, { clock, credential, headers: { 'x-security-token': 'foreign' } });
    assert.equal(foreign.status, 401);
    const unsigned = await callSigned(under, { clock, credential, headers, signed: ['x-sdk-date'] });
    assert.deepEqual([unsigned.status, gatewayMessage(unsigned).includes('verify aksk signature fail')], [401, true]);
    const forged = await callSigned(under, { clock, credential: { ...credential, secret: 'wrong' }, headers });
    assert.equal(forged.status, 401);
    assert.equal((await callSigned(under, { clock, credential, headers })).status, 200);
    clock.advance(15 * 60);
    const expired = await callSigned(under, { clock, credential, headers });
    assert.deepEqual([expired.status, gatewayMessage(expired).includes('token expires, expires_at: ')], [401, true]);
  });

  it('opens all projects of the user, or those of its token when told so', async () => {
    const opened = async (options: object): Promise<number> => {
      const under = await startStopped(options);
      const answer = await under.signIn({ scope: { project: { name: 'cn-south-1' } } });
      const { credential } = (await ask(under, { id: tokenOf(answer) }, {})).body as { credential: Credential };
      const headers = { 'x-security-token': credential.securitytoken };
      return (await callSigned(under, { clock, credential, headers })).status;
    };
    assert.equal(await opened({}), 200);
    assert.equal(await opened({ temporaryKeyScope: 'token' }), 403);
  });
});

describe('access keys', () => {
  const start = emulators();
  const projectIds = async (under: EmulatorUnderTest): Promise<Record<string, string>> => {
    const { projects } = (await under.call('/v3/projects')).body as { projects: { id: string; name: string }[] };
    return Object.fromEntries(projects.map(({ name, id }) => [name, id]));
  };

  it('open every project that their user may use, and no other', async () => {
    const clock = new StoppedClock();
    const under = await start({ secrets: 0, now: clock.now });
    const { accessKey, secretKey, otherUser } = under.emulator;
    const ids = await projectIds(under);
    const statuses = async (access: string, secret: string): Promise<readonly number[]> => {
      const found: number[] = [];
      for (const projectId of Object.values(ids)) {
        found.push((await callSigned(under, { clock, credential: { access, secret }, projectId })).status);
      }
      return found;
    };
    assert.deepEqual(await statuses(accessKey, secretKey), [200, 200, 200, 403, 403]);
    assert.deepEqual(await statuses(otherUser.accessKey, otherUser.secretKey), [200, 403, 403, 200, 403]);
  });

  it('open no more with X-Project-Id', async () => {
    const clock = new StoppedClock();
    const under = await start({ secrets: 0, now: clock.now });
    const credential = { access: under.emulator.accessKey, secret: under.emulator.secretKey };
    const ids = await projectIds(under);
    const status = async (projectId: string, scope: string): Promise<number> =>
      (await callSigned(under, { clock, credential, projectId, headers: { 'x-project-id': scope } })).status;
    const [own, other] = [ids['cn-south-1']!, ids['cn-south-1_finance']!];
    assert.deepEqual([await status(own, own), await status(other, other), await status(own, other)], [200, 403, 403]);
  });

  it('sign method, path, query and body as they were received, and the date', async () => {
    const clock = new StoppedClock();
    const under = await start({ secrets: 0, keyLock: '6', now: clock.now });
    const credential = { access: under.emulator.accessKey, secret: under.emulator.secretKey };
    const status = async (signing: Partial<Signing>): Promise<number> =>
      (await callSigned(under, { clock, credential, ...signing })).status;
    const unsignedBody = { headers: { 'x-sdk-content-sha256': 'UNSIGNED-PAYLOAD' }, bodyHash: 'UNSIGNED-PAYLOAD' };
    assert.deepEqual([await status({}), await status(unsignedBody)], [200, 200]);
    for (const other of [
      { method: 'POST' },
      { path: '/v1/other/csms/tags' },
      { query: 'limit=1' },
      { bodyHash: '0'.repeat(64) },
      { headers: { accept: '*/*' }, signed: ['accept'] },
    ]) {
      assert.equal(await status(other), 401, JSON.stringify(other));
    }
    assert.equal(await status({}), 200);
  });

  it('are refused by the gateway at IAM as well, or by IAM when told so', async () => {
    const headers = {
      authorization: `SDK-HMAC-SHA256 Access=NOBODY, SignedHeaders=x-sdk-date, Signature=${'0'.repeat(64)}`,
    };
    const byGateway = await (await start({ secrets: 0 })).call('/v3/projects', undefined, headers);
    assert.deepEqual([byGateway.status, gatewayMessage(byGateway).endsWith('ak NOBODY not exist')], [401, true]);
    const own = await (await start({ secrets: 0, iamRefusal: 'keystone' })).call('/v3/projects', undefined, headers);
    assert.deepEqual([own.status, 'error' in (own.body as object)], [401, true]);
  });
});
