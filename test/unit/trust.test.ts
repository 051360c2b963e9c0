import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/projectPaths.mjs';
import type { Operation } from '../../src/csms/transport/operation';
import { attacks } from '../support/attacks';
import { faultCount } from '../support/faults/faults';

const read = (file: string): string => readFileSync(join(projectRoot, file), 'utf8');

describe('What is said of trust', () => {
  for (const [file, numbers] of [
    ['README.md', [/(\d+) faults/u, /(\d+) hostile texts/u]],
    ['README.zh-CN.md', [/模拟 (\d+) 种/u, /显示 (\d+) 段/u]],
    ['SECURITY.md', [/(\d+) faults/u, /(\d+) hostile texts/u]],
  ] as const) {
    it(`in ${file} has the numbers that are tried: ${faultCount} faults, ${attacks.length} hostile texts`, () => {
      const told = numbers.map((number) => Number(number.exec(read(file))?.[1]));
      assert.deepEqual(told, [faultCount, attacks.length]);
    });
  }

  it('in SECURITY.md names tests that exist', () => {
    const named = read('SECURITY.md').match(/test\/[\w/.]+\.ts/gu) ?? [];
    assert.ok(named.length > 9);
    assert.deepEqual(
      named.filter((file) => !existsSync(join(projectRoot, file))),
      [],
    );
  });
});

const layer = join(projectRoot, 'src', 'csms');

type AnyOperation = Operation<never, unknown>;

/** Whatever the files of operations export and can be sent. */
async function declaredOperations(): Promise<readonly AnyOperation[]> {
  const files = readdirSync(join(layer, 'operations'));
  const modules = await Promise.all(
    files.map(async (file) => (await import(`../../src/csms/operations/${file}`)) as Record<string, unknown>),
  );
  return modules
    .flatMap((module) => Object.values(module))
    .filter((value): value is AnyOperation => typeof value === 'object' && value !== null && 'path' in value);
}

describe('What can be sent', () => {
  it('is these operations and no others: none can give a secret value, and only a password is tried once', async () => {
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

  it('goes through the transport, which alone knows HTTP and builds a request from an operation alone', () => {
    const files = readdirSync(layer, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const filesWith = (pattern: RegExp): readonly string[] =>
      files.filter((file) => pattern.test(readFileSync(join(layer, file), 'utf8')));
    const http = join('transport', 'http.ts');
    const transport = join('transport', 'transport.ts');
    assert.deepEqual(filesWith(/from '(?:axios|node:https?)'|\bfetch\(/u), [http]);
    assert.deepEqual(filesWith(/\bnew Http\(/u), [transport]);
    assert.deepEqual(filesWith(/\bhttp\.send\(/u), [transport]);
  });
});
