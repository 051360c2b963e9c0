import type { AccessKeyCredential, Credential } from '../../model/connection';
import type { ServiceError } from '../../model/serviceError';
import { refusesKey } from './errors';
import type { HttpRequest } from './http';
import { createRedactor, type Redact } from './redaction';
import type { Clock } from './retry';
import { sign } from './signing';

/** Authorises requests with one credential, and redacts that credential. */
export interface Authoriser {
  /** Called anew for every try: a signature carries its time. */
  readonly authorise: (request: HttpRequest) => Authorisation;
  readonly redact: Redact;
  /** Only for an access key, which the service locks. */
  readonly circuitBreaker?: CredentialCircuitBreaker;
}

export interface Authorisation {
  /** To be added to the request. */
  readonly headers: Readonly<Record<string, string>>;
  /** What was made for this request alone and must never be seen outside it. */
  readonly secrets: readonly string[];
}

export interface SigningContext {
  readonly clock: Pick<Clock, 'now'>;
  /** Sent with what is signed for a service of a region; IAM is asked without. */
  readonly projectId?: string;
}

export function authoriserWith(credential: Credential, context: SigningContext): Authoriser {
  if (credential.kind === 'token') {
    const { token } = credential;
    const authorisation = { headers: { 'X-Auth-Token': token }, secrets: [] };
    return { authorise: () => authorisation, redact: createRedactor(token) };
  }
  const { secretKey, securityToken = '' } = credential;
  return {
    authorise: (request) => signedBy(credential, request, context),
    redact: createRedactor(secretKey, securityToken),
    circuitBreaker: new CredentialCircuitBreaker(),
  };
}

/** For a sign-in, whose body carries the password. */
export function authoriserWithPassword(password: string): Authoriser {
  return { authorise: () => ({ headers: {}, secrets: [] }), redact: createRedactor(password) };
}

/** Host, time and project are signed, and the content type as the official SDKs do. */
function signedBy(
  credential: AccessKeyCredential,
  { method, url, headers, body }: HttpRequest,
  { clock, projectId }: SigningContext,
): Authorisation {
  const projectHeaders = projectId === undefined ? {} : { 'X-Project-Id': projectId };
  const contentType = headers['Content-Type'];
  const toSign = { ...projectHeaders, ...(contentType !== undefined && { 'Content-Type': contentType }) };
  const signed = sign({ method, url, headers: toSign, body }, credential, clock.now());
  return { headers: { ...projectHeaders, ...signed.headers }, secrets: [signed.signature] };
}

/**
 * Ends the use of an access key at its first refusal: the service locks a key for five minutes after more than five in
 * a row. What is under way may finish; whatever waits or comes later meets the same refusal without being sent, until a
 * person asks for another try.
 */
export class CredentialCircuitBreaker {
  #opening = new AbortController();

  /** Aborts with the first refusal as its reason. */
  get signal(): AbortSignal {
    return this.#opening.signal;
  }

  /** The first refusal, while the key is out of use. */
  get refusal(): ServiceError | undefined {
    return this.signal.reason as ServiceError | undefined;
  }

  /** Takes every error of a request that the key signed. A signal that has aborted keeps its reason. */
  record(error: ServiceError): void {
    if (refusesKey(error)) this.#opening.abort(error);
  }

  /** Lets the key be used once more, since a person asks for it. */
  reset(): void {
    if (this.signal.aborted) this.#opening = new AbortController();
  }
}
