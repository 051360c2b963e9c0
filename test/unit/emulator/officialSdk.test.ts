import assert from 'node:assert/strict';
import { BasicCredentials, Region } from '@huaweicloud/huaweicloud-sdk-core';
import { ClientBuilder } from '@huaweicloud/huaweicloud-sdk-core/ClientBuilder.js';
import type { HcClient } from '@huaweicloud/huaweicloud-sdk-core/HcClient.js';
import { Logger4jInstance } from '@huaweicloud/huaweicloud-sdk-core/logger/log4jLogger.js';
import type { SdkResponse } from '@huaweicloud/huaweicloud-sdk-core/SdkResponse.js';
import { wellKnownSecrets } from '../../../src/emulator/wellKnownSecrets';
import { emulators } from './emulatorUnderTest';
import type { EmulatorUnderTest } from './emulatorUnderTest';

interface Page extends SdkResponse {
  readonly resources: readonly { readonly resource_id: string; readonly resource_name: string }[] | null;
  readonly total_count: number;
}

interface Keys {
  readonly securityToken?: string;
  readonly secretKey?: string;
  readonly accessKey?: string;
  readonly projectId?: string;
}

/** What the service's own client package would do, which is not published for Node. */
class CsmsClient {
  constructor(private readonly client: HcClient) {}

  listResourceInstances(data: object): Promise<Page> {
    return this.client.sendRequest<Page>({
      method: 'POST',
      url: '/v1/{project_id}/csms/{resource_instances}/action',
      contentType: 'application/json;charset=UTF-8',
      queryParams: {},
      pathParams: { resource_instances: 'resource_instances' },
      headers: {},
      data,
    });
  }

  get(url: string, queryParams: Record<string, unknown> = {}): Promise<SdkResponse> {
    return this.client.sendRequest({
      method: 'GET',
      url,
      contentType: 'application/json',
      queryParams,
      pathParams: {},
      headers: {},
    });
  }
}

function clientOf({ emulator }: EmulatorUnderTest, keys: Keys = {}): CsmsClient {
  const { accessKey: ak, secretKey: sk, projectId } = { ...emulator, ...keys };
  return new ClientBuilder((client) => new CsmsClient(client))
    .withCredential(new BasicCredentials({ ak, sk, projectId }).withSecurityToken(keys.securityToken))
    .withEndpoint(emulator.endpoint)
    .build();
}

/** Checks what the SDK read from an answer. */
const refused = (httpStatusCode: number, errorCode?: string, errorMsg?: RegExp) => (error: unknown) => {
  const { httpStatusCode: status, errorCode: code, errorMsg: text } = error as Record<string, unknown>;
  assert.equal(status, httpStatusCode);
  if (errorCode !== undefined) assert.equal(code, errorCode);
  if (errorMsg !== undefined) assert.match(String(text), errorMsg);
  return true;
};

