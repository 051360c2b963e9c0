import type { Credential } from '../model/connection';
import { parseEndpoint } from '../model/endpoint';
import type { Logger } from '../model/logger';
import type { SecretFilter } from '../model/secretFilter';
import type { PageRequest, ProjectTag, SecretPage, SecretSource, UnreadableRow } from '../model/secretPage';
import { authoriserFor, secretsOf } from './authorisation';
import { type Clock, systemClock } from './clock';
import { ConcurrencyLimiter } from './concurrencyLimiter';
import { Http } from './http';
import { KeyGuard } from './keyGuard';
import { describeListRequest } from './listRequest';
import { OngoingCalls } from './ongoingCalls';
import { projectTagsOperation } from './projectTags';
import { createRedactor, type Redact } from './redaction';
import { countOperation, listOperation } from './resourceInstances';
import { type Operation, ServiceCall } from './serviceCall';
import { TagPool } from './tagPool';

export interface CsmsClientOptions {
  /** An origin as `parseEndpoint` gives it. */
  readonly endpoint: string;
  readonly projectId: string;
  readonly credential: Credential;
  readonly userAgent: string;
  /** Deadline of each try in ms, asked at each. */
  readonly requestTimeoutMs: () => number;
  /** Over all calls of this client, asked at each. */
  readonly maxConcurrentRequests: () => number;
  readonly logger: Logger;
  readonly clock?: Clock;
  /** From 0 to below 1. */
  readonly random?: () => number;
}

/**
 * Reads metadata from one project. It has no way to ask for a secret's value, and talks to its endpoint only.
 *
 * An access key that was refused once is not used again by itself: every later call ends with the same error.
 */
export interface CsmsClient extends SecretSource {
  /** @throws {ServiceError} */
  listProjectTags(signal: AbortSignal): Promise<readonly ProjectTag[]>;
  /** Lets an access key that was refused be tried once more: for when a person asks, say after setting the clock. */
  trustKeyAgain(): void;
  /** Cancels what is under way. Later calls are cancelled at once. */
  dispose(): void;
}

/** @throws {RangeError} when the endpoint is none; its calls, when the project id is none. Forms check both first. */
export function createCsmsClient(options: CsmsClientOptions): CsmsClient {
  const { endpoint, projectId } = options;
  const checked = parseEndpoint(endpoint);
  if (!('endpoint' in checked) || checked.endpoint !== endpoint) throw new RangeError('Not an endpoint.');

  const { credential, clock = systemClock } = options;
  const redact = createRedactor(...secretsOf(credential));
  const keyGuard = credential.kind === 'accessKey' ? new KeyGuard() : undefined;
  const call = new ServiceCall({
    http: new Http(options.requestTimeoutMs),
    limiter: new ConcurrencyLimiter(options.maxConcurrentRequests),
    authorise: authoriserFor(credential, { clock, projectId }),
    keyGuard,
    redact,
    userAgent: options.userAgent,
    clock,
    random: options.random ?? Math.random,
    logger: options.logger,
  });
  const calls = new OngoingCalls();
  const pool = new TagPool();
  const run = <T>(operation: Operation<T>, signal: AbortSignal): Promise<T> =>
    calls.during(signal, (callSignal) => call.run(operation, callSignal));

  return {
    async listPage(filter: SecretFilter, page: PageRequest, signal: AbortSignal): Promise<SecretPage> {
      const request = describeListRequest(endpoint, projectId, filter, page);
      const { unreadable, ...result } = await run(listOperation(request, pool), signal);
      return { ...result, unreadable: unreadable.map((row) => withoutCredential(row, redact)) };
    },
    async count(filter: SecretFilter, signal: AbortSignal): Promise<number> {
      return run(countOperation(describeListRequest(endpoint, projectId, filter)), signal);
    },
    async listProjectTags(signal: AbortSignal): Promise<readonly ProjectTag[]> {
      return run(projectTagsOperation(endpoint, projectId), signal);
    },
    trustKeyAgain(): void {
      keyGuard?.forgive();
    },
    dispose(): void {
      calls.cancelAll();
    },
  };
}

/** The id is whatever the server sent in its place. */
function withoutCredential({ id, reason }: UnreadableRow, redact: Redact): UnreadableRow {
  return { id: id === undefined ? undefined : redact(id), reason };
}
