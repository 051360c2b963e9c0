import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { completeFilter } from '../../../src/inventory/filterCompletion';
import { SecretIndex } from '../../../src/inventory/secretIndex';
import { parseFilter } from '../../../src/model/filterText';
import { filterLimits } from '../../../src/model/limits';
import { secret, tags } from '../../support/builders';

const { tagKeys } = SecretIndex.from([
  secret({ tags: tags('env=prod', 'team=payments', 'cost center=R&D, west') }),
  secret({ tags: tags('env=staging', 'environment=x') }),
]);

function texts(text: string): readonly string[] {
  return completeFilter(text, tagKeys, 10).map((completion) => completion.text);
}

describe('completing the text of a filter', () => {
  it('offers keys where a condition begins', () => {
    assert.deepEqual(texts('en'), ['env=', 'environment=', '"cost center"=']);
    assert.deepEqual(texts('env=prod TEA'), ['env=prod team=']);
    assert.deepEqual(texts('na'), ['name~']);
  });

  it('offers values after = and after a comma, without those that stand there', () => {
    assert.deepEqual(texts('env='), ['env=prod', 'env=staging']);
    assert.deepEqual(texts('team=payments env=prod,'), ['team=payments env=prod,staging']);
    assert.deepEqual(texts('env=TAG'), ['env=staging']);
  });

  it('does not offer a key twice', () => {
    assert.ok(!texts('env=prod e').includes('env=prod env='));
  });

  it('writes what can be read', () => {
    for (const text of ['env=', 'team=', 'environment=']) {
      for (const completed of texts(text))
        assert.ok('filter' in parseFilter(completed, filterLimits.current), completed);
    }
  });
});
