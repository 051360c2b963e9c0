import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type * as z from 'zod';

/**
 * The four shapes in which an error comes:
 * - `gateway`: flat with a request id, from the API gateway in front of the service;
 * - `flat`: secrets and their versions, and IAM's version 3.0 API;
 * - `nested`: tags and instances;
 * - `keystone`: IAM's version 3 API, where `code` is its title.
 */
export type Envelope = 'gateway' | 'flat' | 'nested' | 'keystone';

/** The answer to a request that is refused. */
export class Refusal extends Error {
  constructor(
    readonly envelope: Envelope,
    readonly status: ContentfulStatusCode,
    readonly code: string,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'Refusal';
  }

  body(requestId: string): object {
    switch (this.envelope) {
      case 'gateway':
        return { error_msg: this.message, error_code: this.code, request_id: requestId };
      case 'flat':
        return { error_code: this.code, error_msg: this.message };
      case 'nested':
        return { error: { error_code: this.code, error_msg: this.message } };
      case 'keystone':
        return { error: { code: this.status, message: this.message, title: this.code } };
    }
  }
}

/** CSMS.0002 of the service's list of error codes; the message names the parameter. */
export function invalidParameter(envelope: Envelope, parameter: string, reason: string): Refusal {
  return new Refusal(envelope, 400, 'CSMS.0002', `The value of parameter ${parameter} is invalid: ${reason}.`);
}

/** IAM's refusal of a request without a good credential. */
export function unauthorized(message: string): Refusal {
  return new Refusal('keystone', 401, 'Unauthorized', message);
}

/** IAM's refusal of a request that it cannot read. */
export function badRequest(message: string): Refusal {
  return new Refusal('keystone', 400, 'Bad Request', message);
}

/** The path and rule of the first thing that a schema found wrong: `tags[0].values`, `must not repeat`. */
export function firstIssue(error: z.ZodError): { readonly path: string; readonly reason: string } {
  const [issue] = error.issues;
  const path = (issue?.path ?? [])
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./u, '');
  return { path, reason: issue?.message ?? 'invalid' };
}
