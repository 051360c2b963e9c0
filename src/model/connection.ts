/**
 * A place to read secrets from. It holds no credential.
 *
 * `sample` is the built-in emulator: its endpoint is this machine and changes with every start.
 */
export interface Connection {
  readonly id: string;
  readonly kind: 'cloud' | 'sample';
  /** Origin of the service, such as `https://kms.cn-north-4.myhuaweicloud.com`. */
  readonly endpoint: string;
  /** `undefined` for a custom endpoint. */
  readonly region: string | undefined;
  readonly projectId: string;
}

/** An IAM token, as `X-Auth-Token` carries it. */
export interface TokenCredential {
  readonly kind: 'token';
  readonly token: string;
}

export type Credential = TokenCredential;
