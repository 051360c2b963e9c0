import assert from 'node:assert/strict';
import type { CsmsClient } from '../../../src/csms/csmsClient';
import { startEmulator } from '../../../src/emulator/emulator';
import { type OpenChoiceOptions, openChoices } from '../../../src/emulator/openChoices';
import { Inventory } from '../../../src/inventory/inventory';
import type { Credential } from '../../../src/model/connection';
import type { Secret } from '../../../src/model/secret';
import { noFilter, type SecretFilter } from '../../../src/model/secretFilter';
import { isServiceError } from '../../../src/model/serviceError';
import { RecordingLogger } from '../../support/builders';
import { FakeClock } from '../../support/fakeClock';
import { clientUnderTest, iamClientUnderTest, never } from './clientUnderTest';

const dayMs = 24 * 60 * 60 * 1000;
const withTag = (key: string, ...values: string[]): SecretFilter => ({ tags: [{ key, values }], nameContains: [] });
const withName = (text: string): SecretFilter => ({ tags: [], nameContains: [text] });
const environments = withTag('env', 'prod', 'test');

/** All that an inventory loads. The load must end with nothing missing, unreadable or in doubt. */
async function load(source: CsmsClient, filter: SecretFilter, pageSize: number): Promise<readonly Secret[]> {
  const inventory = new Inventory(source, filter, { clock: new FakeClock(), logger: new RecordingLogger(), pageSize });
  await inventory.load();
  const { index, rows, lastEnd, doubts } = inventory.state;
  assert.deepEqual([rows, lastEnd, doubts], ['whole', undefined, []]);
  return index.secrets;
}

/** The kind of error that a call ends with. */
async function refusal(call: Promise<unknown>): Promise<string> {
  const outcome = await call.catch((error: unknown) => error);
  return isServiceError(outcome) ? outcome.kind : `no refusal: ${String(outcome)}`;
}

/** A temporary access key of the token's user, which the client uses and does not ask for. */
async function temporaryKey(endpoint: string, token: string): Promise<Credential> {
  const answer = await fetch(`${endpoint}/v3.0/OS-CREDENTIAL/securitytokens`, {
    method: 'POST',
    headers: { 'X-Auth-Token': token },
    body: '{"auth":{"identity":{"methods":["token"]}}}',
  });
  const { access, secret, securitytoken } = ((await answer.json()) as { credential: Record<string, string> })
    .credential;
  return { kind: 'accessKey', accessKey: access!, secretKey: secret!, securityToken: securitytoken! };
}

/** What the whole client gets from an emulator, from signing in until the token has expired. */
async function journey(choices: OpenChoiceOptions) {
  const clock = new FakeClock();
  let aheadMs = 0;
  const emulator = await startEmulator({ secrets: 130, now: () => clock.now() + aheadMs, ...choices });
  const { endpoint, projectId, accessKey, secretKey, iamUser } = emulator;
  const { client: iam } = iamClientUnderTest(endpoint);
  const csms = (credential: Credential, id = projectId): CsmsClient =>
    clientUnderTest(endpoint, { credential, projectId: id }).client;
  const count = (credential: Credential, id?: string): Promise<number> => csms(credential, id).count(noFilter, never);
  const person = { accountName: iamUser.domain, userName: iamUser.name, password: iamUser.password };
  const key: Credential = { kind: 'accessKey', accessKey, secretKey };
  const wrongKey: Credential = { ...key, secretKey: 'wrong' };
  const wrongToken: Credential = { kind: 'token', token: 'wrong' };
  try {
    const account: Credential = { kind: 'token', ...(await iam.fetchAccountToken(person, never)) };
    const projects = await iam.listProjects(account, never);
    const projectsOfAccount = (await iam.listProjects(key, never)).map(({ name }) => name);
    const { project, ...issued } = await iam.fetchToken({ ...person, projectId }, never);
    const token: Credential = { kind: 'token', ...issued };
    const client = csms(token);
    const foreign = 'c46f0e82b1d94a7398a5e7d20f3b6c11'; // A project of the emulator that the user may not use.
    const seen = {
      usableProjects: projects.filter(({ enabled }) => enabled).map(({ name }) => name),
      projectsOfAccount,
      project: [project.name, project.enabled],
      tokenLastsMs: issued.expiresAt - clock.now(),
      secrets: await load(client, noFilter, 1000),
      secretsInSmallPages: await load(client, noFilter, 40),
      filtered: await load(client, environments, 25),
      rowsOnLastPage: (await client.listPage(noFilter, { limit: 20, offset: 120 }, never)).received,
      tagKeys: (await client.listProjectTags(never)).map(({ key: name }) => name),
      counts: {
        all: await client.count(noFilter, never),
        filtered: await client.count(environments, never),
        tagInOtherCase: await client.count(withTag('ENV', 'Test'), never),
        nameInOtherCase: await client.count(withName('PAYMENTS-prod'), never),
        insideName: await client.count(withName('-card-'), never),
      },
      refusals: {
        wrongToken: await refusal(count(wrongToken)),
        wrongTokenAtIam: await refusal(iam.listProjects(wrongToken, never)),
        wrongPassword: await refusal(iam.fetchToken({ ...person, password: 'wrong', projectId }, never)),
        foreignProject: await refusal(count(token, foreign)),
        foreignProjectAtIam: await refusal(iam.fetchToken({ ...person, projectId: foreign }, never)),
        wrongKeyAtIam: await refusal(iam.listProjects(wrongKey, never)),
        wrongKey: '',
      },
    };
    // One client asks once only with a key that was refused, so that the service does not lock it.
    const mistyped = csms(wrongKey);
    for (let call = 0; call < 6; call++) seen.refusals.wrongKey = await refusal(mistyped.count(noFilter, never));
    const withKey = await count(key);
    const temporary = await temporaryKey(endpoint, emulator.token);
    const otherProject = projects.find(({ name }) => name === 'cn-south-1')?.id;
    const inOtherProject = count(temporary, otherProject).catch(
      (error: unknown) => isServiceError(error) && error.kind,
    );
    const withTemporaryKey = [await count(temporary), await inOtherProject];
    aheadMs = dayMs;
    return { ...seen, withKey, withTemporaryKey, expired: await refusal(count(token)) };
  } finally {
    iam.dispose();
    await emulator.stop();
  }
}

