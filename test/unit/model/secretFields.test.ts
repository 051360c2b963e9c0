import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Secret } from '../../../src/model/secret';
import { fieldsBySection, secretJson } from '../../../src/model/secretFields';
import { everyFact, secret } from '../../support/builders';

function fieldsOf(of: Secret): readonly string[] {
  return [...fieldsBySection(of).values()].flatMap((fields) => fields.map(({ field }) => field));
}

describe('the fields of a secret', () => {
  it('leave out no field of a secret, and give each once', () => {
    assert.deepEqual([...fieldsOf(everyFact)].sort(), Object.keys(everyFact).sort());
  });

  it('say of each field what it is, in the order of reading', () => {
    assert.deepEqual(
      [...fieldsBySection(everyFact)].map(([section, fields]) => [
        section,
        fields.map(({ kind, value }): unknown[] => [kind, value]),
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
            ['flag', true],
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
    assert.deepEqual([...fieldsBySection(bare).keys()], ['secret']);
  });

  it('tell a false as much as a true, and a zero as much as a number', () => {
    const fields = [...fieldsBySection(secret({ autoRotation: false, createTime: 0 })).values()].flat();
    assert.equal(fields.find(({ field }) => field === 'autoRotation')?.value, false);
    assert.equal(fields.find(({ field }) => field === 'createTime')?.value, 0);
  });
});

describe('a secret as JSON', () => {
  it('gives every fact in the names of the service', () => {
    assert.deepEqual(secretJson(everyFact), {
      resource_id: '6f1c9a52-7d3e-4b8a-9c41-e05d2b7f8a16',
      resource_name: 'a-name',
      resource_detail: {
        id: '6f1c9a52-7d3e-4b8a-9c41-e05d2b7f8a16',
        name: 'a-name',
        state: 'PENDING_DELETE',
        kms_key_id: 'a-kms-key',
        description: 'a description',
        create_time: Date.UTC(2020, 0, 1),
        update_time: Date.UTC(2021, 0, 1),
        scheduled_delete_time: Date.UTC(2022, 0, 1),
        secret_type: 'RDS-FG',
        auto_rotation: true,
        rotation_period: '30d',
        rotation_config: '{"a":"configuration"}',
        rotation_time: Date.UTC(2023, 0, 1),
        next_rotation_time: Date.UTC(2024, 0, 1),
        event_subscriptions: ['an-event', 'another-event'],
        enterprise_project_id: 'an-enterprise-project',
        rotation_func_urn: 'urn:a:function',
      },
      tags: [
        { key: 'env', value: 'prod' },
        { key: 'legacy', value: '' },
      ],
      sys_tags: [{ key: '_sys_enterprise', value: 'x' }],
    });
  });

  it('leaves out of a tag what is not documented', () => {
    const tag = { key: 'env', value: 'prod', extra: 'x' };
    const { tags } = secretJson(secret({ tags: [tag] })) as { tags: unknown };
    assert.deepEqual(tags, [{ key: 'env', value: 'prod' }]);
  });
});
