import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseEndpoint } from '../../../src/model/endpoint';
import { iamEndpoint, regionEndpoint, regions } from '../../../src/model/regions';

describe('regions', () => {
  it('have endpoints of CSMS and IAM that a client takes as they are', () => {
    for (const { id } of regions) {
      for (const endpoint of [regionEndpoint(id), iamEndpoint(id)])
        assert.deepEqual(parseEndpoint(endpoint), { endpoint });
    }
  });

  it('have their own IAM', () => {
    assert.equal(iamEndpoint('cn-north-4'), 'https://iam.cn-north-4.myhuaweicloud.com');
  });

  it('have names that tell them apart, in both languages or in none', () => {
    for (const { id, en, zh } of regions) assert.ok(en === undefined ? zh === undefined : en && zh, id);
    for (const name of ['en', 'zh'] as const) {
      const names = regions.flatMap((region) => region[name] ?? []);
      assert.equal(new Set(names).size, names.length);
      assert.equal(names.length, 28);
    }
  });
});