describe('the official SDK core against the emulator', () => {
  const start = emulators();
  const filter = (fields: object): object => ({ action: 'filter', ...fields });

  // It writes each failure to the console, with the request's headers.
  before(() => (Logger4jInstance.level = 'off'));

  it('lists', async () => {
    const { resources, total_count, httpStatusCode } = await clientOf(await start()).listResourceInstances(filter({}));
    assert.deepEqual([httpStatusCode, resources?.length, total_count], [200, 10, 300]);
  });

  it('filters by tags, in Chinese too, and by name', async () => {
    const tags = [
      { key: 'env', values: ['prod', 'staging'] },
      { key: '团队', values: ['支付'] },
      { key: 'cost center', values: ['R&D, west'] },
    ];
    const matches = [{ key: 'resource_name', value: 'payments-' }];
    const { resources } = await clientOf(await start()).listResourceInstances(filter({ tags, matches }));
    assert.deepEqual(
      resources?.map(({ resource_id }) => resource_id),
      [wellKnownSecrets[0]!.id],
    );
  });

  it('counts', async () => {
    const client = clientOf(await start());
    const { resources, total_count } = await client.listResourceInstances({ action: 'count' });
    assert.deepEqual([resources, total_count], [null, 300]);
    const none = await client.listResourceInstances({ action: 'count', tags: [{ key: 'env', values: ['nowhere'] }] });
    assert.equal(none.total_count, 0);
  });

  it('reads all pages', async () => {
    const client = clientOf(await start());
    const ids = new Set<string>();
    for (let offset = 0; ;) {
      const page = filter({ limit: '70', offset: String(offset) });
      const { resources } = await client.listResourceInstances(page);
      if (!resources?.length) break;
      for (const { resource_id } of resources) ids.add(resource_id);
      offset += resources.length;
    }
    assert.equal(ids.size, 300);
  });

  it('signs query strings, blanks and Chinese included', async () => {
    const client = clientOf(await start());
    const marker = wellKnownSecrets[0]!.name;
    await client.get('/v1/{project_id}/secrets', { limit: '2', marker });
    await assert.rejects(client.get('/v1/{project_id}/secrets', { marker: '没有 (x)*' }), refused(400, 'CSMS.0002'));
    await client.get('/v1/{project_id}/csms/tags');
  });

  it('lists projects', async () => {
    const under = await start();
    const answer = (await clientOf(under).get('/v3/projects', { name: 'cn-north-4' })) as unknown as {
      projects: { id: string }[];
    };
    assert.deepEqual(
      answer.projects.map(({ id }) => id),
      [under.emulator.projectId],
    );
  });

  it('finds the project of each region by itself, with a signed GET that has a body', async () => {
    const { endpoint, accessKey: ak, secretKey: sk } = (await start()).emulator;
    const totals = [];
    for (const region of ['cn-north-4', 'cn-south-1']) {
      const client = new ClientBuilder((built) => new CsmsClient(built))
        .withCredential(new BasicCredentials({ ak, sk }).withIamEndpoint(endpoint))
        .withRegion(new Region(region, endpoint))
        .build();
      totals.push((await client.listResourceInstances({ action: 'count' })).total_count);
    }
    assert.deepEqual(totals, [300, 12]);
  });

  it('uses temporary keys until they expire', async () => {
    let shift = 0;
    const under = await start({ now: () => Date.now() + shift });
    const request = { auth: { identity: { methods: ['token'], token: { duration_seconds: 900 } } } };
    const { body } = await under.call('/v3.0/OS-CREDENTIAL/securitytokens', request);
    const { access, secret, securitytoken } = (body as { credential: Record<string, string> }).credential;
    const keys = { accessKey: access!, secretKey: secret! };
    const client = clientOf(under, { ...keys, securityToken: securitytoken! });
    assert.equal((await client.listResourceInstances({ action: 'count' })).total_count, 300);
    const without = clientOf(under, keys);
    await assert.rejects(without.listResourceInstances({ action: 'count' }), refused(401, 'APIGW.0301', /not exist$/u));
    shift = 15 * 60_000 - 1000; // Within what clocks may differ.
    await client.listResourceInstances({ action: 'count' });
    shift = 15 * 60_000 + 1;
    await assert.rejects(client.listResourceInstances({ action: 'count' }), refused(401));
  });

  it('is refused with a wrong secret key', async () => {
    const client = clientOf(await start(), { secretKey: 'wrong' });
    const reason = /verify aksk signature fail, canonicalRequest:POST\|/u;
    await assert.rejects(client.listResourceInstances(filter({})), refused(401, 'APIGW.0301', reason));
  });

  it('is refused with an unknown access key', async () => {
    const client = clientOf(await start(), { accessKey: 'NOBODY' });
    await assert.rejects(client.listResourceInstances(filter({})), refused(401, 'APIGW.0301', /ak NOBODY not exist/u));
  });

  it('is refused when the clocks differ by more than 15 minutes, either way', async () => {
    for (const minutes of [-16, 16]) {
      const client = clientOf(await start({ now: () => Date.now() + minutes * 60_000 }));
      const reason = /signature expired, signature time:\d{8}T\d{6}Z,server time:\d{8}T\d{6}Z$/u;
      await assert.rejects(client.listResourceInstances(filter({})), refused(401, 'APIGW.0301', reason));
    }
    await clientOf(await start({ now: () => Date.now() + 14 * 60_000 })).listResourceInstances(filter({}));
  });

  it('is refused with another project', async () => {
    const projectId = '0123456789abcdef0123456789abcdef';
    const client = clientOf(await start(), { projectId });
    // It reads no code from the nested envelope.
    await assert.rejects(client.listResourceInstances(filter({})), refused(403));
    await assert.rejects(client.get('/v1/{project_id}/secrets'), refused(403, 'CSMS.0302'));
  });

  for (const [keyLock, failures] of [
    [undefined, 5],
    ['6', 6],
  ] as const) {
    it(`is locked out for five minutes after ${failures} wrong signatures in a row`, async () => {
      let shift = 0;
      const under = await start({ keyLock, now: () => Date.now() + shift });
      const [right, wrong] = [clientOf(under), clientOf(under, { secretKey: 'wrong' })];
      for (let count = 1; count < failures; count++) await assert.rejects(wrong.listResourceInstances(filter({})));
      await right.listResourceInstances(filter({}));
      for (let count = 0; count < failures; count++) await assert.rejects(wrong.listResourceInstances(filter({})));
      const reason = /AK access failed to reach the limit,forbidden$/u;
      await assert.rejects(right.listResourceInstances(filter({})), refused(401, 'APIGW.0301', reason));
      const { accessKey, secretKey } = under.emulator.otherUser;
      await clientOf(under, { accessKey, secretKey }).listResourceInstances(filter({}));
      shift = 5 * 60_000;
      await right.listResourceInstances(filter({}));
    });
  }
});
