import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { startEmulator } from '../../../src/emulator/emulator';
import { wellKnownSecrets } from '../../../src/emulator/wellKnownSecrets';
import { emulators } from './emulatorUnderTest';
import type { Answer } from './emulatorUnderTest';

const data = ['b', 'a', 'c', 'd', 'e'].map((name, index) => ({
  name: `secret-${name}`,
  createdDaysAgo: 10 + index,
  tags: { env: index < 2 ? 'prod' : 'dev', [`only-${name}`]: '' },
}));

const errorCode = ({ body }: Answer): unknown => (body as { error: { error_code: unknown } }).error.error_code;
const flatCode = ({ body }: Answer): unknown => (body as { error_code: unknown }).error_code;

describe('emulator', () => {
  const start = emulators();

  describe('ListResourceInstances', () => {
    it('sends a whole row: all 17 fields, times in ms of whole seconds, null where nothing is set', async () => {
      const now = (): number => 1_700_000_000_123;
      const spec = { name: 'db', description: '口令', tags: { env: 'prod' }, createdDaysAgo: 2, updatedDaysAgo: 1 };
      const emulator = await start({ data: [{ ...spec, id: wellKnownSecrets[0]!.id }], now });
      const { status, body } = await emulator.list({ action: 'filter' });
      assert.equal(status, 200);
      assert.deepEqual(body, {
        resources: [
          {
            resource_id: wellKnownSecrets[0]!.id,
            resource_name: 'db',
            resource_detail: {
              id: wellKnownSecrets[0]!.id,
              name: 'db',
              state: 'ENABLED',
              kms_key_id: null,
              description: '口令',
              create_time: 1_699_827_200_000,
              update_time: 1_699_913_600_000,
              scheduled_delete_time: null,
              secret_type: 'COMMON',
              auto_rotation: false,
              rotation_period: null,
              rotation_config: null,
              rotation_time: null,
              next_rotation_time: null,
              event_subscriptions: [],
              enterprise_project_id: '0',
              rotation_func_urn: null,
            },
            tags: [{ key: 'env', value: 'prod' }],
            sys_tags: null,
          },
        ],
        total_count: 1,
      });
    });

    it('gives pages by record index, in order of name, with the total of all matches', async () => {
      const emulator = await start({ data });
      assert.deepEqual(await emulator.names({ limit: '2' }), ['secret-a', 'secret-b']);
      assert.deepEqual(await emulator.names({ limit: 2, offset: 1 }), ['secret-b', 'secret-c']);
      assert.deepEqual(await emulator.names({ limit: '2', offset: '4' }), ['secret-e']);
      const { body } = await emulator.list({ action: 'filter', limit: '2' });
      assert.equal((body as { total_count: number }).total_count, 5);
    });

    it('gives ten rows by default', async () => {
      const emulator = await start({ secrets: 11 });
      assert.equal((await emulator.names()).length, 10);
      assert.equal((await emulator.names({ limit: 1000 })).length, 11);
    });

    it('gives an empty page past the end', async () => {
      const emulator = await start({ data });
      const { body } = await emulator.list({ action: 'filter', offset: 5 });
      assert.deepEqual(body, { resources: [], total_count: 5 });
    });

    it('counts with resources null, whatever the limit', async () => {
      const emulator = await start({ data });
      const tags = [{ key: 'env', values: ['dev'] }];
      const { body } = await emulator.list({ action: 'count', tags, limit: 1, offset: 3 });
      assert.deepEqual(body, { resources: null, total_count: 3 });
    });

    it('finds nothing for an empty part of a name, and knows no wildcard', async () => {
      const emulator = await start({ data });
      const matches = (value: string): object => ({ matches: [{ key: 'resource_name', value }] });
      assert.deepEqual(await emulator.names(matches('')), []);
      assert.deepEqual(await emulator.names(matches('secret-*')), []);
      assert.deepEqual(await emulator.names({ tags: [{ key: 'env', values: ['pro', '*', 'prod '] }] }), []);
    });

    it('names the parameter that it refuses, in the nested envelope', async () => {
      const emulator = await start({ data });
      const { status, body } = await emulator.list({ action: 'filter', limit: '0' });
      assert.equal(status, 400);
      assert.deepEqual(body, {
        error: {
          error_code: 'CSMS.0002',
          error_msg: 'The value of parameter limit is invalid: must be a whole number, 1 to 1000.',
        },
      });
    });

    it('refuses malformed JSON with CSMS.0004', async () => {
      const answer = await (await start({ data })).list('{"action":');
      assert.deepEqual([answer.status, errorCode(answer)], [400, 'CSMS.0004']);
    });

    it('keeps the limits of its edition', async () => {
      const request = { action: 'filter', tags: [{ key: 'k'.repeat(37), values: [] }] };
      assert.equal((await (await start({ data })).list(request)).status, 200);
      assert.equal((await (await start({ data, edition: '2021' })).list(request)).status, 400);
    });

    it('follows each choice that the documents leave open', async () => {
      const total = async (options: object, request: object): Promise<unknown> => {
        const { body } = await (await start({ data, ...options })).list({ action: 'filter', ...request });
        return (body as { total_count: unknown }).total_count;
      };
      assert.equal(await total({ totalCount: 'page' }, { limit: 2 }), 2);
      assert.deepEqual(await (await start({ data, order: 'created' })).names({ limit: 2 }), ['secret-e', 'secret-d']);
      assert.equal((await (await start({ secrets: 150, pageCap: '100' })).names({ limit: 150 })).length, 100);
      const counting = await start({ data, countPaging: 'refused' });
      assert.equal((await counting.list({ action: 'count', limit: '1' })).status, 400);
      assert.equal((await counting.list({ action: 'count' })).status, 200);
      const detail = async (options: object): Promise<Record<string, unknown>> => {
        const { body } = await (await start({ data, ...options })).list({ action: 'filter' });
        return (body as { resources: { resource_detail: Record<string, unknown> }[] }).resources[0]!.resource_detail;
      };
      const empty = await detail({ unsetFields: 'empty' });
      assert.deepEqual([empty.description, empty.rotation_time], ['', null]);
      assert.equal('description' in (await detail({ unsetFields: 'omitted' })), false);
    });
  });

  describe('tags', () => {
    it('lists those of the project with their values', async () => {
      const { body } = await (await start({ data })).call('/v1/{project}/csms/tags');
      const { tags } = body as { tags: { key: string }[] };
      assert.deepEqual(tags[0], { key: 'env', values: ['dev', 'prod'] });
      assert.equal(tags.length, 6);
    });

    it('lists those of a secret by its id, not by its name', async () => {
      const emulator = await start();
      const { id, name, tags } = wellKnownSecrets[5]!;
      const { body } = await emulator.call(`/v1/{project}/csms/${id}/tags`);
      assert.deepEqual(body, { tags: Object.entries(tags!).map(([key, value]) => ({ key, value })), sys_tags: null });
      const byName = await emulator.call(`/v1/{project}/csms/${name}/tags`);
      assert.deepEqual([byName.status, errorCode(byName)], [400, 'CSMS.0005']);
    });
  });

  describe('secrets', () => {
    it('lists page after page by marker until the page is empty', async () => {
      const emulator = await start({ data });
      const seen: string[] = [];
      for (let marker = ''; ; marker = `&marker=${seen.at(-1)!}`) {
        const { body } = await emulator.call(`/v1/{project}/secrets?limit=2${marker}`);
        const page = body as { secrets: { name: string }[]; page_info: { current_count: number } };
        assert.equal(page.page_info.current_count, page.secrets.length);
        if (page.secrets.length === 0) break;
        seen.push(...page.secrets.map(({ name }) => name));
      }
      assert.deepEqual(seen, ['secret-a', 'secret-b', 'secret-c', 'secret-d', 'secret-e']);
    });

    it('shows one by its name', async () => {
      const { body } = await (await start()).call(`/v1/{project}/secrets/${wellKnownSecrets[0]!.name}`);
      assert.equal((body as { secret: { id: string } }).secret.id, wellKnownSecrets[0]!.id);
    });

    it('refuses in the flat envelope', async () => {
      const emulator = await start({ data });
      const unknown = await emulator.call('/v1/{project}/secrets/nobody');
      assert.deepEqual(unknown.body, {
        error_code: 'CSMS.0106',
        error_msg: 'The secret name not found int the db.',
      });
      assert.equal(unknown.status, 400);
      for (const query of ['limit=0', 'limit=1001', 'limit=x', 'marker=nobody']) {
        const answer = await emulator.call(`/v1/{project}/secrets?${query}`);
        assert.deepEqual([answer.status, flatCode(answer)], [400, 'CSMS.0002']);
      }
    });

    it('answers 404 for what does not exist when told so', async () => {
      const emulator = await start({ data, unknownSecret: '404' });
      assert.equal((await emulator.call('/v1/{project}/secrets/nobody')).status, 404);
      assert.equal((await emulator.call('/v1/{project}/csms/nobody/tags')).status, 404);
    });

    it('never serves a value', async () => {
      const emulator = await start({ data });
      for (const path of ['versions', 'versions/latest', 'stages/SYSCURRENT']) {
        const answer = await emulator.call(`/v1/{project}/secrets/secret-a/${path}`);
        assert.deepEqual([answer.status, flatCode(answer)], [404, 'APIGW.0101']);
      }
    });
  });

  describe('gateway', () => {
    it('refuses unknown paths and methods with 404 APIGW.0101', async () => {
      const emulator = await start({ data });
      for (const path of ['/', '/v2/x', '/v1.0/{project}/csms/tags', '/v1/{project}/csms/resource_instances/action']) {
        const answer = await emulator.call(path);
        assert.deepEqual([answer.status, flatCode(answer)], [404, 'APIGW.0101']);
        const requestId = answer.headers.get('x-request-id');
        assert.match(String(requestId), /^[0-9a-f]{32}$/u);
        assert.equal((answer.body as { request_id: string }).request_id, requestId);
      }
    });

    it('stamps every answer with a request id and its own time', async () => {
      const emulator = await start({ data, now: () => Date.UTC(2030, 0, 1) });
      const answers = [await emulator.list({ action: 'count' }), await emulator.list('{'), await emulator.call('/')];
      assert.equal(new Set(answers.map(({ headers }) => headers.get('x-request-id'))).size, 3);
      for (const { headers } of answers) assert.equal(headers.get('date'), 'Tue, 01 Jan 2030 00:00:00 GMT');
    });

    it('throttles with 429 and Retry-After, and lets through again a second later', async () => {
      let time = Date.now();
      const emulator = await start({ data, ratePerSecond: 2, now: () => time });
      const statuses = [1, 2, 3].map(() => emulator.list({ action: 'count' }));
      assert.deepEqual((await Promise.all(statuses)).map(({ status }) => status).sort(), [200, 200, 429]);
      const refused = await emulator.list({ action: 'count' });
      assert.equal(refused.headers.get('retry-after'), '1');
      assert.equal(flatCode(refused), 'APIGW.0308');
      time += 1000;
      assert.equal((await emulator.list({ action: 'count' })).status, 200);
    });

    it('takes no body over 12 MiB', async () => {
      const answer = await (await start({ data })).list(' '.repeat(12 * 1024 * 1024 + 1));
      assert.deepEqual([answer.status, flatCode(answer)], [413, 'APIGW.0201']);
    });
  });

  describe('start and stop', () => {
    it('listens on this machine only', async () => {
      assert.match((await start({ data })).emulator.endpoint, /^http:\/\/127\.0\.0\.1:\d+$/u);
    });

    it('ends open connections at once', async () => {
      const emulator = await start({ data, latencyMs: 60_000 });
      const pending = assert.rejects(emulator.list({ action: 'count' }));
      await new Promise(setImmediate);
      await emulator.emulator.stop();
      await pending;
    });

    it('can be stopped twice', async () => {
      const { emulator } = await start({ data });
      await emulator.stop();
      await emulator.stop();
    });

    it('rejects when the port is taken', async () => {
      const other = createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => other.once('listening', resolve));
      const { port } = other.address() as AddressInfo;
      await assert.rejects(startEmulator({ data, port }), { code: 'EADDRINUSE' });
      other.close();
    });

    it('leaves the globals of its process alone', async () => {
      const globals = [globalThis.Request, globalThis.Response];
      await (await start({ data })).list({ action: 'count' });
      assert.deepEqual([globalThis.Request, globalThis.Response], globals);
    });

    it('rejects data of the wrong shape, naming the place', async () => {
      await assert.rejects(startEmulator({ data: [{ name: 'ok' }, { name: 'not ok' }] }), /^Error: \[1\]\.name: /u);
      await assert.rejects(startEmulator({ data: [{ name: 'twice' }, { name: 'twice' }] }), /"twice" is used twice/u);
    });
  });
});
