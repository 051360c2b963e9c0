import type { Secret, Tag } from '../model/secret';

/**
 * Compares field by field, since a generic comparison takes several times as long. A field that is added to `Secret` is
 * missing here until it is compared: the type says so.
 */
const sameField: { readonly [Field in keyof Secret]: (a: Secret, b: Secret) => boolean } = {
  id: (a, b) => a.id === b.id,
  name: (a, b) => a.name === b.name,
  state: (a, b) => a.state === b.state,
  type: (a, b) => a.type === b.type,
  description: (a, b) => a.description === b.description,
  kmsKeyId: (a, b) => a.kmsKeyId === b.kmsKeyId,
  createTime: (a, b) => a.createTime === b.createTime,
  updateTime: (a, b) => a.updateTime === b.updateTime,
  scheduledDeleteTime: (a, b) => a.scheduledDeleteTime === b.scheduledDeleteTime,
  autoRotation: (a, b) => a.autoRotation === b.autoRotation,
  rotationPeriod: (a, b) => a.rotationPeriod === b.rotationPeriod,
  rotationConfig: (a, b) => a.rotationConfig === b.rotationConfig,
  rotationTime: (a, b) => a.rotationTime === b.rotationTime,
  nextRotationTime: (a, b) => a.nextRotationTime === b.nextRotationTime,
  eventSubscriptions: (a, b) => sameItems(a.eventSubscriptions, b.eventSubscriptions, Object.is),
  enterpriseProjectId: (a, b) => a.enterpriseProjectId === b.enterpriseProjectId,
  rotationFunctionUrn: (a, b) => a.rotationFunctionUrn === b.rotationFunctionUrn,
  tags: (a, b) => sameItems(a.tags, b.tags, sameTag),
  systemTags: (a, b) => sameItems(a.systemTags, b.systemTags, sameTag),
};

const comparisons = Object.values(sameField);

/** Whether nothing that is known of the secret differs. Tags in another order are a difference. */
export function sameSecret(a: Secret, b: Secret): boolean {
  return a === b || comparisons.every((same) => same(a, b));
}

function sameTag(a: Tag, b: Tag): boolean {
  return a.key === b.key && a.value === b.value;
}

function sameItems<T>(a: readonly T[], b: readonly T[], same: (a: T, b: T) => boolean): boolean {
  return a.length === b.length && a.every((item, at) => same(item, b[at] as T));
}
