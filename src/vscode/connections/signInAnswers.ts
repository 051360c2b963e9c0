import type { CsmsClient } from '../../csms/csmsClient';
import type { IamClient } from '../../csms/iamClient';
import type { AccessKeyCredential, Connection, SignInMethod } from '../../model/connection';
import type { Environment } from './environmentKey';
import { iamEndpointFor } from './iamEndpointFor';
import type { LearntProjects } from './learnProjects';
import type { OpenableConnection, Session } from './session';

export interface SignInDeps {
  readonly session: Session;
  readonly createClient: (openable: OpenableConnection) => CsmsClient;
  readonly createIamClient: (endpoint: string) => IamClient;
  readonly environment: Environment;
  /** The connection in use is refused or has expired: only what opens it is asked for again. */
  readonly isRefused: () => boolean;
}

/** What was entered so far, filled in step by step; going back keeps it. It lives as long as the prompt. */
export interface SignInAnswers {
  method?: SignInMethod;
  region?: string | undefined;
  /** A custom endpoint takes a step of its own. */
  isCustom?: boolean;
  /** Origin of the service. */
  endpoint?: string;
  /** Origin of IAM. */
  iamEndpoint?: string;
  projectId?: string;
  accountName?: string;
  userName?: string;
  password?: string;
  accessKey?: string;
  secretKey?: string;
  securityToken?: string;
  /** What IAM said of the user's projects, once it was asked. */
  learnt?: LearntProjects;
}

/** What was entered for one place or in one way is not sent to another. */
export function forgetCredential(answers: SignInAnswers): void {
  delete answers.password;
  delete answers.secretKey;
  delete answers.securityToken;
  delete answers.learnt;
}

/** What stands at the start of a prompt that signs in to the same place again. */
export function answersOf({ method, region, endpoint, iamEndpoint, projectId, user }: Connection): SignInAnswers {
  const known = iamEndpoint ?? (region === undefined ? undefined : iamEndpointFor(region));
  return {
    method,
    region,
    isCustom: region === undefined,
    endpoint,
    projectId,
    ...(known === undefined ? {} : { iamEndpoint: known }),
    ...user,
  };
}

export function accessKeyOf({ accessKey, secretKey, securityToken, method }: SignInAnswers): AccessKeyCredential {
  if (accessKey === undefined || secretKey === undefined) throw new Error('The key was not asked for yet.');
  const isTemporary = method === 'temporaryKey' && securityToken !== undefined;
  return { kind: 'accessKey', accessKey, secretKey, ...(isTemporary ? { securityToken } : {}) };
}
