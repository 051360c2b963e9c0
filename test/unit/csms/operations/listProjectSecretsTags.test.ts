import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { listProjectSecretsTags } from '../../../../src/csms/operations/listProjectSecretsTags';
import { responseOf } from './readPage';

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
