import assert from 'node:assert/strict';
import { emulators } from './emulatorUnderTest';
import type { Answer, EmulatorUnderTest } from './emulatorUnderTest';

const sandbox = 'cn-north-4_sandbox';

interface SignIn {
  readonly password?: string;
  readonly scope?: object | undefined;
}

function signIn(under: EmulatorUnderTest, { password, scope }: SignIn = {}, query = ''): Promise<Answer> {
  const { iamUser } = under.emulator;
  const user = { name: iamUser.name, password: password ?? iamUser.password, domain: { name: iamUser.domain } };
  const identity = { methods: ['password'], password: { user } };
  return under.call(
    `/v3/auth/tokens${query}`,
    { auth: { identity, scope: scope ?? { project: { name: 'cn-north-4' } } } },
    {},
  );
}

const tokenOf = ({ headers }: Answer): string => headers.get('x-subject-token') ?? '';
const listWith = (under: EmulatorUnderTest, token: string): Promise<Answer> =>
  under.list({ action: 'count' }, { 'X-Auth-Token': token });
const message = ({ body }: Answer): string => (body as { error_msg: string }).error_msg;

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
    assert.match(message(answer), /x-auth-token not found$/u);
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
      const answer = await listWith(under, tokenOf(await signIn(under, { scope })));
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
});

describe('IAM', () => {
  const start = emulators();

  it('gives a token of a project for a password, good for 24 hours', async () => {
    let time = Date.UTC(2030, 0, 1, 12);
    const under = await start({ secrets: 0, now: () => time });
    const answer = await signIn(under);
    assert.equal(answer.status, 201);
    const { token } = answer.body as { token: { issued_at: string; expires_at: string; project: { id: string } } };
    assert.equal(token.project.id, under.emulator.projectId);
    assert.deepEqual(
      [token.issued_at, token.expires_at],
      ['2030-01-01T12:00:00.000000Z', '2030-01-02T12:00:00.000000Z'],
    );
    assert.equal((await listWith(under, tokenOf(answer))).status, 200);
    time += 24 * 60 * 60 * 1000;
    const expired = await listWith(under, tokenOf(answer));
    assert.equal(expired.status, 401);
    assert.match(message(expired), /token expires, expires_at: 2030-01-02T12:00:00\.000Z$/u);
  });

  it('gives tokens a shorter life when told so, and never ends the first one', async () => {
    let time = Date.now();
    const under = await start({ secrets: 0, tokenLifetimeSeconds: 60, now: () => time });
    const token = tokenOf(await signIn(under));
    time += 60_000;
    assert.equal((await listWith(under, token)).status, 401);
    assert.equal((await listWith(under, under.emulator.token)).status, 200);
  });

  it('opens the empty second project with its own token', async () => {
    const under = await start();
    const answer = await signIn(under, { scope: { project: { name: sandbox } } });
    const { id } = (answer.body as { token: { project: { id: string } } }).token.project;
    const headers = { 'X-Auth-Token': tokenOf(answer) };
    const { body } = await under.call(`/v1/${id}/csms/resource_instances/action`, { action: 'filter' }, headers);
    assert.deepEqual(body, { resources: [], total_count: 0 });
  });

  it('leaves the catalog out on request', async () => {
    const under = await start({ secrets: 0 });
    const token = ({ body }: Answer): object => (body as { token: object }).token;
    assert.equal('catalog' in token(await signIn(under)), true);
    assert.equal('catalog' in token(await signIn(under, {}, '?nocatalog=true')), false);
  });

  it('refuses in its own envelope', async () => {
    const under = await start({ secrets: 0 });
    const wrong = await signIn(under, { password: 'wrong' });
    assert.deepEqual(wrong.body, {
      error: { code: 401, message: 'The username or password is wrong.', title: 'Unauthorized' },
    });
    const unknown = await signIn(under, { scope: { project: { name: 'af-south-1' } } });
    const malformed = await under.call('/v3/auth/tokens', { auth: {} }, {});
    assert.deepEqual(malformed.body, {
      error: { code: 400, message: 'The request body is invalid', title: 'Bad Request' },
    });
    const anonymous = await under.call('/v3/projects', undefined, {});
    assert.deepEqual(
      [wrong, unknown, malformed, anonymous].map(({ status }) => status),
      [401, 401, 400, 401],
    );
    for (const { headers } of [wrong, malformed]) {
      assert.equal(headers.get('x-iam-trace-id'), headers.get('x-request-id'));
    }
  });

  it('lists the projects of the account, all or by name and page', async () => {
    const under = await start({ secrets: 0 });
    const names = async (path: string): Promise<readonly string[]> =>
      ((await under.call(path)).body as { projects: { name: string }[] }).projects.map(({ name }) => name);
    assert.deepEqual(await names('/v3/auth/projects'), ['cn-north-4', sandbox]);
    assert.deepEqual(await names('/v3/projects'), ['cn-north-4', sandbox]);
    assert.deepEqual(await names('/v3/projects?name=cn-north-4'), ['cn-north-4']);
    assert.deepEqual(await names('/v3/projects?page=2&per_page=1'), [sandbox]);
    assert.deepEqual(await names('/v3/projects?name=nowhere'), []);
  });
});
