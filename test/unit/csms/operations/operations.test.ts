import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { projectRoot } from '../../../../scripts/projectPaths.mjs';
import { listProjectSecretsTags } from '../../../../src/csms/operations/listProjectSecretsTags';
import { countSecrets } from '../../../../src/csms/operations/listResourceInstances';
import { describeRequest, type Operation } from '../../../../src/csms/transport/operation';
import { noFilter } from '../../../../src/model/secretFilter';
import { responseOf } from './readPage';

const layer = join(projectRoot, 'src', 'csms');

type AnyOperation = Operation<never, unknown>;

/** Whatever the files of operations export and can be sent. */
async function declaredOperations(): Promise<readonly AnyOperation[]> {
  const files = readdirSync(join(layer, 'operations'));
  const modules = await Promise.all(
    files.map(async (file) => (await import(`../../../../src/csms/operations/${file}`)) as Record<string, unknown>),
  );
  return modules
    .flatMap((module) => Object.values(module))
    .filter((value): value is AnyOperation => typeof value === 'object' && value !== null && 'path' in value);
}

describe('The operations', () => {
  it('are these and no others: none can give a secret value, and only a password is tried once', async () => {
    const operations = (await declaredOperations()).map(({ name, method, path, iamAction = '-', isRepeatable }) =>
      [name, `${method} ${path}`, iamAction, isRepeatable ? 'repeatable' : 'once'].join(' | '),
    );
    const listResourceInstances =
      'ListResourceInstances | POST /v1/{project_id}/csms/resource_instances/action | csms:secret:getSecretsByTag | repeatable';
    const createToken = 'KeystoneCreateUserTokenByPassword | POST /v3/auth/tokens | - | once';
    assert.deepEqual([...operations].sort(), [
      createToken,
      createToken,
      'KeystoneListAuthProjects | GET /v3/auth/projects | - | repeatable',
      'KeystoneListProjects | GET /v3/projects | - | repeatable',
      'ListProjectSecretsTags | GET /v1/{project_id}/csms/tags | csms::listProjectTags | repeatable',
      listResourceInstances,
      listResourceInstances,
    ]);
  });

  it('are all that is sent: the transport alone knows HTTP, and builds a request from an operation alone', () => {
    const files = readdirSync(layer, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const filesWith = (pattern: RegExp): readonly string[] =>
      files.filter((file) => pattern.test(readFileSync(join(layer, file), 'utf8')));
    const http = join('transport', 'http.ts');
    const transport = join('transport', 'transport.ts');
    assert.deepEqual(filesWith(/from '(?:axios|node:https?)'|\bfetch\(/u), [http]);
    assert.deepEqual(filesWith(/\bnew Http\(/u), [transport]);
    assert.deepEqual(filesWith(/\bhttp\.send\(/u), [transport]);
  });

  it('keep a project id from changing the path', () => {
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
