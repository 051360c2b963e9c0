import type { Credential } from '../model/connection';
import { parseEndpoint } from '../model/endpoint';
import type { Logger } from '../model/logger';
import type { Project } from '../model/project';
import { anonymous, authoriserFor, secretsOf } from './authorisation';
import { type Clock, systemClock } from './clock';
import { ConcurrencyLimiter } from './concurrencyLimiter';
import { Http } from './http';
import { KeyGuard } from './keyGuard';
import { OngoingCalls } from './ongoingCalls';
import { listAllProjects } from './projects';
import { createRedactor } from './redaction';
import { type Operation, ServiceCall } from './serviceCall';
import {
  accountTokenOperation,
  type PasswordSignIn,
  type ProjectToken,
  projectTokenOperation,
  type UserToken,
} from './userToken';

export interface IamClientOptions {
  /** An origin as `parseEndpoint` gives it. */
  readonly endpoint: string;
  readonly logger: Logger;
  readonly userAgent: string;
  /** Deadline of each try in ms, asked at each. */
  readonly requestTimeoutMs: () => number;
  readonly clock?: Clock;
  /** From 0 to below 1. */
  readonly random?: () => number;
}

/** Asks IAM who someone is. A password and what it gives are kept nowhere; they go to the client's endpoint only. */
export interface IamClient {
  /**
   * A token for a project. Asked once, without retries.
   *
   * @throws {ServiceError} `unauthorized` when the password or a name is wrong; five times lock the user
   */
  fetchToken(signIn: PasswordSignIn & { readonly projectId: string }, signal: AbortSignal): Promise<ProjectToken>;
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

/** @throws {RangeError} when the endpoint is none */
export function createIamClient(options: IamClientOptions): IamClient {
  const { endpoint, userAgent, logger, clock = systemClock, random = Math.random } = options;
  const checked = parseEndpoint(endpoint);
  if (!('endpoint' in checked) || checked.endpoint !== endpoint) throw new RangeError('Not an endpoint.');

  const http = new Http(options.requestTimeoutMs);
  const limiter = new ConcurrencyLimiter(() => maxConcurrentRequests);
  const shared = { http, limiter, userAgent, clock, random, logger };
  const calls = new OngoingCalls();
  const keyGuards = new Map<string, KeyGuard>();

  /** One for each access key with its secret: a secret that was mistyped may be entered again. */
  const guardOf = (credential: Credential): KeyGuard | undefined => {
    if (credential.kind !== 'accessKey') return undefined;
    const { accessKey, secretKey, securityToken } = credential;
    const id = JSON.stringify([accessKey, secretKey, securityToken]);
    const guard = keyGuards.get(id) ?? new KeyGuard();
    keyGuards.set(id, guard);
    return guard;
  };

  const withPassword = <T>({ password }: PasswordSignIn, operation: Operation<T>, signal: AbortSignal): Promise<T> => {
    const call = new ServiceCall({ ...shared, redact: createRedactor(password), authorise: anonymous });
    return calls.during(signal, (callSignal) => call.run(operation, callSignal));
  };

  return {
    fetchToken: (signIn, signal) =>
      withPassword(signIn, projectTokenOperation(endpoint, signIn, signIn.projectId), signal),
    fetchAccountToken: (signIn, signal) => withPassword(signIn, accountTokenOperation(endpoint, signIn), signal),
    listProjects(credential, signal) {
      const call = new ServiceCall({
        ...shared,
        authorise: authoriserFor(credential, { clock }),
        keyGuard: guardOf(credential),
        redact: createRedactor(...secretsOf(credential)),
      });
      const question = credential.kind === 'accessKey' ? 'KeystoneListProjects' : 'KeystoneListAuthProjects';
      return calls.during(signal, (callSignal) =>
        listAllProjects((operation) => call.run(operation, callSignal), endpoint, question),
      );
    },
    dispose(): void {
      calls.cancelAll();
      keyGuards.clear();
    },
  };
}
