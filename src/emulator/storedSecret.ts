import * as z from 'zod';
import { secretStates } from '../model/secret';
import type { Tag } from '../model/secret';
import type { OpenChoices } from './openChoices';
import { firstIssue } from './refusal';

const days = z.number();

/**
 * A secret of one's own data. Only `name` is needed. Due dates are counted from the emulator's start, so that a data
 * file stays of use; they may be fractions or, for an overdue rotation, negative.
 */
const secretSpecSchema = z.strictObject({
  name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/u, 'must be 1 to 64 letters, digits, "_" or "-"'),
  /** Made from the seed and the position when absent. */
  id: z
    .string()
    .regex(/^[0-9a-z]{8}(?:-[0-9a-z]{4}){3}-[0-9a-z]{12}$/u, 'must look like a lower-case UUID')
    .optional(),
  /** `PENDING_DELETE` when `deletesInDays` is given, else `ENABLED`. */
  state: z.enum(secretStates).optional(),
  type: z.string().min(1).optional(),
  description: z.string().max(2048).optional(),
  tags: z.record(z.string().min(1).max(128), z.string().max(255)).optional(),
  kmsKeyId: z.string().optional(),
  enterpriseProjectId: z.string().optional(),
  createdDaysAgo: days.optional(),
  updatedDaysAgo: days.optional(),
  deletesInDays: days.optional(),
  /** Turns automatic rotation on. */
  rotatesInDays: days.optional(),
  rotationPeriod: z
    .string()
    .regex(/^[1-9]\d{0,5}[dhms]$/u, 'must be a number and one of d, h, m, s')
    .optional(),
  rotationConfig: z.string().optional(),
  rotationFunctionUrn: z.string().optional(),
  eventSubscriptions: z.array(z.string()).max(1).optional(),
});

export type SecretSpec = z.infer<typeof secretSpecSchema>;

const secretSpecsSchema = z.array(secretSpecSchema).superRefine((specs, context) => {
  const seen = new Set<string>();
  specs.forEach(({ name, id }, index) => {
    for (const [field, value] of Object.entries({ name, id })) {
      if (value === undefined) continue;
      const message = `"${value}" is used twice`;
      if (seen.has(`${field} ${value}`)) context.addIssue({ code: 'custom', path: [index, field], message });
      seen.add(`${field} ${value}`);
    }
  });
});

/** @throws {Error} whose message names the place, such as `[3].name: "db" is used twice` */
export function parseSecretSpecs(data: unknown): readonly SecretSpec[] {
  const result = secretSpecsSchema.safeParse(data);
  if (result.success) return result.data;
  const { path, reason } = firstIssue(result.error);
  throw new Error(path === '' ? reason : `${path}: ${reason}`);
}

/** A secret's metadata as the service sends it. Times are in ms; `null` stands for "not set". */
type SecretDetail = ReturnType<typeof secretDetail>;

export interface StoredSecret {
  readonly detail: SecretDetail;
  readonly tags: readonly Tag[];
}

const dayMs = 24 * 60 * 60 * 1000;
const unitMs = { d: dayMs, h: 60 * 60 * 1000, m: 60 * 1000, s: 1000 };

interface Listing {
  readonly order: OpenChoices['order'];
  /** Ms since 1970-01-01 UTC. */
  readonly now: number;
  /** The id of the specification at an index, where that gives none. */
  readonly idOf: (index: number) => string;
}

/** The secrets of one project, in the order in which they are listed. */
export function listedSecrets(specs: readonly SecretSpec[], { order, now, idOf }: Listing): readonly StoredSecret[] {
  const secrets = specs.map((spec, index) => ({
    detail: secretDetail(spec, idOf(index), now),
    tags: Object.entries(spec.tags ?? {}).map(([key, value]) => ({ key, value })),
  }));
  return secrets.sort(order === 'name' ? byName : (a, b) => byCreation(a, b) || byName(a, b));
}

function byName(a: StoredSecret, b: StoredSecret): number {
  return a.detail.name < b.detail.name ? -1 : 1;
}

function byCreation(a: StoredSecret, b: StoredSecret): number {
  return a.detail.create_time - b.detail.create_time;
}

function secretDetail(spec: SecretSpec, id: string, now: number) {
  // The service keeps whole seconds: its times in ms end in 000.
  const daysFromNow = (count: number): number => Math.floor((now + count * dayMs) / 1000) * 1000;
  const { createdDaysAgo = 90, updatedDaysAgo = createdDaysAgo, deletesInDays, rotatesInDays } = spec;
  const period = spec.rotationPeriod ?? '30d';
  const nextRotation = rotatesInDays === undefined ? null : daysFromNow(rotatesInDays);
  return {
    id: spec.id ?? id,
    name: spec.name,
    state: spec.state ?? (deletesInDays === undefined ? 'ENABLED' : 'PENDING_DELETE'),
    kms_key_id: spec.kmsKeyId ?? null,
    description: spec.description ?? null,
    create_time: daysFromNow(-createdDaysAgo),
    update_time: daysFromNow(-updatedDaysAgo),
    scheduled_delete_time: deletesInDays === undefined ? null : daysFromNow(deletesInDays),
    secret_type: spec.type ?? 'COMMON',
    auto_rotation: nextRotation !== null,
    rotation_period: nextRotation === null ? null : period,
    rotation_config: spec.rotationConfig ?? null,
    rotation_time: nextRotation === null ? null : nextRotation - periodMs(period),
    next_rotation_time: nextRotation,
    rotation_func_urn: spec.rotationFunctionUrn ?? null,
    event_subscriptions: spec.eventSubscriptions ?? [],
    enterprise_project_id: spec.enterpriseProjectId ?? '0',
  };
}

function periodMs(period: string): number {
  return parseInt(period, 10) * unitMs[period.slice(-1) as keyof typeof unitMs];
}

/** A secret's metadata as it is sent. There is no value to send. */
export function secretBody(detail: SecretDetail, { unsetFields }: OpenChoices): object {
  if (unsetFields === 'null') return detail;
  const fields = Object.entries(detail).filter(([, value]) => unsetFields !== 'omitted' || value !== null);
  return Object.fromEntries(fields.map(([name, value]) => [name, value ?? unsetValue(name)]));
}

/** Only text can be empty; a time stays null. */
function unsetValue(name: string): string | null {
  return name.endsWith('_time') ? null : '';
}
