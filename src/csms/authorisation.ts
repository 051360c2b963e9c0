import type { Credential } from '../model/connection';

/** A request as it will be sent, but for its authorisation. */
export interface UnsignedRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The exact bytes that go out, since a signature covers them. */
  readonly body: Buffer | undefined;
}

/** Gives the headers that say who asks. Called anew for every try: a signature carries its time. */
export type Authorise = (request: UnsignedRequest) => Readonly<Record<string, string>>;

export function authoriserFor(credential: Credential): Authorise {
  return () => ({ 'X-Auth-Token': credential.token });
}

/** What of a credential must never be seen outside the request. */
export function secretOf(credential: Credential): string {
  return credential.token;
}
