import type { IamClient } from '../../csms/iamClient';
import type { Credential } from '../../model/connection';
import type { Project } from '../../model/project';
import { isServiceError, type ServiceError } from '../../model/serviceError';

/** What IAM said of a user's projects. Where it told none, their IDs can still be typed. */
export interface LearntProjects {
  readonly projects: readonly Project[];
  /** Why IAM did not tell them. */
  readonly problem?: ServiceError;
}

/**
 * The projects that IAM lists and that can be used.
 *
 * @throws {ServiceError} when the credential is of no use, wherever it is sent
 */
export async function learnProjects(
  iam: IamClient,
  credential: Credential,
  signal: AbortSignal,
): Promise<LearntProjects> {
  try {
    const projects = await iam.listProjects(credential, signal);
    return { projects: projects.filter(({ enabled }) => enabled) };
  } catch (error) {
    if (!isServiceError(error) || ['unauthorized', 'clockSkew', 'cancelled'].includes(error.kind)) throw error;
    return { projects: [], problem: error };
  }
}
