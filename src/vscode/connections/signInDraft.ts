import type { AccessKeyCredential, Project, SignInMethod } from '../../model/connection';
import type { ServiceError } from '../../model/serviceError';
import type { Service } from '../core/core';
import type { CurrentProject } from '../core/currentProject';
import type { Connections } from './connections';
import type { Environment } from './environmentKey';

export interface SignInDeps {
  readonly connections: Connections;
  readonly project: CurrentProject;
  readonly service: Pick<Service, 'createClient' | 'createIamClient'>;
  readonly environment: Environment;
}

/** What was entered so far and is not secret. */
export interface SignInAnswers {
  readonly method?: SignInMethod;
  /** `undefined` for a custom endpoint. */
  readonly region?: string | undefined;
  readonly isCustom?: boolean;
  /** Origin of the service. */
  readonly endpoint?: string | undefined;
  /** Origin of IAM. */
  readonly iamEndpoint?: string | undefined;
  readonly projectId?: string | undefined;
  readonly accountName?: string;
  readonly userName?: string;
  readonly accessKey?: string;
}

/** The projects of a user. Where IAM lists none, the ID of one can still be typed. */
export interface ProjectList {
  readonly projects: readonly Project[];
  /** Why IAM did not list them. */
  readonly problem?: ServiceError;
}

/** What was entered so far and is secret, and the projects that IAM listed for it. */
export interface DraftCredential {
  password?: string;
  secretKey?: string;
  securityToken?: string;
  projectList?: ProjectList;
}

/**
 * A sign-in under way. Going back keeps what was entered, and the draft lives no longer than the prompt.
 *
 * The credential belongs to the answers beside which it was entered: when the method, an endpoint or the user changes,
 * it is gone. So nothing that was entered for one place or in one way is sent to another.
 */
export class SignInDraft {
  private enteredCredential: DraftCredential = {};

  constructor(private enteredAnswers: SignInAnswers = {}) {}

  get answers(): SignInAnswers {
    return this.enteredAnswers;
  }

  get credential(): DraftCredential {
    return this.enteredCredential;
  }

  answer(entered: SignInAnswers): void {
    const names = Object.keys(entered) as (keyof SignInAnswers)[];
    if (names.some((name) => entered[name] !== this.answers[name])) this.enteredCredential = {};
    this.enteredAnswers = { ...this.answers, ...entered };
  }

  /** The access key that was entered. */
  get accessKey(): AccessKeyCredential {
    const { method, accessKey } = this.answers;
    const { secretKey, securityToken } = this.credential;
    if (accessKey === undefined || secretKey === undefined) throw new Error('The access key was not entered yet.');
    const isTemporary = method === 'temporaryKey' && securityToken !== undefined;
    return { kind: 'accessKey', accessKey, secretKey, ...(isTemporary ? { securityToken } : {}) };
  }
}
