import assert from 'node:assert/strict';
import type { EmulatorOptions } from '../../../src/emulator/emulation';
import { emulators, keystoneMessage, tokenOf } from './emulatorUnderTest';
import type { Answer } from './emulatorUnderTest';

interface Projects {
  readonly projects: readonly {
    readonly id: string;
    readonly name: string;
    readonly parent_id: string;
    readonly domain_id: string;
    readonly enabled: boolean;
  }[];
  readonly links: { readonly self: string; readonly next: string | null; readonly previous: string | null };
}

const projects = (answer: Answer): Projects => answer.body as Projects;
const names = (answer: Answer): readonly string[] => projects(answer).projects.map(({ name }) => name);
const all = ['cn-north-4', 'cn-north-4_sandbox', 'cn-south-1', 'cn-south-1_finance', 'cn-east-3'];

describe('IAM: projects', () => {
  const start = emulators();

  async function listed(path: string, options: EmulatorOptions = {}): Promise<readonly string[]> {
    return names(await (await start({ secrets: 0, ...options })).call(path));
  }

  it('lists those of the account, those of other users and disabled ones included', async () => {
    assert.deepEqual(await listed('/v3/projects'), all);
    assert.deepEqual(
      await listed('/v3/projects', { projectList: 'user' }),
      all.filter((name) => name !== 'cn-south-1_finance'),
    );
  });

  it('has as many as it is told', async () => {
    assert.deepEqual(await listed('/v3/projects', { projects: 1 }), all.slice(0, 1));
    assert.deepEqual(await listed('/v3/projects', { projects: 3 }), all.slice(0, 3));
  });

  it('finds them by exact name, state, account and parent', async () => {
    const under = await start({ secrets: 0 });
    const [region] = projects(await under.call('/v3/projects')).projects;
    const find = async (query: string): Promise<readonly string[]> => names(await under.call(`/v3/projects?${query}`));
    assert.deepEqual(await find('name=cn-south-1'), ['cn-south-1']);
    assert.deepEqual(await find('name=cn-south'), []);
    assert.deepEqual(await find('enabled=false'), ['cn-east-3']);
    assert.equal((await find('enabled=true')).length, 4);
    assert.deepEqual(await find(`parent_id=${region!.id}`), ['cn-north-4_sandbox']);
    assert.deepEqual(await find(`parent_id=${region!.domain_id}`), ['cn-north-4', 'cn-south-1', 'cn-east-3']);
    assert.deepEqual(await find('domain_id=nobody'), []);
  });

  it('gives pages with links to the ones around them', async () => {
    const under = await start({ secrets: 0 });
    const seen: string[] = [];
    let path: string | null = '/v3/projects?page=1&per_page=2';
    while (path !== null) {
      const answer = await under.call(path);
      assert.equal(projects(answer).links.self, under.emulator.endpoint + path);
      seen.push(...names(answer));
      path = projects(answer).links.next?.replace(under.emulator.endpoint, '') ?? null;
    }
    assert.deepEqual(seen, all);
    const last = projects(await under.call('/v3/projects?page=3&per_page=2')).links;
    assert.equal(last.previous, `${under.emulator.endpoint}/v3/projects?page=2&per_page=2`);
    assert.deepEqual(names(await under.call('/v3/projects?page=4&per_page=2')), []);
    const unlinked = await start({ secrets: 0, projectLinks: 'null' });
    assert.equal(projects(await unlinked.call('/v3/projects?page=1&per_page=2')).links.next, null);
  });

  it('refuses wrong queries with the name of the parameter', async () => {
    const under = await start({ secrets: 0 });
    const refusals = { page: 'page=1', per_page: 'page=1&per_page=5001', enabled: 'enabled=yes' };
    for (const [parameter, query] of Object.entries(refusals)) {
      const answer = await under.call(`/v3/projects?${query}`);
      assert.equal(answer.status, 400, query);
      assert.ok(keystoneMessage(answer).includes(`parameter ${parameter} is`), keystoneMessage(answer));
    }
    assert.equal((await under.call('/v3/projects?page=0&per_page=1')).status, 400);
    assert.equal((await under.call('/v3/projects?per_page=1')).status, 400);
  });

  it('lists those that the user may use, with or without the disabled one', async () => {
    assert.deepEqual(
      await listed('/v3/auth/projects'),
      all.filter((name) => name !== 'cn-south-1_finance'),
    );
    assert.deepEqual(await listed('/v3/auth/projects', { disabledProjects: 'left-out' }), all.slice(0, 3));
    const under = await start({ secrets: 0 });
    const auditor = { 'X-Auth-Token': tokenOf(await under.signIn({ user: under.emulator.otherUser, scope: {} })) };
    assert.deepEqual(names(await under.call('/v3/auth/projects', undefined, auditor)), [all[0], all[3]]);
  });

  it('tells the account', async () => {
    const { body } = await (await start({ secrets: 0 })).call('/v3/auth/domains');
    const { domains } = body as { domains: { id: string; name: string; enabled: boolean }[] };
    assert.deepEqual(
      domains.map(({ id, name, enabled }) => [id, name, enabled]),
      [['d78cbac186b744899480f25bd0224680', 'example-corp', true]],
    );
  });

  it('refuses a wrong or missing token in its own envelope, or as the gateway', async () => {
    const own = await start({ secrets: 0 });
    const gateway = await start({ secrets: 0, iamRefusal: 'gateway' });
    for (const path of ['/v3/projects', '/v3/auth/projects', '/v3/auth/domains']) {
      for (const headers of [{}, { 'X-Auth-Token': 'wrong' }]) {
        const answer = await own.call(path, undefined, headers);
        assert.equal(answer.status, 401);
        assert.equal(keystoneMessage(answer), 'The request you have made requires authentication.');
        const { status, body } = await gateway.call(path, undefined, headers);
        assert.deepEqual([status, (body as { error_code: string }).error_code], [401, 'APIGW.0301']);
      }
    }
  });

  it('keeps different secrets in each project, and opens each with its own token only', async () => {
    const under = await start({ secrets: 300 });
    const ids = new Map(projects(await under.call('/v3/projects')).projects.map(({ id, name }) => [name, id]));
    const rows = async (name: string, token: string): Promise<readonly { resource_id: string }[]> => {
      const path = `/v1/${ids.get(name)!}/csms/resource_instances/action`;
      const answer = await under.call(path, { action: 'filter', limit: '1000' }, { 'X-Auth-Token': token });
      return (answer.body as { resources: { resource_id: string }[] }).resources;
    };
    const seen: string[] = [];
    for (const [name, count] of Object.entries({ 'cn-north-4': 300, 'cn-north-4_sandbox': 0, 'cn-south-1': 12 })) {
      const token = tokenOf(await under.signIn({ scope: { project: { name } } }));
      const found = await rows(name, token);
      assert.equal(found.length, count, name);
      seen.push(...found.map(({ resource_id }) => resource_id));
      for (const [other, id] of ids) {
        assert.equal(await under.statusWith({ 'X-Auth-Token': token }, id), other === name ? 200 : 403, other);
      }
    }
    assert.equal(new Set(seen).size, 312);
  });

  it('lists projects for a token of the whole account, which opens none of them', async () => {
    const under = await start({ secrets: 0 });
    const headers = { 'X-Auth-Token': tokenOf(await under.signIn({ scope: {} })) };
    assert.deepEqual(names(await under.call('/v3/projects', undefined, headers)), all);
    assert.equal(await under.statusWith(headers), 403);
  });
});
