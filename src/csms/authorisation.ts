import type { AccessKeyCredential, Credential } from '../model/connection';
import type { Clock } from './clock';
import { sign } from './signing';

/** A request as it will be sent, but for its authorisation. */
export interface UnsignedRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The exact bytes that go out, since a signature covers them. */
  readonly body: Buffer | undefined;
}

export interface Authorisation {
  /** Say who asks. */
  readonly headers: Readonly<Record<string, string>>;
  /** What was made for this request alone and must never be seen outside it. */
  readonly secrets: readonly string[];
}

/** Called anew for every try: a signature carries its time. */
export type Authorise = (request: UnsignedRequest) => Authorisation;

export interface SigningContext {
  readonly clock: Pick<Clock, 'now'>;
  /** Sent with what is signed for a service of a region; IAM is asked without. */
  readonly projectId?: string;
}

export function authoriserFor(credential: Credential, context: SigningContext): Authorise {
  if (credential.kind === 'accessKey') return signerFor(credential, context);
  return () => ({ headers: { 'X-Auth-Token': credential.token }, secrets: [] });
}

/** For a request that says in its body who asks. */
export const anonymous: Authorise = () => ({ headers: {}, secrets: [] });

/** Host, time and project are signed, and the content type as the official SDKs do. */
function signerFor(credential: AccessKeyCredential, { clock, projectId }: SigningContext): Authorise {
  const own = projectId === undefined ? {} : { 'X-Project-Id': projectId };
  return ({ method, url, headers, body }) => {
    // What the transport makes of a URL: the same for one that was made so already.
    const { pathname, search, host } = new URL(url);
    const contentType = headers['Content-Type'];
    const signed = sign(
      {
        method,
        path: pathname,
        query: search.slice(1),
        host,
        headers: { ...own, ...(contentType !== undefined && { 'Content-Type': contentType }) },
        body,
      },
      credential,
      clock.now(),
    );
    return { headers: { ...own, ...signed.headers }, secrets: [signed.signature] };
  };
}

/** What of a credential must never be seen outside the request. */
export function secretsOf(credential: Credential): readonly string[] {
  if (credential.kind === 'token') return [credential.token];
  return [credential.secretKey, credential.securityToken ?? ''];
}
