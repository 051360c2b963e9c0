import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { combinedFilter, isEmptyFilter, noFilter, withTagCondition } from '../../../src/model/secretFilter';

const env = (...values: readonly string[]) => ({ key: 'env', values });
const team = { key: 'team', values: ['pay'] };

describe('a filter', () => {
  it('is empty without a condition, and not with one of either kind', () => {
    assert.ok(isEmptyFilter(noFilter));
    assert.ok(!isEmptyFilter({ tags: [env()], nameContains: [] }));
    assert.ok(!isEmptyFilter({ tags: [], nameContains: ['db'] }));
    assert.ok(!isEmptyFilter({ tags: [env()], nameContains: ['db'] }));
  });

  it('takes a condition on another key last, and one on the same key in its place', () => {
    const filter = { tags: [env('prod'), team], nameContains: ['db'] };
    const other = { key: 'tier', values: [] };
    assert.deepEqual(withTagCondition(filter, other), { ...filter, tags: [env('prod'), team, other] });
    assert.deepEqual(withTagCondition(filter, env()), { ...filter, tags: [env(), team] });
  });

  it('is narrowed by the conditions of another one, each name once', () => {
    assert.deepEqual(
      combinedFilter(
        { tags: [env('prod'), team], nameContains: ['db', 'a'] },
        { tags: [env('test')], nameContains: ['a', 'b'] },
      ),
      { tags: [env('test'), team], nameContains: ['db', 'a', 'b'] },
    );
  });
});
