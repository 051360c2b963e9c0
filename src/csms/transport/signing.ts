import { createHash, createHmac } from 'node:crypto';
import type { AccessKeyCredential } from '../../model/connection';

export interface RequestToSign {
  readonly method: string;
  readonly url: string;
  /** Those of the request's headers that are to be signed. What a proxy may change is better left out. */
  readonly headers: Readonly<Record<string, string>>;
  /** As it goes out; a text in UTF-8. */
  readonly body: Uint8Array | string | undefined;
}

export interface Signed {
  /** To be added to the request. */
  readonly headers: Readonly<Record<string, string>>;
  /** Lower-case hex. Whoever has it can repeat the request for a quarter of an hour. */
  readonly signature: string;
}

const algorithm = 'SDK-HMAC-SHA256';

/**
 * Signs a request with an access key (Huawei Cloud, "API Request Signing Guide"; spec/csms-api.md 4.3). Host, date and
 * security token are always signed.
 *
 * @param timeMs since 1970-01-01 UTC; the service takes what is within 15 minutes of its own clock
 */
export function sign(request: RequestToSign, credential: AccessKeyCredential, timeMs: number): Signed {
  const { accessKey, secretKey, securityToken } = credential;
  const date = sdkDate(timeMs);
  const added = {
    'X-Sdk-Date': date,
    ...(securityToken !== undefined && { 'X-Security-Token': securityToken }),
  };
  // This is what the transport makes of a URL, and it changes nothing about one that was made so already.
  const { pathname: path, search, host } = new URL(request.url);
  const headers = signedHeaders({ ...request.headers, ...added, Host: host });
  const canonical = canonicalRequest({ ...request, path, query: search.slice(1) }, headers);
  const signature = signatureOf(canonical, date, secretKey);
  const names = headers.map(([name]) => name).join(';');
  return {
    headers: {
      ...added,
      Authorization: `${algorithm} Access=${accessKey}, SignedHeaders=${names}, Signature=${signature}`,
    },
    signature,
  };
}

type SignedHeader = readonly [name: string, value: string];

/** In the order in which they are signed. */
export function signedHeaders(headers: Readonly<Record<string, string>>): readonly SignedHeader[] {
  return Object.entries(headers)
    .map(([name, value]): SignedHeader => [name.toLowerCase(), value.trim()])
    .sort(([a], [b]) => compare(a, b));
}

/**
 * The text whose hash is signed.
 *
 * @param request with path and query as they go out: percent-encoded, the query without the question mark
 * @param bodyHash what stands for the body: its hash, unless a request says otherwise in `X-Sdk-Content-Sha256`
 */
export function canonicalRequest(
  request: Pick<RequestToSign, 'method' | 'body'> & { readonly path: string; readonly query: string },
  headers: readonly SignedHeader[],
  bodyHash = sha256(request.body ?? ''),
): string {
  return [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.query),
    ...headers.map(([name, value]) => `${name}:${value}`),
    '',
    headers.map(([name]) => name).join(';'),
    bodyHash,
  ].join('\n');
}

/** The secret key itself is the HMAC's key: there is no derivation by date and region. */
export function signatureOf(canonical: string, date: string, secretKey: string): string {
  return createHmac('sha256', secretKey)
    .update([algorithm, date, sha256(canonical)].join('\n'))
    .digest('hex');
}

/** `YYYYMMDD'T'HHMMSS'Z'` in UTC, the form of `X-Sdk-Date`. */
export function sdkDate(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19).replaceAll(/[-:]/gu, '')}Z`;
}

/** Ends in a slash here, though not on the wire. */
function canonicalPath(path: string): string {
  const encoded = path
    .split('/')
    .map((segment) => encode(decode(segment)))
    .join('/');
  return encoded.endsWith('/') ? encoded : `${encoded}/`;
}

/** Sorted by what is meant, not by its encoded form. */
function canonicalQuery(query: string): string {
  return [...new URLSearchParams(query)]
    .sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
}

/** By code unit: the order must not depend on a language. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** RFC 3986: all but letters, digits and `-_.~`, where `encodeURIComponent` leaves five more. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/gu, hexOf);
}

function hexOf(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** A segment that is not percent-encoding means itself. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}
