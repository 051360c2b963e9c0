import type { IamClient } from '../../csms/iamClient';
import type { Credential } from '../../model/connection';
import type { Project } from '../../model/project';
import { isServiceError } from '../../model/serviceError';

/**
 * The projects that IAM lists and that can be used; `undefined` when it does not let this user list them, or in a form
 * that cannot be read: then the project ID can still be typed.
 *
 * @throws {ServiceError} when IAM does not accept the credential, or does not answer
 */
export async function learnProjects(
  iam: IamClient,
  credential: Credential,
  signal: AbortSignal,
): Promise<readonly Project[] | undefined> {
  try {
    const projects = await iam.listProjects(credential, signal);
    return projects.filter(({ enabled }) => enabled);
  } catch (error) {
    const isNoList = isServiceError(error) && ['forbidden', 'notFound', 'unreadable', 'rejected'].includes(error.kind);
    if (isNoList) return undefined;
    throw error;
  }
}
