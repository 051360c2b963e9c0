/** How a person signed in. `environment` is an access key that the environment of the editor holds. */
export type SignInMethod = 'password' | 'accessKey' | 'temporaryKey' | 'token' | 'environment';

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
  readonly method: SignInMethod;
  /** The name that a person gave the connection. */
  readonly name?: string | undefined;
  /** As IAM calls the project, such as `cn-north-4`; `undefined` where only its id was entered. */
  readonly projectName?: string | undefined;
  /** Origin of the IAM that knows the user; not for a token that was entered. */
  readonly iamEndpoint?: string | undefined;
  /** Whose password was used, so that only that is asked for when the token has expired. */
  readonly user?: UserName | undefined;
}

/** An IAM user and the account that the user belongs to. */
export interface UserName {
  readonly accountName: string;
  readonly userName: string;
}

/** An IAM token, as `X-Auth-Token` carries it. */
export interface TokenCredential {
  readonly kind: 'token';
  readonly token: string;
  /** Milliseconds since 1970-01-01 UTC, where IAM told it. */
  readonly expiresAt?: number | undefined;
}

/** An access key, which signs each request and is never sent itself. */
export interface AccessKeyCredential {
  readonly kind: 'accessKey';
  /** The AK, which is sent and no secret. */
  readonly accessKey: string;
  /** The SK. */
  readonly secretKey: string;
  /** Goes with a temporary access key. */
  readonly securityToken?: string | undefined;
}

export type Credential = TokenCredential | AccessKeyCredential;

/** A project of IAM. Those that come with the account are named like their region, such as `cn-north-4`. */
export interface Project {
  readonly id: string;
  readonly name: string;
  /** One that is not, is frozen: its services refuse access. */
  readonly enabled: boolean;
}

/** Whether a text is of the only form in which IAM gives ids of projects. A secret key, for one, is not. */
export function isProjectId(text: string): boolean {
  return /^[0-9a-f]{32}$/iu.test(text);
}
