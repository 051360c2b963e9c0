import * as z from 'zod';
import type { ServiceError, ServiceErrorDetails, ServiceErrorKind } from '../../model/serviceError';
import { type HttpFailure, type HttpResponse, subjectTokenHeader } from './http';
import { createRedactor, type Redact } from './redaction';

/** What a failure is, and the system's code for it. */
export interface Failure {
  readonly kind: ServiceErrorKind;
  readonly reason?: string | undefined;
  /** As `ServiceErrorDetails` has it. */
  readonly skewMs?: number;
}

/**
 * Codes that say more than the status they come with: CSMS documents an invalid token as 400 and KMS as 403 (error
 * codes, API reference). Dedicated gateways write `APIG.` for `APIGW.`.
 */
const kindsByCode: ReadonlyMap<string, ServiceErrorKind> = new Map<string, ServiceErrorKind>([
  ...codes('unauthorized', 'CSMS.0301', 'KMS.0301', 'KMS.0302', 'KMS.0303'),
  ...codes('unauthorized', 'APIGW.0301', 'APIGW.0303', 'APIGW.0305', 'APIGW.0307'),
  ...codes('forbidden', 'CSMS.0302', 'KMS.0321', 'APIGW.0302', 'APIGW.0304', 'APIGW.0306', 'APIGW.0310'),
  ...codes('forbidden', 'APIGW.0401', 'APIGW.0402', 'APIGW.0802'),
  ...codes('notFound', 'APIGW.0101', 'APIGW.0103'),
  ...codes('throttled', 'APIGW.0308'),
]);

function codes(kind: ServiceErrorKind, ...names: readonly string[]): readonly (readonly [string, ServiceErrorKind])[] {
  return names.map((name) => [name, kind] as const);
}

/** What an unexpected response means. `envelope` is what its body says, `unreadable` why that is not as documented. */
export function failureOfResponse(
  status: number,
  envelope: ErrorEnvelope | undefined,
  unreadable: string | undefined,
): Failure {
  const byCode = kindsByCode.get(envelope?.code?.replace(/^APIG\./u, 'APIGW.') ?? '');
  if (byCode !== undefined) return { kind: byCode };
  // Neither comes from the service: a proxy or the network's own login page stands in between.
  if (status === 407) return { kind: 'network', reason: 'PROXY_AUTHENTICATION_REQUIRED' };
  if (status === 511) return { kind: 'network', reason: 'NETWORK_AUTHENTICATION_REQUIRED' };
  const isSuccess = status >= 200 && status < 300;
  if (isSuccess && envelope === undefined) return { kind: 'unreadable', reason: unreadable };
  const kind = kindOfStatus(isSuccess ? (envelope?.status ?? 400) : status);
  return kind === 'unreadable' ? { kind, reason: unreadable } : { kind };
}

function kindOfStatus(status: number): ServiceErrorKind {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'notFound';
  if (status === 429) return 'throttled';
  if (status >= 300 && status < 400) return 'redirect';
  if (status >= 400 && status < 500) return 'rejected';
  return status >= 500 && status < 600 ? 'unavailable' : 'unreadable';
}

/** Codes of OpenSSL and Node's TLS for a certificate that is not trusted. */
const certificateCode =
  /^(?:(?:.*_)?CERT(?:_.*)?|UNABLE_TO_(?:GET|VERIFY|DECODE|DECRYPT)_.*|CRL_.*|INVALID_(?:CA|PURPOSE)|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH)$/u;

/** Codes of the HTTP parser and of decompression: bytes came, but not of an HTTP response. */
const garbageCode = /^(?:HPE_|Z_|ERR__ERROR_|ERR_BROTLI_)/u;

/** What it means that no whole response came. */
export function failureOfTransport({ kind, code }: HttpFailure): Failure {
  if (kind !== 'broken') return { kind, reason: code };
  if (code !== undefined && certificateCode.test(code)) return { kind: 'certificate', reason: code };
  if (code !== undefined && garbageCode.test(code)) return { kind: 'unreadable', reason: code };
  return { kind: 'network', reason: code ?? 'UNKNOWN' };
}

/** The service refuses signatures that are further from its clock ("API Request Signing Guide", FAQ). */
const toleratedSkewMs = 15 * 60 * 1000;