type Journey = Awaited<ReturnType<typeof journey>>;

/** What differs by the choice itself. All else is as it is by default, to the last field of the last secret. */
const expectedChanges: Readonly<Record<string, (usual: Journey) => Partial<Journey>>> = {
  'matchCase kept': ({ counts }) => ({ counts: { ...counts, nameInOtherCase: 0 } }),
  'matchPlace start': ({ counts }) => ({ counts: { ...counts, insideName: 0 } }),
  'tagCase ignored': ({ counts }) => ({ counts: { ...counts, tagInOtherCase: 12 } }),
  'temporaryKeyScope token': () => ({ withTemporaryKey: [130, 'forbidden'] }),
  'unknownScope 403': ({ refusals }) => ({ refusals: { ...refusals, foreignProjectAtIam: 'forbidden' } }),
  'unknownScope 404': ({ refusals }) => ({ refusals: { ...refusals, foreignProjectAtIam: 'notFound' } }),
  'projectList user': ({ projectsOfAccount }) => ({
    projectsOfAccount: projectsOfAccount.filter((name) => name !== 'cn-south-1_finance'),
  }),
};

describe('The client signs in, lists, pages, counts and tells refusals apart', () => {
  let usual: Journey;
  before(async () => {
    usual = await journey({});
  });

  it('by default', () => {
    const { secrets, secretsInSmallPages, filtered, usableProjects, projectsOfAccount, tagKeys, ...rest } = usual;
    assert.deepEqual([secrets.length, secretsInSmallPages], [130, secrets]);
    assert.deepEqual(
      filtered,
      secrets.filter(({ tags }) => tags.some(({ key, value }) => key === 'env' && ['prod', 'test'].includes(value))),
    );
    const usable = ['cn-north-4', 'cn-north-4_sandbox', 'cn-south-1'];
    assert.deepEqual([usableProjects, projectsOfAccount], [usable, [...usable, 'cn-south-1_finance', 'cn-east-3']]);
    assert.deepEqual(new Set(tagKeys), new Set(secrets.flatMap(({ tags }) => tags.map(({ key }) => key))));
    assert.deepEqual(rest, {
      project: ['cn-north-4', true],
      tokenLastsMs: dayMs,
      rowsOnLastPage: 10,
      counts: { all: 130, filtered: filtered.length, tagInOtherCase: 0, nameInOtherCase: 2, insideName: 1 },
      refusals: {
        wrongToken: 'unauthorized',
        wrongTokenAtIam: 'unauthorized',
        wrongPassword: 'unauthorized',
        foreignProject: 'forbidden',
        foreignProjectAtIam: 'unauthorized',
        wrongKeyAtIam: 'unauthorized',
        wrongKey: 'unauthorized',
      },
      withKey: 130,
      withTemporaryKey: [130, 12],
      expired: 'unauthorized',
    });
  });

  for (const [name, { values }] of Object.entries(openChoices)) {
    for (const value of values.slice(1)) {
      it(`also when ${name} is ${value}`, async () => {
        const changes = expectedChanges[`${name} ${value}`]?.(usual) ?? {};
        assert.deepEqual(await journey({ [name]: value }), { ...usual, ...changes });
      });
    }
  }
});
