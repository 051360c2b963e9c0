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

  it('have their own IAM, on the European site under its own domain', () => {
    assert.equal(iamEndpoint('cn-north-4'), 'https://iam.cn-north-4.myhuaweicloud.com');
    assert.equal(iamEndpoint('eu-west-101'), 'https://iam.eu-west-101.myhuaweicloud.eu');
  });
});
