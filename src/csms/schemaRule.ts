import type * as z from 'zod';

const maxRuleLength = 200;

/** Path and rule of the first thing that a schema refused, such as `total_count: expected number`. No received data. */
export function ruleOf(error: z.ZodError): string {
  const [issue] = error.issues;
  if (!issue) return 'unknown';
  const path = issue.path.join('.');
  return `${path === '' ? '' : `${path}: `}${rule(issue)}`.slice(0, maxRuleLength);
}

/** Built from the schema's side of the issue alone: a message might quote what came. */
function rule(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${issue.expected}`;
    case 'too_big':
      return `at most ${String(issue.maximum)}`;
    case 'too_small':
      return `at least ${String(issue.minimum)}`;
    case 'invalid_union':
      return 'expected another type';
    default:
      return issue.code;
  }
}
