import type { Account, Tokens } from './account';
import { canonicalRequest, formatSdkDate, parseAuthorization, parseSdkDate, signatureOf } from './signature';
import type { Authorization, WireRequest } from './signature';

/** Who sends a request: the ids of the projects that the credential opens, or why it is refused. */
type Caller = { readonly projectIds: readonly string[] } | { readonly refusal: string };

const skewMs = 15 * 60 * 1000;

/**
 * Tells who sends a request, by token or by signature. The refusals are those of Huawei Cloud's "API Gateway" user
 * guide, chapter "Error Codes", and of its FAQ "Common Errors Related to IAM Authentication Information".
 */
export class Authentication {
  private readonly failures: KeyFailures;

  constructor(
    private readonly account: Account,
    private readonly tokens: Tokens,
    private readonly now: () => number,
  ) {
    this.failures = new KeyFailures(now);
  }

  identify(request: WireRequest): Caller {
    const authorization = parseAuthorization(request.headers.authorization);
    if (authorization) return this.identifyBySignature(request, authorization);
    const token = request.headers['x-auth-token'];
    return typeof token === 'string' ? this.identifyByToken(token) : { refusal: 'x-auth-token not found' };
  }

  private identifyByToken(token: string): Caller {
    const issued = this.tokens.find(token);
    if (!issued) return { refusal: 'decrypt token fail' };
    if (issued.expiresAt <= this.now()) {
      return { refusal: `token expires, expires_at: ${new Date(issued.expiresAt).toISOString()}` };
    }
    return { projectIds: issued.projectId === undefined ? [] : [issued.projectId] };
  }

  private identifyBySignature(request: WireRequest, authorization: Authorization): Caller {
    const { accessKey } = authorization;
    if (accessKey !== this.account.accessKey) {
      return { refusal: `Get secretKey failed,ak:${accessKey},err:ak ${accessKey} not exist` };
    }
    if (this.failures.locked()) return { refusal: 'AK access failed to reach the limit,forbidden' };
    const refusal = this.checkSignature(request, authorization);
    if (refusal !== undefined) {
      this.failures.add();
      return { refusal };
    }
    this.failures.clear();
    const scope = request.headers['x-project-id'];
    return { projectIds: typeof scope === 'string' ? [scope] : this.account.projects.map(({ id }) => id) };
  }

  private checkSignature(request: WireRequest, { signedHeaders, signature }: Authorization): string | undefined {
    const sdkDate = String(request.headers['x-sdk-date'] ?? '');
    const skew = Math.abs(parseSdkDate(sdkDate) - this.now());
    if (skew > skewMs) return `signature expired, signature time:${sdkDate},server time:${formatSdkDate(this.now())}`;
    const canonical = canonicalRequest(request, signedHeaders);
    const expected = signatureOf(canonical, sdkDate, this.account.secretKey);
    if (Number.isFinite(skew) && signedHeaders.includes('x-sdk-date') && signature === expected) return undefined;
    return `verify aksk signature fail, canonicalRequest:${canonical.replaceAll('\n', '|')}`;
  }
}

/** More than five failures in a row lock an access key for five minutes. */
class KeyFailures {
  private inARow = 0;
  private lockedUntil = -Infinity;

  constructor(private readonly now: () => number) {}

  locked(): boolean {
    return this.now() < this.lockedUntil;
  }

  add(): void {
    this.inARow += 1;
    if (this.inARow <= 5) return;
    this.clear();
    this.lockedUntil = this.now() + 5 * 60 * 1000;
  }

  clear(): void {
    this.inARow = 0;
  }
}
