import type { IamClient } from '../../csms/iamClient';
import type { Credential } from '../../model/connection';
import { isServiceError, type ServiceError } from '../../model/serviceError';
import type { ProjectList, SignInDeps, SignInDraft } from './signInDraft';

/** Runs something with a client of IAM, which is disposed when that ends. */
export async function withIam<T>(
  { service }: SignInDeps,
  endpoint: string,
  run: (iam: IamClient) => Promise<T>,
): Promise<T> {
  const iam = service.createIamClient(endpoint);
  try {
    return await run(iam);
  } finally {
    iam.dispose();
  }
}

/**
 * Tries a credential at IAM and keeps the projects that IAM lists for it.
 *
 * @param credentialFrom gives the credential, for which it may have to ask IAM first
 * @returns the error when the credential is of no use
 */
export async function loadProjectList(
  draft: SignInDraft,
  deps: SignInDeps,
  credentialFrom: (iam: IamClient) => Credential | Promise<Credential>,
  signal: AbortSignal,
): Promise<ServiceError | undefined> {
  const { answers, credential } = draft;
  try {
    credential.projectList = await withIam(deps, answers.iamEndpoint ?? '', async (iam) =>
      listUsableProjects(iam, await credentialFrom(iam), signal),
    );
    return undefined;
  } catch (error) {
    if (!isServiceError(error)) throw error;
    return error;
  }
}

/**
 * The projects that IAM lists and that can be used.
 *
 * @throws {ServiceError} when the credential is of no use, wherever it is sent
 */
async function listUsableProjects(iam: IamClient, credential: Credential, signal: AbortSignal): Promise<ProjectList> {
  try {
    const projects = await iam.listProjects(credential, signal);
    return { projects: projects.filter(({ enabled }) => enabled) };
  } catch (error) {
    if (!isServiceError(error) || ['unauthorized', 'clockSkew', 'cancelled'].includes(error.kind)) throw error;
    return { projects: [], problem: error };
  }
}
