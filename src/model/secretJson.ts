import type { Secret, Tag } from './secret';

/**
 * A secret in the service's own field names and shape (`resources[]` of ListResourceInstances), without the fields it
 * did not send.
 */
export function secretJson(secret: Secret): object {
  return {
    resource_id: secret.id,
    resource_name: secret.name,
    resource_detail: {
      id: secret.id,
      name: secret.name,
      state: secret.state,
      kms_key_id: secret.kmsKeyId,
      description: secret.description,
      create_time: secret.createTime,
      update_time: secret.updateTime,
      scheduled_delete_time: secret.scheduledDeleteTime,
      secret_type: secret.type,
      auto_rotation: secret.autoRotation,
      rotation_period: secret.rotationPeriod,
      rotation_config: secret.rotationConfig,
      rotation_time: secret.rotationTime,
      next_rotation_time: secret.nextRotationTime,
      event_subscriptions: secret.eventSubscriptions,
      enterprise_project_id: secret.enterpriseProjectId,
      rotation_func_urn: secret.rotationFunctionUrn,
    },
    tags: secret.tags.map(plainTag),
    sys_tags: secret.systemTags.map(plainTag),
  };
}

function plainTag({ key, value }: Tag): object {
  return { key, value };
}
