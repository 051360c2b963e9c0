import assert from 'node:assert/strict';
import { emulators, keystoneMessage, StoppedClock, tokenOf } from './emulatorUnderTest';
import type { Answer, EmulatorUnderTest } from './emulatorUnderTest';

interface TokenBody {
  readonly issued_at: string;
  readonly expires_at: string;
  readonly user: { readonly name: string };
  readonly project?: { readonly id: string; readonly name: string };
  readonly domain?: { readonly name: string };
}

const tokenBody = ({ body }: Answer): TokenBody => (body as { token: TokenBody }).token;

/** Signs in with a wrong password and then tells the status and the message with the right one. */
async function afterFailures(under: EmulatorUnderTest, failures: number): Promise<readonly [number, string]> {
  for (let failure = 0; failure < failures; failure++) {
    const answer = await under.signIn({ password: 'wrong' });
    assert.equal(keystoneMessage(answer), 'The username or password is wrong.');
  }
  const answer = await under.signIn();
  return [answer.status, answer.status === 201 ? '' : keystoneMessage(answer)];
}

describe('IAM: tokens', () => {
  const start = emulators();

  it('gives a token of a project for a password, good for 24 hours', async () => {
    const clock = new StoppedClock();
    const under = await start({ secrets: 0, now: clock.now });
    const answer = await under.signIn();
    assert.equal(answer.status, 201);
    const { project, issued_at, expires_at } = tokenBody(answer);
    assert.equal(project?.id, under.emulator.projectId);
    assert.deepEqual([issued_at, expires_at], ['2030-01-01T12:00:00.000000Z', '2030-01-02T12:00:00.000000Z']);
    const headers = { 'X-Auth-Token': tokenOf(answer) };
    assert.equal(await under.statusWith(headers), 200);
    clock.advance(24 * 3600);
    assert.equal(await under.statusWith(headers), 401);
  });

  it('gives tokens another life when told so, and never ends the older ones', async () => {
    const clock = new StoppedClock();
    const under = await start({ secrets: 0, tokenTtlSeconds: 60, now: clock.now });
    const first = { 'X-Auth-Token': tokenOf(await under.signIn()) };
    clock.advance(30);
    const second = { 'X-Auth-Token': tokenOf(await under.signIn()) };
    assert.equal(await under.statusWith(first), 200);
    clock.advance(30);
    assert.deepEqual([await under.statusWith(first), await under.statusWith(second)], [401, 200]);
  });

  it('takes the scope by name or id, prefers the project to the account, and needs none', async () => {
    const under = await start({ secrets: 0 });
    const { projectId: id, iamUser } = under.emulator;
    const domain = { name: iamUser.domain };
    const scoped = async (scope: object): Promise<string | undefined> => {
      const { project, domain: account } = tokenBody(await under.signIn({ scope }));
      return project?.name ?? account?.name;
    };
    assert.equal(await scoped({ project: { id } }), 'cn-north-4');
    assert.equal(await scoped({ project: { name: 'cn-south-1' } }), 'cn-south-1');
    assert.equal(await scoped({ project: { id }, domain }), 'cn-north-4');
    assert.equal(await scoped({ domain }), 'example-corp');
    assert.equal(await scoped({}), 'example-corp');
  });

  it('gives no token of a project that is unknown, disabled or another user’s', async () => {
    const refused = ['af-south-1', 'cn-east-3', 'cn-south-1_finance'];
    for (const unknownScope of [undefined, '401', '403', '404'] as const) {
      const under = await start({ secrets: 0, unknownScope });
      for (const name of refused) {
        const answer = await under.signIn({ scope: { project: { name } } });
        assert.equal(answer.status, Number(unknownScope ?? 401), name);
        assert.equal(tokenOf(answer), '');
      }
      assert.equal(
        (await under.signIn({ scope: { domain: { name: 'other-corp' } } })).status,
        Number(unknownScope ?? 401),
      );
    }
  });

  it('knows a second user with other projects', async () => {
    const under = await start({ secrets: 0 });
    const user = under.emulator.otherUser;
    const finance = await under.signIn({ user, scope: { project: { name: 'cn-south-1_finance' } } });
    assert.deepEqual([finance.status, tokenBody(finance).user.name], [201, 'auditor']);
    assert.equal((await under.signIn({ user, scope: { project: { name: 'cn-south-1' } } })).status, 401);
  });

  it('leaves the catalog out on request', async () => {
    const under = await start({ secrets: 0 });
    assert.equal('catalog' in tokenBody(await under.signIn()), true);
    assert.equal('catalog' in tokenBody(await under.signIn({ query: '?nocatalog=true' })), false);
  });

  it('refuses a wrong password and a malformed request in its own envelope', async () => {
    const under = await start({ secrets: 0 });
    const wrong = await under.signIn({ password: 'wrong' });
    assert.equal(wrong.status, 401);
    assert.deepEqual(wrong.body, {
      error: { code: 401, message: 'The username or password is wrong.', title: 'Unauthorized' },
    });
    const nobody = await under.signIn({ user: { ...under.emulator.iamUser, domain: 'other-corp' } });
    assert.deepEqual(nobody.body, wrong.body);
    const named = { name: 'explorer', password: 'x', domain: {} };
    const withoutDomain = { auth: { identity: { methods: ['password'], password: { user: named } } } };
    for (const malformed of ['{', '[]', { auth: {} }, withoutDomain]) {
      const { status, body, headers } = await under.call('/v3/auth/tokens', malformed, {});
      assert.equal(status, 400);
      assert.deepEqual(body, { error: { code: 400, message: 'The request body is invalid', title: 'Bad Request' } });
      assert.equal(headers.get('x-iam-trace-id'), headers.get('x-request-id'));
    }
  });

  it('locks a user for 15 minutes after five wrong passwords within 15 minutes', async () => {
    const clock = new StoppedClock();
    const under = await start({ secrets: 0, now: clock.now });
    assert.deepEqual(await afterFailures(under, 4), [201, '']);
    assert.deepEqual(await afterFailures(under, 4), [201, ''], 'the right password begins the count anew');
    assert.deepEqual(await afterFailures(under, 5), [401, 'The account is locked.']);
    const { otherUser: user } = under.emulator;
    assert.equal((await under.signIn({ user })).status, 201, 'the other user is not locked');
    clock.advance(15 * 60 - 1);
    assert.equal((await under.signIn()).status, 401);
    clock.advance(1);
    assert.equal((await under.signIn()).status, 201);
  });

  it('forgets wrong passwords after 15 minutes', async () => {
    const clock = new StoppedClock();
    const under = await start({ secrets: 0, now: clock.now });
    assert.equal((await under.signIn({ password: 'wrong' })).status, 401);
    clock.advance(15 * 60);
    assert.deepEqual(await afterFailures(under, 4), [201, '']);
  });

  it('tells what a token is good for', async () => {
    const clock = new StoppedClock();
    const under = await start({ secrets: 0, now: clock.now });
    const validate = (caller: string, subject?: string): Promise<Answer> =>
      under.call('/v3/auth/tokens?nocatalog=1', undefined, {
        'X-Auth-Token': caller,
        ...(subject === undefined ? {} : { 'X-Subject-Token': subject }),
      });
    const issued = await under.signIn({ query: '?nocatalog=1' });
    const token = tokenOf(issued);
    const valid = await validate(under.emulator.token, token);
    assert.deepEqual([valid.status, valid.body, tokenOf(valid)], [200, issued.body, token]);
    assert.equal((await validate(token)).status, 400);
    assert.equal((await validate(token, 'unknown')).status, 404);
    assert.equal((await validate('unknown', token)).status, 401);
    const other = tokenOf(await under.signIn({ user: under.emulator.otherUser }));
    assert.equal((await validate(other, token)).status, 403);
    clock.advance(3600);
    const newer = tokenOf(await under.signIn());
    clock.advance(23 * 3600);
    assert.equal((await validate(newer, token)).status, 404, 'an expired token');
  });
});
