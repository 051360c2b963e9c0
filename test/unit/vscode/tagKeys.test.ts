import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { TagKeys } from '../../../src/vscode/quickInput/requests';
import { FakeSource, page, secret, tags } from '../../support/builders';
import { projectOver } from '../../support/projects';

describe('the tags of the project', () => {
  const source = new FakeSource(() => page([secret({ tags: tags('env=prod') })]));

  it('are those of the whole list, counted, once it is loaded', async () => {
    const project = projectOver(source, { client: { listProjectTags: () => assert.fail('the service is asked') } });
    await project.all.load();
    const tagKeys = new TagKeys(project, assert.ifError);
    await tagKeys.settled;
    assert.deepEqual(tagKeys.keys, [{ key: 'env', count: 1, values: [{ value: 'prod', count: 1 }] }]);
  });

  it('are those of the service before, without counts', async () => {
    const listProjectTags = () => Promise.resolve([{ key: 'env', values: ['prod', ''] }]);
    const tagKeys = new TagKeys(projectOver(source, { client: { listProjectTags } }), assert.ifError);
    assert.deepEqual(tagKeys.keys, []);
    await tagKeys.settled;
    const values = ['prod', ''].map((value) => ({ value, count: undefined }));
    assert.deepEqual(tagKeys.keys, [{ key: 'env', count: undefined, values }]);
  });

  it('are none, told once, when the service refuses, and untold when nobody waits any more', async () => {
    const errors: unknown[] = [];
    const listProjectTags = () => Promise.reject(new TypeError('a defect'));
    const ask = () => new TagKeys(projectOver(source, { client: { listProjectTags } }), (error) => errors.push(error));
    const tagKeys = ask();
    await tagKeys.settled;
    assert.deepEqual([tagKeys.keys, errors.length], [[], 1]);
    const closed = ask();
    closed.dispose();
    await closed.settled;
    assert.equal(errors.length, 1);
  });
});
