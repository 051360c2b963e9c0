import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { listProjectSecretsTags } from '../../../../src/csms/operations/listProjectSecretsTags';
import { countSecrets } from '../../../../src/csms/operations/listResourceInstances';
import { describeRequest } from '../../../../src/csms/transport/operation';
import { noFilter } from '../../../../src/model/secretFilter';
import { responseOf } from './readPage';

describe('A project id', () => {
  it('cannot change the path of a request', () => {
    const endpoint = 'https://kms.cn-north-4.myhuaweicloud.com';
    const { url } = describeRequest(countSecrets, { endpoint, projectId: '../x?y#z' }, noFilter);
    assert.equal(new URL(url).pathname, '/v1/..%2Fx%3Fy%23z/csms/resource_instances/action');
    for (const projectId of ['', '.', '..', 'half \ud83d']) {
      assert.throws(() => describeRequest(countSecrets, { endpoint, projectId }, noFilter), RangeError);
    }
    assert.throws(() => describeRequest(countSecrets, { endpoint }, noFilter), RangeError);
  });
});

describe('the tags of a project', () => {
  const read = (json: unknown) => listProjectSecretsTags.parse(responseOf(json), undefined);

  it('are given by key, each value once, without those that cannot be read', () => {
    const tags = [
      { key: 'a', values: ['x', null, 'x', ''] },
      { key: '', values: ['x'] },
      { key: '__proto__' },
      { key: 7 },
      7,
      null,
      { key: 'a', values: ['y'] },
    ];
    assert.deepEqual(read({ tags }), {
      value: [
        { key: 'a', values: ['x', '', 'y'] },
        { key: '__proto__', values: [] },
      ],
      rows: 2,
    });
    assert.deepEqual(read({ tags: null }), { value: [], rows: 0 });
    assert.deepEqual(read({}), { unreadable: 'tags: expected array' });
  });
});
