import * as z from 'zod';

/** What an error body says, in whichever form it says it. */
export interface ErrorEnvelope {
  /** Such as `CSMS.0002` or `APIGW.0301`. */
  readonly code: string | undefined;
  /** The HTTP status that Keystone repeats in the body. */
  readonly status: number | undefined;
  readonly message: string | undefined;
  readonly requestId: string | undefined;
}

const maxCodeLength = 128;

/** A field of the wrong type is as good as absent: the status still says what happened. */
const text = z.string().optional().catch(undefined);

const facts = z.object({
  error_code: text,
  error_msg: text,
  code: z.union([z.string(), z.number()]).optional().catch(undefined),
  message: text,
  title: text,
  request_id: text,
});

const body = facts.extend({ error: z.union([facts, z.string()]).optional().catch(undefined) });

/**
 * Reads the four error bodies of Huawei Cloud, and `undefined` for anything else:
 * - `{error_code, error_msg}`, to which the gateway adds `request_id`;
 * - `{error: {error_code, error_msg}}` (ListResourceInstances, tags);
 * - `{error: {code: 401, message, title}}` (Keystone, in IAM);
 * - `{error: {code: 'EPS.0003', message}}`.
 */
export function readErrorEnvelope(json: unknown): ErrorEnvelope | undefined {
  const parsed = body.safeParse(json);
  if (!parsed.success) return undefined;
  const { error, ...outer } = parsed.data;
  const inner = typeof error === 'object' ? error : outer;
  const code = inner.error_code ?? inner.code;
  const message = inner.error_msg ?? inner.message ?? inner.title ?? (typeof error === 'string' ? error : undefined);
  if (code === undefined && message === undefined) return undefined;
  return {
    code: typeof code === 'string' && isCode(code) ? code : undefined,
    status: typeof code === 'number' ? code : undefined,
    message,
    requestId: inner.request_id ?? outer.request_id,
  };
}

/** The length comes first: matching a text of megabytes exhausts the stack. */
function isCode(code: string): boolean {
  return code.length <= maxCodeLength && /^[A-Za-z][\w-]*(?:\.[\w-]+)*$/u.test(code);
}
