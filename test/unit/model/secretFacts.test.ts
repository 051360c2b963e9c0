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

  it('say of each field what it is, in the order of reading', () => {
    assert.deepEqual(
      [...secretFacts(everyFact)].map(([section, facts]) => [
        section,
        facts.map(({ fact }): unknown[] => Object.values(fact)),
      ]),
      [
        [
          'secret',
          [
            ['text', 'a-name'],
            ['code', everyFact.id],
            ['state', 'PENDING_DELETE'],
            ['type', 'RDS-FG'],
            ['text', 'a description'],
            ['tags', everyFact.tags],
            ['tags', everyFact.systemTags],
            ['code', 'a-kms-key'],
            ['code', 'an-enterprise-project'],
            ['list', ['an-event', 'another-event']],
          ],
        ],
        [
          'times',
          [
            ['time', Date.UTC(2020, 0, 1)],
            ['time', Date.UTC(2021, 0, 1)],
            ['time', Date.UTC(2022, 0, 1)],
          ],
        ],
        [
          'rotation',
          [
            ['yesNo', true],
            ['period', '30d'],
            ['time', Date.UTC(2024, 0, 1)],
            ['time', Date.UTC(2023, 0, 1)],
            ['code', 'urn:a:function'],
            ['code', '{"a":"configuration"}'],
          ],
        ],
      ],
    );
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
