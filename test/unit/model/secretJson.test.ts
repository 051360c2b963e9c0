import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { secretJson } from '../../../src/model/secretJson';
import { everyFact, secret } from '../../support/builders';

describe('secretJson', () => {
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
