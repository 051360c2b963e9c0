import type { Credential, Project } from '../model/connection';
import {
  createAccountToken,
  createProjectToken,
  type PasswordSignIn,
  type ProjectSignIn,
  type ProjectToken,
  type UserToken,
} from './operations/createUserToken';
import { allPagesOf, listAccountProjects, listUserProjects } from './operations/listProjects';
import { type Authoriser, authoriserWith, authoriserWithPassword } from './transport/credentials';
import { Transport, type TransportOptions } from './transport/transport';

export type IamClientOptions = Omit<TransportOptions, 'projectId' | 'maxConcurrentRequests'>;

/** Asks IAM who someone is. A password and what it gives are kept nowhere; they go to the client's endpoint only. */
export interface IamClient {
  /**
   * A token for a project. Asked once, without retries.
   *
   * @throws {ServiceError} `unauthorized` when the password or a name is wrong; five times lock the user
   */
  fetchToken(signIn: ProjectSignIn, signal: AbortSignal): Promise<ProjectToken>;
  /**
   * A token of the account, good for `listProjects` and not for CSMS: for whoever does not know the project yet. Asked
   * once, without retries.
   *
   * @throws {ServiceError}
   */
  fetchAccountToken(signIn: PasswordSignIn, signal: AbortSignal): Promise<UserToken>;
  /**
   * With a token, the projects that its user may use; with an access key, those of its account, which needs the right
   * to list them. An access key that was refused once is not used again by this client.
   *
   * @throws {ServiceError}
   */
  listProjects(credential: Credential, signal: AbortSignal): Promise<readonly Project[]>;
  /** Cancels what is under way. Later calls are cancelled at once. */
  dispose(): void;
}

/** Sign-in is a handful of requests, one after the other. */
const maxConcurrentRequests = 2;

/** @throws {RangeError} for an invalid endpoint */
export function createIamClient(options: IamClientOptions): IamClient {
  const transport = new Transport({ ...options, maxConcurrentRequests: () => maxConcurrentRequests });
  const authorisersByKey = new Map<string, Authoriser>();

  /** One for each access key with its secret: a secret that was mistyped may be entered again. */
  const authoriserOf = (credential: Credential): Authoriser => {
    if (credential.kind === 'token') return authoriserWith(credential, transport);
    const { accessKey, secretKey, securityToken } = credential;
    const key = JSON.stringify([accessKey, secretKey, securityToken]);
    const authoriser = authorisersByKey.get(key) ?? authoriserWith(credential, transport);
    authorisersByKey.set(key, authoriser);
    return authoriser;
  };

  return {
    fetchToken: (signIn, signal) =>
      transport.call(createProjectToken, signIn, authoriserWithPassword(signIn.password), signal),
    fetchAccountToken: (signIn, signal) =>
      transport.call(createAccountToken, signIn, authoriserWithPassword(signIn.password), signal),
    listProjects(credential, signal) {
      const operation = credential.kind === 'accessKey' ? listAccountProjects : listUserProjects;
      const authoriser = authoriserOf(credential);
      return allPagesOf(operation, (asked) => transport.call(operation, asked, authoriser, signal));
    },
    dispose(): void {
      transport.dispose();
      authorisersByKey.clear();
    },
  };
}
