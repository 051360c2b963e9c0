/**
 * Why a call gave no result. Kinds, not sentences: what a person reads is made where the editor is, in their
 * language.
 *
 * - `cancelled`: the caller's signal ended it; never shown.
 * - `timeout`: the deadline passed.
 * - `network`: no response came (name not resolved, refused, reset); `reason` holds the system's code.
 * - `certificate`: the server's certificate is not trusted; `reason` holds the system's code.
 * - `redirect`: the server answered with a redirect, which is not followed.
 * - `unauthorized`: 401, or a code that means the same: who are you?
 * - `clockSkew`: a signature was refused as `unauthorized` says, and this machine's clock is too far from the service's
 *   for any signature to be taken; `skewMs` holds how far.
 * - `forbidden`: 403: you may not.
 * - `notFound`: 404: no such project, or not this service.
 * - `rejected`: another 4xx: the request is wrong.
 * - `throttled`: 429, after the retries.
 * - `unavailable`: 5xx, after the retries.
 * - `unreadable`: a response that is not what the service is documented to say.
 * - `tooLarge`: a response beyond the size that is taken.
 */
export type ServiceErrorKind =
  | 'cancelled'
  | 'timeout'
  | 'network'
  | 'certificate'
  | 'redirect'
  | 'unauthorized'
  | 'clockSkew'
  | 'forbidden'
  | 'notFound'
  | 'rejected'
  | 'throttled'
  | 'unavailable'
  | 'unreadable'
  | 'tooLarge';

/**
 * The only error that leaves the service's client. It never carries a cause, headers or a body: those hold the
 * credential.
 */
export class ServiceError extends Error {
  declare readonly kind: ServiceErrorKind;
  /** The operation's name in the API, such as `ListResourceInstances`. */
  declare readonly operation: string;
  /** The right in IAM that the operation needs, such as `csms:secret:getSecretsByTag`, where one is documented. */
  declare readonly iamAction?: string | undefined;
  /** The HTTP status, when there was a response. */
  declare readonly status?: number | undefined;
  /** The service's or the gateway's code, such as `APIGW.0301`. */
  declare readonly code?: string | undefined;
  /** The service's own message, bounded and with every credential taken out. Text from the cloud: escape it. */
  declare readonly serviceMessage?: string | undefined;
  /** The system's code (`ECONNREFUSED`), or for `unreadable` the path and rule that failed. Never received data. */
  declare readonly reason?: string | undefined;
  /** `X-Request-Id` of the response. */
  declare readonly requestId?: string | undefined;
  /** The UUID sent as the request's `sequence`. */
  declare readonly sequence?: string | undefined;
  /** The server's clock in ms, from the response's `Date` header. */
  declare readonly serverTime?: number | undefined;
  /** For `clockSkew`: by how many ms the server's clock is ahead of ours; negative when it is behind. */
  declare readonly skewMs?: number | undefined;

  constructor(details: ServiceErrorDetails) {
    const particulars = [details.status, details.code, details.reason].filter((each) => each !== undefined);
    super(`${details.operation}: ${details.kind}${particulars.length > 0 ? ` (${particulars.join(', ')})` : ''}`);
    this.name = 'ServiceError';
    Object.assign(this, details);
  }
}

/** All that an error says beside what every error has. */
export type ServiceErrorDetails = Omit<ServiceError, keyof Error>;

export function isServiceError(error: unknown, kind?: ServiceErrorKind): error is ServiceError {
  return error instanceof ServiceError && (kind === undefined || error.kind === kind);
}
