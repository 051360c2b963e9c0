import type { Credential } from '../model/connection';
import { displayText } from '../model/displayText';
import { parseEndpoint } from '../model/endpoint';
import type { Logger } from '../model/logger';
import type { SecretFilter } from '../model/secretFilter';
import type { PageRequest, ProjectTag, SecretPage, SecretSource } from '../model/secretPage';
import { authoriserFor, secretOf } from './authorisation';
import { type Clock, systemClock } from './clock';
import { ConcurrencyLimiter } from './concurrencyLimiter';
import { Http } from './http';
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
  /** Deadline of each try in ms. */
  readonly requestTimeoutMs: number;
  /** Over all calls of this client. */
  readonly maxConcurrentRequests: number;
  readonly logger: Logger;
  readonly clock?: Clock;
  /** From 0 to below 1. */
  readonly random?: () => number;
}

/** Reads metadata from one project. It has no way to ask for a secret's value, and talks to its endpoint only. */
export interface CsmsClient extends SecretSource {
  /** How many secrets match. @throws {ServiceError} */
  count(filter: SecretFilter, signal: AbortSignal): Promise<number>;
  /** @throws {ServiceError} */
  listProjectTags(signal: AbortSignal): Promise<readonly ProjectTag[]>;
  /** Cancels what is under way and closes the connections. Later calls are cancelled at once. */
  dispose(): void;
}

/** @throws {RangeError} when the endpoint is none; its calls, when the project id is none. Forms check both first. */
export function createCsmsClient(options: CsmsClientOptions): CsmsClient {
  const { endpoint, projectId, logger } = options;
  const checked = parseEndpoint(endpoint);
  if (!('endpoint' in checked) || checked.endpoint !== endpoint) throw new RangeError('Not an endpoint.');

  const redact = createRedactor(secretOf(options.credential));
  const http = new Http({ timeoutMs: options.requestTimeoutMs, maxSockets: options.maxConcurrentRequests });
  const call = new ServiceCall({
    http,
    limiter: new ConcurrencyLimiter(options.maxConcurrentRequests),
    authorise: authoriserFor(options.credential),
    redact,
    userAgent: options.userAgent,
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
    logger,
  });
  const calls = new OngoingCalls();
  const pool = new TagPool();
  const run = <T>(operation: Operation<T>, signal: AbortSignal): Promise<T> =>
    calls.during(signal, (callSignal) => call.run(operation, callSignal));

  return {
    async listPage(filter: SecretFilter, page: PageRequest, signal: AbortSignal): Promise<SecretPage> {
      const request = describeListRequest(endpoint, projectId, filter, page);
      const result = await run(listOperation(request, pool), signal);
      logUnreadableRows(result, redact, logger);
      return result;
    },
    async count(filter: SecretFilter, signal: AbortSignal): Promise<number> {
      return run(countOperation(describeListRequest(endpoint, projectId, filter)), signal);
    },
    async listProjectTags(signal: AbortSignal): Promise<readonly ProjectTag[]> {
      return run(projectTagsOperation(endpoint, projectId), signal);
    },
    dispose(): void {
      calls.cancelAll();
      http.dispose();
    },
  };
}

/** A server may send any number of them. */
const maxLoggedRows = 20;

function logUnreadableRows({ unreadable }: SecretPage, redact: Redact, logger: Logger): void {
  for (const { id, reason } of unreadable.slice(0, maxLoggedRows)) {
    logger.warn(`A secret could not be read: ${id === undefined ? 'no id' : displayText(redact(id))}: ${reason}`);
  }
  const more = unreadable.length - maxLoggedRows;
  if (more > 0) logger.warn(`${more} more secrets of the same page could not be read`);
}
