import type { Connection } from '../../model/connection';
import { regionEndpoint, regions } from '../../model/regions';
import type { SignInAnswers } from './signInAnswers';

/** A project to connect to. Its name is known where IAM listed it. */
export interface ProjectChoice {
  readonly id: string;
  readonly name?: string;
}

/**
 * The region of a project that IAM lists: its name is the region's, with `_` and another name behind it for projects of
 * one's own. `undefined` for names of other kinds.
 */
export function regionOfProject(name: string): string | undefined {
  return regions.find(({ id }) => name === id || name.startsWith(`${id}_`))?.id;
}

export function connectionTo(answers: SignInAnswers, { id: projectId, name: projectName }: ProjectChoice): Connection {
  const { method = 'token', isCustom = false, accountName, userName, iamEndpoint } = answers;
  const region = isCustom ? undefined : (regionOfProject(projectName ?? '') ?? answers.region);
  const endpoint = region === undefined ? (answers.endpoint ?? '') : regionEndpoint(region);
  const withPassword = method === 'password' && accountName !== undefined && userName !== undefined;
  return {
    id: `${endpoint}/${projectId}`,
    kind: 'cloud',
    endpoint,
    region,
    projectId,
    method,
    ...(projectName === undefined ? {} : { projectName }),
    ...(method === 'token' || iamEndpoint === undefined ? {} : { iamEndpoint }),
    ...(withPassword ? { user: { accountName, userName } } : {}),
  };
}
