import type { IamClient } from '../../csms/iamClient';
import type { AccessKeyCredential, Credential, Project, SignInMethod } from '../../model/connection';
import { isServiceError, type ServiceError } from '../../model/serviceError';
import type { Service } from '../core/core';
import type { CurrentProject } from '../core/currentProject';
import { inputStep, type Step } from '../quickInput/steps';
import { signInTitle } from './connectionLabels';
import type { Connections } from './connections';
import { type Environment, environmentProject } from './environmentKey';

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
interface DraftCredential {
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

  constructor(
    readonly deps: SignInDeps,
    private enteredAnswers: SignInAnswers,
  ) {}

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

  /** The project that the environment names; it is used only with the access key of the environment. */
  get givenProject(): string | undefined {
    return this.answers.method === 'environment' ? environmentProject(this.deps.environment) : undefined;
  }

  /**
   * Tries a credential at IAM and keeps the projects that IAM lists for it.
   *
   * @param credentialFrom gives the credential, for which it may have to ask IAM first
   * @returns the error when the credential is of no use, wherever it is sent
   */
  async loadProjectList(
    credentialFrom: (iam: IamClient) => Credential | Promise<Credential>,
    signal: AbortSignal,
  ): Promise<ServiceError | undefined> {
    const { credential } = this;
    return serviceErrorOf(async () => {
      credential.projectList = await this.withIam(async (iam) =>
        listUsableProjects(iam, await credentialFrom(iam), signal),
      );
    });
  }

  /** Runs something with a client of IAM, which is disposed when that ends. */
  async withIam<T>(run: (iam: IamClient) => Promise<T>): Promise<T> {
    const iam = this.deps.service.createIamClient(this.answers.iamEndpoint ?? '');
    try {
      return await run(iam);
    } finally {
      iam.dispose();
    }
  }
}

async function listUsableProjects(iam: IamClient, credential: Credential, signal: AbortSignal): Promise<ProjectList> {
  try {
    const projects = await iam.listProjects(credential, signal);
    return { projects: projects.filter(({ enabled }) => enabled) };
  } catch (error) {
    // The credential is of no use, wherever it is sent, or the person gave up. Otherwise the project can be typed.
    if (!isServiceError(error) || ['unauthorized', 'clockSkew', 'cancelled'].includes(error.kind)) throw error;
    return { projects: [], problem: error };
  }
}

/** What the service or IAM answers instead of what was asked for; `undefined` when it does as asked. */
export async function serviceErrorOf(attempt: () => Promise<unknown>): Promise<ServiceError | undefined> {
  try {
    await attempt();
    return undefined;
  } catch (error) {
    if (isServiceError(error)) return error;
    throw error;
  }
}

interface TextStep<Checked extends object, Problem extends string> {
  readonly prompt: string;
  readonly placeholder?: string;
  /** Stands in the box at the start. */
  readonly value?: string | undefined;
  /** Masks what is typed. */
  readonly password?: boolean;
  /** Gives what the text means, or why it cannot be right. */
  readonly check: (text: string) => Checked | { readonly problem: Problem };
  readonly sentences: Readonly<Record<Problem, string>>;
  readonly store?: (checked: Checked) => void;
  /** Tries out what was stored; a sentence keeps the prompt open. The signal ends when the prompt is dismissed. */
  readonly tryOut?: (checked: Checked, signal: AbortSignal) => Promise<string | undefined>;
}

/** A step of the sign-in that asks for one text. */
export function textStep<Checked extends object, Problem extends string>(step: TextStep<Checked, Problem>): Step {
  const { check, sentences, store, tryOut, value = '', ...frame } = step;
  return (place) =>
    inputStep({
      title: signInTitle(),
      ...place,
      ...frame,
      value,
      validate: (text) => {
        const checked = check(text);
        return 'problem' in checked ? sentences[checked.problem] : undefined;
      },
      tryOut: async (text, signal) => {
        const checked = check(text);
        if ('problem' in checked) return sentences[checked.problem];
        store?.(checked);
        return tryOut?.(checked, signal);
      },
    });
}
