import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** A request as it came over the wire: path, query and body are not decoded. */
export interface WireRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

export interface Authorization {
  readonly accessKey: string;
  /** Lower-case header names. Which headers are signed differs between the official SDKs. */
  readonly signedHeaders: readonly string[];
  /** Lower-case hex. */
  readonly signature: string;
}

const algorithm = 'SDK-HMAC-SHA256';

export function parseAuthorization(header: string | undefined): Authorization | undefined {
  const parts = /^SDK-HMAC-SHA256 Access=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/u.exec(header ?? '');
  const [, accessKey, signedHeaders, signature] = parts ?? [];
  if (accessKey === undefined || signedHeaders === undefined || signature === undefined) return undefined;
  return { accessKey, signedHeaders: signedHeaders.toLowerCase().split(';'), signature };
}

/** `X-Sdk-Date`, `YYYYMMDD'T'HHMMSS'Z'`, in ms since 1970-01-01 UTC; NaN when it is something else. */
export function parseSdkDate(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/u, '$1-$2-$3T$4:$5:$6Z'));
}

/** The inverse of `parseSdkDate`. */
export function formatSdkDate(timeMs: number): string {
  return new Date(timeMs).toISOString().replaceAll(/[-:]|\.\d+/gu, '');
}

/** Source: Huawei Cloud, "API Request Signing Guide", chapter on AK/SK signing. */
export function canonicalRequest(request: WireRequest, signedHeaders: readonly string[]): string {
  const [path = '', query = ''] = splitOnce(request.url, '?');
  return [
    request.method,
    canonicalPath(path),
    canonicalQuery(query),
    ...[...signedHeaders].sort().map((name) => `${name}:${String(request.headers[name] ?? '').trim()}`),
    '',
    signedHeaders.join(';'),
    request.headers['x-sdk-content-sha256'] ?? sha256(request.body),
  ].join('\n');
}

/** The secret key itself is the HMAC's key: there is no derivation by date and region. */
export function signatureOf(canonical: string, sdkDate: string, secretKey: string): string {
  return createHmac('sha256', secretKey)
    .update([algorithm, sdkDate, sha256(canonical)].join('\n'))
    .digest('hex');
}

/** Ends in a slash, whether or not the path on the wire does. */
function canonicalPath(path: string): string {
  const encoded = path.split('/').map((segment) => encode(decode(segment)));
  return encoded.join('/').replace(/\/?$/u, '/');
}

function canonicalQuery(query: string): string {
  return [...new URLSearchParams(query)]
    .sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // Not percent-encoding: signed as it stands.
  }
}

/** RFC 3986: all but `A-Za-z0-9-_.~` is encoded, which `encodeURIComponent` does except for `!'()*`. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
