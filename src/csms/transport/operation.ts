import type * as z from 'zod';
import type { HttpRequest, HttpResponse } from './http';
import type { Redact } from './redaction';

/**
 * One operation of a service, whole: the transport sends nothing but what an operation declares.
 *
 * @typeParam Input what it is asked with
 * @typeParam Output what it gives
 */
export interface Operation<Input, Output> {
  /** Its name in the API, such as `ListResourceInstances`. */
  readonly name: string;
  readonly method: HttpRequest['method'];
  /** Within the endpoint; `{project_id}` stands for the project. */
  readonly path: string;
  /** The right that a person needs in IAM, where one is documented. */
  readonly iamAction?: string;
  readonly query?: (input: Input) => Readonly<Record<string, string>>;
  /** Sent as JSON. @throws {RangeError} when the input is impossible */
  readonly body?: (input: Input) => object;
  /** Whether the body takes a `sequence`: a UUID, which the service logs. */
  readonly hasSequence?: true;
  /** Whether another try can do no harm. Where it could, there is none, whatever happened. */
  readonly isRepeatable: boolean;
  /** Reads a 2xx. */
  readonly parse: (response: JsonResponse, input: Input) => ParseResult<Output>;
}

export interface JsonResponse {
  readonly json: unknown;
  readonly header: HttpResponse['header'];
  /** For text of the server that is kept. */
  readonly redact: Redact;
}

/** `rows` is for the log. `unreadable` is the path and rule that failed, never received data. */
export type ParseResult<T> = { readonly value: T; readonly rows: number } | { readonly unreadable: string };

/** Where an operation is sent. IAM's have no project. */
export interface Scope {
  /** An origin as `parseEndpoint` gives it. */
  readonly endpoint: string;
  readonly projectId?: string;
}

/** A request without a credential, and without the `sequence` that every try brings. */
export interface RequestDescription {
  readonly method: HttpRequest['method'];
  readonly url: string;
  readonly body: object | undefined;
}

/** @throws {RangeError} when the input or the project ID is impossible */
export function describeRequest<Input>(
  { method, path, query, body }: Operation<Input, unknown>,
  { endpoint, projectId }: Scope,
  input: Input,
): RequestDescription {
  const search = new URLSearchParams(query?.(input)).toString();
  const url = `${endpoint}${path.replace('{project_id}', () => pathSegment(projectId))}`;
  return { method, url: search === '' ? url : `${url}?${search}`, body: body?.(input) };
}

function pathSegment(projectId = ''): string {
  // URLs resolve dot segments even when they are percent-encoded.
  if (/^\.{0,2}$/u.test(projectId)) throw new RangeError('A project id cannot be empty or only dots.');
  if (/\p{Cs}/u.test(projectId)) throw new RangeError('A project id cannot hold half of a character.');
  return encodeURIComponent(projectId);
}

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
