import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Secret } from '../../../src/model/secret';
import { secretFacts } from '../../../src/model/secretFacts';
import { everyFact, secret } from '../../support/builders';

function fieldsOf(of: Secret): readonly string[] {
  return [...secretFacts(of).values()].flatMap((facts) => facts.map(({ field }) => field));
}

describe('secretFacts', () => {
  it('leave out no field of a secret, and give each once', () => {
    assert.deepEqual([...fieldsOf(everyFact)].sort(), Object.keys(everyFact).sort());
  });

  it('leave out what the service did not give, and the sections that are empty then', () => {
    const bare = secret({ type: undefined, description: '', rotationPeriod: '', rotationConfig: '' });
    assert.deepEqual(fieldsOf(bare), ['name', 'id', 'state']);
    assert.deepEqual([...secretFacts(bare).keys()], ['secret']);
  });

  it('tell a false as much as a true, and a zero as much as a number', () => {
    const facts = [...secretFacts(secret({ autoRotation: false, createTime: 0 })).values()].flat();
    assert.deepEqual(facts.find(({ field }) => field === 'autoRotation')?.fact, { kind: 'yesNo', yes: false });
    assert.deepEqual(facts.find(({ field }) => field === 'createTime')?.fact, { kind: 'time', time: 0 });
  });
});