/**
 * What the refusal of a signed request means, given both clocks. The service answers a wrong key and a wrong time with the
 * same code; only its text differs, and a kind never follows from text.
 *
 * @param serverTime and `now` in ms since 1970-01-01 UTC
 */
export function failureOfSignature(failure: Failure, serverTime: number | undefined, now: number): Failure {
  if (failure.kind !== 'unauthorized' || serverTime === undefined) return failure;
  const skewMs = serverTime - now;
  return Math.abs(skewMs) > toleratedSkewMs ? { ...failure, kind: 'clockSkew', skewMs } : failure;
}

/** A name that is not found or a refused connection will be so in a second, too; a person learns of it at once. */
const passingNetworkCodes = new Set([
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'ERR_STREAM_PREMATURE_CLOSE',
]);

const passingStatuses = new Set([500, 502, 503, 504]);

/** Whether the same request may go well a moment later. */
export function isWorthRetrying({ kind, status = 0, reason = '' }: ServiceError): boolean {
  switch (kind) {
    case 'timeout':
    case 'throttled':
      return true;
    case 'unavailable':
      return passingStatuses.has(status);
    case 'network':
      return passingNetworkCodes.has(reason);
    default:
      return false;
  }
}

/** Whether the service counts it against the access key that signed the request. */
export function refusesKey({ kind }: ServiceError): boolean {
  return kind === 'unauthorized' || kind === 'clockSkew';
}

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

const envelopeFields = z.object({
  error_code: text,
  error_msg: text,
  code: z.union([z.string(), z.number()]).optional().catch(undefined),
  message: text,
  title: text,
  request_id: text,
});

const errorBody = envelopeFields.extend({ error: z.union([envelopeFields, z.string()]).optional().catch(undefined) });

/**
 * Reads the four error bodies of Huawei Cloud, and `undefined` for anything else:
 * - `{error_code, error_msg}`, to which the gateway adds `request_id`;
 * - `{error: {error_code, error_msg}}` (ListResourceInstances, tags);
 * - `{error: {code: 401, message, title}}` (Keystone, in IAM);
 * - `{error: {code: 'EPS.0003', message}}`.
 */
export function readErrorEnvelope(json: unknown): ErrorEnvelope | undefined {
  const parsed = errorBody.safeParse(json);
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

/** Longest message of the service that is kept, in UTF-16 units. The documents allow 1,024. */
const maxMessageLength = 1024;

/** Looked at before a credential is taken out, so that a huge message costs little. */
const maxRawMessageLength = 4 * maxMessageLength;

/** Redaction needs this many characters to recognise a credential, so as many are dropped where a text is cut. */
const unsureLength = 16;

const maxIdLength = 128;

/** Looking for a longer token in every text would let a server keep the editor busy. */
const maxTokenLength = 16 * 1024;

/** What a response says about a failure: text from the cloud, bounded and without the credential. */
export function errorDetailsFrom(
  response: HttpResponse,
  envelope: ErrorEnvelope | undefined,
  redact: Redact,
): Partial<ServiceErrorDetails> {
  const serverTime = Date.parse(response.header('date') ?? '');
  const numbers = { status: response.status, serverTime: Number.isNaN(serverTime) ? undefined : serverTime };
  // A token that comes with a failure is one all the same. Beside one that is too long to be looked for, no text is kept.
  const token = response.header(subjectTokenHeader) ?? '';
  if (token.length > maxTokenLength) return numbers;
  const hideToken = createRedactor(token);
  const hide = (said: string): string => redact(hideToken(said));
  return {
    ...numbers,
    code: boundedAndRedacted(envelope?.code, maxIdLength, hide),
    serviceMessage: boundedAndRedacted(envelope?.message, maxMessageLength, hide),
    requestId: requestIdOf(response, hide) ?? boundedAndRedacted(envelope?.requestId, maxIdLength, hide),
  };
}

/** IAM has its own name for the header. */
export function requestIdOf(response: HttpResponse, redact: Redact): string | undefined {
  return boundedAndRedacted(response.header('x-request-id') ?? response.header('x-iam-trace-id'), maxIdLength, redact);
}

function boundedAndRedacted(said: string | undefined, maxLength: number, redact: Redact): string | undefined {
  if (said === undefined) return undefined;
  if (said.length <= maxRawMessageLength) return redact(said).slice(0, maxLength);
  return redact(said.slice(0, maxRawMessageLength)).slice(0, -unsureLength).slice(0, maxLength);
}
