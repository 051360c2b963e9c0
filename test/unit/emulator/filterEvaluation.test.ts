import assert from 'node:assert/strict';
import type { FilterConditions } from '../../../src/emulator/filterEvaluation';
import { selectSecrets } from '../../../src/emulator/filterEvaluation';
import { withDefaults } from '../../../src/emulator/openChoices';
import type { OpenChoiceOptions } from '../../../src/emulator/openChoices';
import { storedSecret } from '../../../src/emulator/storedSecret';

const secrets = Object.entries({
  'db-prod': { env: 'prod', team: 'payments' },
  'db-staging': { env: 'staging', team: 'payments' },
  'mail-prod': { env: 'prod', team: 'ops', 团队: '运维' },
  'DB-legacy': { legacy: '' },
  bare: {},
}).map(([name, tags]) => storedSecret({ name, tags }, name, 0));

function select(conditions: Partial<FilterConditions>, rules: OpenChoiceOptions = {}): readonly string[] {
  const all = { tags: [], nameMatches: [], ...conditions };
  return selectSecrets(secrets, all, withDefaults(rules)).map(({ detail }) => detail.name);
}

describe('filter evaluation', () => {
  it('selects everything without conditions', () => {
    assert.equal(select({}).length, secrets.length);
  });

  it('takes several values of one key as alternatives', () => {
    const tags = [{ key: 'env', values: ['prod', 'staging'] }];
    assert.deepEqual(select({ tags }), ['db-prod', 'db-staging', 'mail-prod']);
  });

  it('wants every key to match', () => {
    const tags = [
      { key: 'env', values: ['prod'] },
      { key: 'team', values: ['payments'] },
    ];
    assert.deepEqual(select({ tags }), ['db-prod']);
  });

  it('takes no values as any value of the key', () => {
    assert.deepEqual(select({ tags: [{ key: '团队', values: [] }] }), ['mail-prod']);
    assert.deepEqual(select({ tags: [{ key: 'legacy', values: [] }] }), ['DB-legacy']);
  });

  it('finds an empty value only by an empty value', () => {
    assert.deepEqual(select({ tags: [{ key: 'legacy', values: [''] }] }), ['DB-legacy']);
    assert.deepEqual(select({ tags: [{ key: 'env', values: [''] }] }), []);
  });

  it('knows no wildcard', () => {
    assert.deepEqual(select({ tags: [{ key: 'env', values: ['pro', '*', 'prod '] }] }), []);
  });

  it('finds a part of the name, and wants every part', () => {
    assert.deepEqual(select({ nameMatches: ['prod'] }), ['db-prod', 'mail-prod']);
    assert.deepEqual(select({ nameMatches: ['prod', 'mail'] }), ['mail-prod']);
    assert.deepEqual(select({ nameMatches: ['db-prod', 'db-staging'] }), []);
  });

  it('finds nothing for an empty part of the name', () => {
    assert.deepEqual(select({ nameMatches: [''] }), []);
  });

  it('wants tags and name to match', () => {
    assert.deepEqual(select({ tags: [{ key: 'env', values: ['prod'] }], nameMatches: ['db'] }), ['db-prod']);
  });

  it('follows the choice on letter case and place', () => {
    assert.deepEqual(select({ nameMatches: ['Db-'] }), ['db-prod', 'db-staging', 'DB-legacy']);
    assert.deepEqual(select({ nameMatches: ['DB-'] }, { matchCase: 'kept' }), ['DB-legacy']);
    assert.deepEqual(select({ nameMatches: ['prod'] }, { matchPlace: 'start' }), []);
    const tags = [{ key: 'ENV', values: ['Staging'] }];
    assert.deepEqual(select({ tags }), []);
    assert.deepEqual(select({ tags }, { tagCase: 'ignored' }), ['db-staging']);
  });
});
