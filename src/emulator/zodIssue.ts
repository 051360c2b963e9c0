import type * as z from 'zod';

/** The path and rule of the first thing that a schema found wrong: `tags[0].values`, `must not repeat`. */
export function firstIssue(error: z.ZodError): { readonly path: string; readonly reason: string } {
  const [issue] = error.issues;
  const path = (issue?.path ?? [])
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./u, '');
  return { path, reason: issue?.message ?? 'invalid' };
}
