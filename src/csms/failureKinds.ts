import type { ServiceErrorKind } from '../model/serviceError';
import type { ErrorEnvelope } from './errorEnvelope';
import type { HttpFailure } from './http';

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

/** What an answer other than the expected one means. `envelope` is what its body says, if anything. */
export function failureOfAnswer(status: number, envelope: ErrorEnvelope | undefined): Failure {
  const byCode = kindsByCode.get(envelope?.code?.replace(/^APIG\./u, 'APIGW.') ?? '');
  if (byCode !== undefined) return { kind: byCode };
  // Neither comes from the service: a proxy or the network's own login page stands in between.
  if (status === 407) return { kind: 'network', reason: 'PROXY_AUTHENTICATION_REQUIRED' };
  if (status === 511) return { kind: 'network', reason: 'NETWORK_AUTHENTICATION_REQUIRED' };
  const isSuccess = status >= 200 && status < 300;
  if (isSuccess && envelope === undefined) return { kind: 'unreadable' };
  return { kind: kindOfStatus(isSuccess ? (envelope?.status ?? 400) : status) };
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

/** Codes of the HTTP parser and of decompression: bytes came, but not of an HTTP answer. */
const garbageCode = /^(?:HPE_|Z_|ERR__ERROR_|ERR_BROTLI_)/u;

/** What it means that no whole answer came. */
export function failureOfTransport({ kind, code }: HttpFailure): Failure {
  if (kind !== 'broken') return { kind, reason: code };
  if (code !== undefined && certificateCode.test(code)) return { kind: 'certificate', reason: code };
  if (code !== undefined && garbageCode.test(code)) return { kind: 'unreadable', reason: code };
  return { kind: 'network', reason: code ?? 'UNKNOWN' };
}
