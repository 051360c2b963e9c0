import * as z from 'zod';
import { secretStates } from '../model/secret';
import { firstIssue } from './zodIssue';

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
