import type { IncomingHttpHeaders } from 'node:http';
import { canonicalRequest, sdkDate, signatureOf } from '../csms/transport/signing';
import type { IamUser } from './account';
import { FailureLocks } from './credentials';
import type { AccessKey, AccessKeys, Tokens } from './credentials';
import type { OpenChoices } from './openChoices';
import { Refusal } from './refusal';

/** A request as it came over the wire: path, query and body are not decoded. */
export interface WireRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

interface Authorization {
  readonly accessKey: string;
  /** Lower-case header names. Which headers are signed differs between the official SDKs. */
  readonly signedHeaders: readonly string[];
  /** Lower-case hex. */
  readonly signature: string;
}

export interface Caller {
  readonly user: IamUser;
  /** Of the projects that the credential opens. */
  readonly projectIds: readonly string[];
}

interface Credentials {
  readonly tokens: Tokens;
  readonly accessKeys: AccessKeys;
}

const minuteMs = 60 * 1000;
const skewMs = 15 * minuteMs;

/**
 * Tells who sends a request, by token or by signature, or how the gateway refuses it. The refusals are those of Huawei
 * Cloud's "API Gateway" user guide, chapter "Error Codes", and of its FAQ "Common Errors Related to IAM Authentication
 * Information". What temporary keys are refused with is documented only as 401.
 */
export class Authentication {
  private readonly locks: FailureLocks;

  constructor(
    private readonly credentials: Credentials,
    private readonly choices: OpenChoices,
    private readonly now: () => number,
  ) {
    const failures = Number(choices.keyLock);
    this.locks = new FailureLocks({ failures, windowMs: Infinity, lockMs: 5 * minuteMs }, now);
  }

  identify(request: WireRequest): Caller | Refusal {
    const authorization = parseAuthorization(request.headers.authorization);
    if (authorization) return this.identifyBySignature(request, authorization);
    const token = request.headers['x-auth-token'];
    return typeof token === 'string' ? this.identifyByToken(token) : unauthenticated('x-auth-token not found');
  }

  identifyByToken(token: string): Caller | Refusal {
    const issued = this.credentials.tokens.find(token);
    if (!issued) return unauthenticated('decrypt token fail');
    const { user, project, expiresAt } = issued;
    return expiresAt <= this.now() ? this.expired(expiresAt) : { user, projectIds: project ? [project.id] : [] };
  }

  private identifyBySignature(request: WireRequest, authorization: Authorization): Caller | Refusal {
    const { accessKey } = authorization;
    const key = this.credentials.accessKeys.find(accessKey);
    if (!key) return unknownKey(accessKey);
    if (this.locks.locked(accessKey)) return unauthenticated('AK access failed to reach the limit,forbidden');
    const refusal = this.checkSession(request, key) ?? this.checkSignature(request, authorization, key);
    if (refusal) {
      this.locks.addFailure(accessKey);
      return refusal;
    }
    this.locks.clear(accessKey);
    const scope = request.headers['x-project-id'];
    return { user: key.user, projectIds: key.projectIds.filter((id) => scope === undefined || scope === id) };
  }

  /** Of a temporary key. Without its security token, the gateway looks for it among the permanent ones. */
  private checkSession({ headers }: WireRequest, { accessKey, session }: AccessKey): Refusal | undefined {
    if (!session) return undefined;
    const given = headers['x-security-token'];
    if (given === undefined) return unknownKey(accessKey);
    if (given !== session.securityToken) return unauthenticated('decrypt token fail');
    return session.expiresAt <= this.now() ? this.expired(session.expiresAt) : undefined;
  }

  private checkSignature(
    request: WireRequest,
    { signedHeaders, signature }: Authorization,
    { secretKey, session }: AccessKey,
  ): Refusal | undefined {
    const date = String(request.headers['x-sdk-date'] ?? '');
    const skew = Math.abs(parseSdkDate(date) - this.now());
    if (skew > skewMs) {
      return unauthenticated(`signature expired, signature time:${date},server time:${sdkDate(this.now())}`);
    }
    const canonical = canonicalAsReceived(request, signedHeaders);
    const needed = ['x-sdk-date', ...(session ? ['x-security-token'] : [])];
    if (
      Number.isFinite(skew) &&
      needed.every((name) => signedHeaders.includes(name)) &&
      signature === signatureOf(canonical, date, secretKey)
    ) {
      return undefined;
    }
    return unauthenticated(`verify aksk signature fail, canonicalRequest:${canonical.replaceAll('\n', '|')}`);
  }

  private expired(expiresAt: number): Refusal {
    if (this.choices.expiredToken === 'APIGW.0307') {
      return new Refusal('gateway', 401, 'APIGW.0307', 'The token must be updated.');
    }
    return unauthenticated(`token expires, expires_at: ${new Date(expiresAt).toISOString()}`);
  }
}

function parseAuthorization(header: string | undefined): Authorization | undefined {
  const parts = /^SDK-HMAC-SHA256 Access=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/u.exec(header ?? '');
  const [, accessKey, signedHeaders, signature] = parts ?? [];
  if (accessKey === undefined || signedHeaders === undefined || signature === undefined) return undefined;
  return { accessKey, signedHeaders: signedHeaders.toLowerCase().split(';').sort(), signature };
}

/** `X-Sdk-Date`, `YYYYMMDD'T'HHMMSS'Z'`, in ms since 1970-01-01 UTC; NaN when it is something else. */
function parseSdkDate(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/u, '$1-$2-$3T$4:$5:$6Z'));
}

/** The request that a client must have signed: made of what was received, whatever the client says that it sent. */
function canonicalAsReceived({ method, url, headers, body }: WireRequest, signedHeaders: readonly string[]): string {
  const [path = '', ...query] = url.split('?');
  return canonicalRequest(
    { method, path, query: query.join('?'), body },
    signedHeaders.map((name) => [name, String(headers[name] ?? '').trim()]),
    headers['x-sdk-content-sha256']?.toString(),
  );
}

function unknownKey(accessKey: string): Refusal {
  return unauthenticated(`Get secretKey failed,ak:${accessKey},err:ak ${accessKey} not exist`);
}

function unauthenticated(reason: string): Refusal {
  return new Refusal('gateway', 401, 'APIGW.0301', `Incorrect IAM authentication information: ${reason}`);
}
