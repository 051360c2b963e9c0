import assert from 'node:assert/strict';
import { describeListRequest } from '../../../src/csms/listRequest';
import { noFilter, type SecretFilter } from '../../../src/model/secretFilter';
import type { PageRequest } from '../../../src/model/secretPage';

const endpoint = 'https://kms.cn-north-4.myhuaweicloud.com';

function bodyOf(filter: Partial<SecretFilter>, page?: PageRequest) {
  return describeListRequest(endpoint, 'p', { ...noFilter, ...filter }, page).body;
}

describe('The list request', () => {
  it('names the method, the URL and the whole body', () => {
    const filter = { tags: [{ key: 'env', values: ['prod', 'test'] }], nameContains: ['db'] };
    assert.deepEqual(describeListRequest(endpoint, 'project', filter, { limit: 1000, offset: 2000 }), {
      method: 'POST',
      url: `${endpoint}/v1/project/csms/resource_instances/action`,
      body: {
        action: 'filter',
        limit: '1000',
        offset: '2000',
        tags: [{ key: 'env', values: ['prod', 'test'] }],
        matches: [{ key: 'resource_name', value: 'db' }],
      },
    });
  });

  it('counts without limit and offset', () => {
    assert.deepEqual(bodyOf({}), { action: 'count' });
  });

  it('leaves out empty lists and empty names, which mean "nothing" to the service', () => {
    assert.deepEqual(bodyOf({ nameContains: [''] }, { limit: 1, offset: 0 }), {
      action: 'filter',
      limit: '1',
      offset: '0',
    });
  });

  it('sends an empty list of values, which means any value', () => {
    assert.deepEqual(bodyOf({ tags: [{ key: 'env', values: [] }] }).tags, [{ key: 'env', values: [] }]);
  });

  it('keeps a project id from changing the path', () => {
    const { url } = describeListRequest(endpoint, '../x?y#z', noFilter);
    assert.equal(new URL(url).pathname, '/v1/..%2Fx%3Fy%23z/csms/resource_instances/action');
    for (const projectId of ['', '.', '..']) {
      assert.throws(() => describeListRequest(endpoint, projectId, noFilter), RangeError);
    }
  });

  for (const page of [
    { limit: 0, offset: 0 },
    { limit: 1001, offset: 0 },
    { limit: 1.5, offset: 0 },
    { limit: 1, offset: -1 },
    { limit: 1, offset: NaN },
  ]) {
    it(`cannot ask for an impossible page: ${page.limit} from ${page.offset}`, () => {
      assert.throws(() => bodyOf({}, page), RangeError);
    });
  }
});
