import * as z from 'zod';
import type { Secret, Tag } from '../model/secret';
import { boundsProblem } from './rowBounds';
import type { TagPool } from './tagPool';

/** Times before 1973 in ms are not of this service; such numbers are seconds, as its documents say. */
const firstTimeMs = 1e11;

// What a secret does not have comes as null, as an empty text, or not at all.
const text = z.string().nullish();
const time = z.number().nullish();
const tags = z.array(z.object({ key: z.string(), value: text })).nullish();

const resourceDetail = z.object({
  id: text,
  name: text,
  state: text,
  kms_key_id: text,
  description: text,
  create_time: time,
  update_time: time,
  scheduled_delete_time: time,
  secret_type: text,
  auto_rotation: z.boolean().nullish(),
  rotation_period: text,
  rotation_config: text,
  rotation_time: time,
  next_rotation_time: time,
  event_subscriptions: z.array(z.string()).nullish(),
  enterprise_project_id: text,
  rotation_func_urn: text,
});

/**
 * One element of `resources` of ListResourceInstances (API reference), less strict than documented where the service
 * is. Only these fields get past it: if a server sent a secret's value, it would end here.
 */
export const resourceRow = z.object({
  resource_id: text,
  resource_name: text,
  resource_detail: resourceDetail.nullish(),
  tags,
  sys_tags: tags,
});

export type ResourceRow = z.infer<typeof resourceRow>;
type ResourceDetail = z.infer<typeof resourceDetail>;

/** The secret of a row, or the reason why the row names none. */
export function secretOfRow(row: ResourceRow, pool: TagPool): Secret | { readonly unreadable: string } {
  const problem = boundsProblem(row);
  if (problem !== undefined) return { unreadable: problem };
  const detail: ResourceDetail = row.resource_detail ?? {};
  const id = known(row.resource_id) ?? known(detail.id);
  const name = known(row.resource_name) ?? known(detail.name);
  if (id === undefined) return { unreadable: 'resource_id: missing' };
  if (name === undefined) return { unreadable: 'resource_name: missing' };
  return {
    id,
    name,
    state: pool.text(detail.state ?? ''),
    type: shared(detail.secret_type, pool),
    description: known(detail.description),
    kmsKeyId: shared(detail.kms_key_id, pool),
    createTime: timeMs(detail.create_time),
    updateTime: timeMs(detail.update_time),
    scheduledDeleteTime: timeMs(detail.scheduled_delete_time),
    autoRotation: detail.auto_rotation ?? undefined,
    rotationPeriod: shared(detail.rotation_period, pool),
    rotationConfig: known(detail.rotation_config),
    rotationTime: timeMs(detail.rotation_time),
    nextRotationTime: timeMs(detail.next_rotation_time),
    eventSubscriptions: subscriptions(detail.event_subscriptions),
    enterpriseProjectId: shared(detail.enterprise_project_id, pool),
    rotationFunctionUrn: known(detail.rotation_func_urn),
    tags: sharedTags(row.tags, pool),
    systemTags: sharedTags(row.sys_tags, pool),
  };
}

function known(value: string | null | undefined): string | undefined {
  return value === null || value === '' ? undefined : value;
}

function shared(value: string | null | undefined, pool: TagPool): string | undefined {
  return value ? pool.text(value) : undefined;
}

/** Milliseconds. Zero and negative numbers stand for "never". */
function timeMs(value: number | null | undefined): number | undefined {
  if (value === null || value === undefined || value <= 0) return undefined;
  return value < firstTimeMs ? value * 1000 : value;
}

const nothing: readonly never[] = [];

function subscriptions(names: readonly string[] | null | undefined): readonly string[] {
  if (!names?.length) return nothing;
  // The service writes `[""]` for none.
  return names.filter((name) => name !== '');
}

function sharedTags(received: ResourceRow['tags'], pool: TagPool): readonly Tag[] {
  return received?.length ? received.map(({ key, value }) => pool.tag(key, value ?? '')) : nothing;
}
