/** A field set to `undefined` is not sent. */
export interface WireRowChanges {
  readonly row?: Readonly<Record<string, unknown>>;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** An element of `resources` as the service sends it, with the changes that a test is about. */
export function wireRow(name: string, { row = {}, detail = {} }: WireRowChanges = {}): Record<string, unknown> {
  return {
    resource_id: `id-of-${name}`,
    resource_name: name,
    resource_detail: {
      id: `id-of-${name}`,
      name,
      state: 'ENABLED',
      kms_key_id: 'b168fe00-ff56-495d-a7a6-974efccabb70',
      description: 'A database',
      create_time: 1669042498000,
      update_time: 1669042499000,
      scheduled_delete_time: null,
      secret_type: 'COMMON',
      auto_rotation: false,
      rotation_period: '',
      rotation_config: '',
      rotation_time: null,
      next_rotation_time: null,
      event_subscriptions: [],
      enterprise_project_id: '0',
      rotation_func_urn: '',
      ...detail,
    },
    tags: [{ key: 'env', value: 'prod' }],
    sys_tags: null,
    ...row,
  };
}
