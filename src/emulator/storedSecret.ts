import type { Tag } from '../model/secret';
import type { SecretSpec } from './secretSpec';

/** A secret's metadata as the service sends it. Times are in ms; `null` stands for "not set". */
export interface SecretDetail {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly kms_key_id: string | null;
  readonly description: string | null;
  readonly create_time: number;
  readonly update_time: number;
  readonly scheduled_delete_time: number | null;
  readonly secret_type: string;
  readonly auto_rotation: boolean;
  readonly rotation_period: string | null;
  readonly rotation_config: string | null;
  readonly rotation_time: number | null;
  readonly next_rotation_time: number | null;
  readonly event_subscriptions: readonly string[];
  readonly enterprise_project_id: string;
  readonly rotation_func_urn: string | null;
}

export interface StoredSecret {
  readonly detail: SecretDetail;
  readonly tags: readonly Tag[];
}

const dayMs = 24 * 60 * 60 * 1000;
const unitMs = { d: dayMs, h: 60 * 60 * 1000, m: 60 * 1000, s: 1000 };

/** @param id used when the specification gives none */
export function storedSecret(spec: SecretSpec, id: string, now: number): StoredSecret {
  const daysFromNow = (days: number): number => wholeSeconds(now + days * dayMs);
  const createdDaysAgo = spec.createdDaysAgo ?? 90;
  return {
    detail: {
      id: spec.id ?? id,
      name: spec.name,
      state: spec.state ?? (spec.deletesInDays === undefined ? 'ENABLED' : 'PENDING_DELETE'),
      kms_key_id: spec.kmsKeyId ?? null,
      description: spec.description ?? null,
      create_time: daysFromNow(-createdDaysAgo),
      update_time: daysFromNow(-(spec.updatedDaysAgo ?? createdDaysAgo)),
      scheduled_delete_time: spec.deletesInDays === undefined ? null : daysFromNow(spec.deletesInDays),
      secret_type: spec.type ?? 'COMMON',
      ...rotation(spec, daysFromNow),
      event_subscriptions: spec.eventSubscriptions ?? [],
      enterprise_project_id: spec.enterpriseProjectId ?? '0',
    },
    tags: Object.entries(spec.tags ?? {}).map(([key, value]) => ({ key, value })),
  };
}

type RotationFields =
  | 'auto_rotation'
  | 'rotation_period'
  | 'rotation_config'
  | 'rotation_time'
  | 'next_rotation_time'
  | 'rotation_func_urn';

function rotation(spec: SecretSpec, daysFromNow: (days: number) => number): Pick<SecretDetail, RotationFields> {
  const { rotatesInDays, rotationPeriod = '30d', rotationConfig = null, rotationFunctionUrn = null } = spec;
  const next = rotatesInDays === undefined ? null : daysFromNow(rotatesInDays);
  return {
    auto_rotation: next !== null,
    rotation_period: next === null ? null : rotationPeriod,
    rotation_config: rotationConfig,
    rotation_time: next === null ? null : next - periodMs(rotationPeriod),
    next_rotation_time: next,
    rotation_func_urn: rotationFunctionUrn,
  };
}

function periodMs(period: string): number {
  return parseInt(period, 10) * unitMs[period.slice(-1) as keyof typeof unitMs];
}

/** The service keeps whole seconds: its times in ms end in 000. */
function wholeSeconds(timeMs: number): number {
  return Math.floor(timeMs / 1000) * 1000;
}
