import { randomUUID } from 'node:crypto';
import { displayText } from '../../model/displayText';
import { parseEndpoint } from '../../model/endpoint';
import { linkSignals } from '../../model/linkSignals';
import type { Logger } from '../../model/logger';
import { ServiceError } from '../../model/serviceError';
import { ConcurrencyLimiter } from './concurrencyLimiter';
import type { Authoriser } from './credentials';
import {
  errorDetailsFrom,
  type Failure,
  failureOfResponse,
  failureOfSignature,
  failureOfTransport,
  readErrorEnvelope,
  requestIdOf,
} from './errors';
import { Http, type HttpRequest, type HttpResponse } from './http';
import {
  describeRequest,
  type JsonResponse,
  type Operation,
  type ParseResult,
  type RequestDescription,
  type Scope,
} from './operation';
import { createRedactor, type Redact } from './redaction';
import { type Attempt, type Clock, maxTries, parseRetryAfter, systemClock, withRetries } from './retry';

export interface TransportOptions extends Scope {
  readonly userAgent: string;
  /** Deadline of each try in ms, asked at each. */
  readonly requestTimeoutMs: () => number;
  /** Over all calls, asked at each. */
  readonly maxConcurrentRequests: () => number;
  readonly logger: Logger;
  readonly clock?: Clock;
  /** From 0 to below 1. */
  readonly random?: () => number;
}

/** A call under way. */
interface Call<Output> {
  readonly operation: Operation<never, Output>;
  readonly authoriser: Authoriser;
  readonly request: RequestDescription;
  readonly parse: (response: JsonResponse) => ParseResult<Output>;
}

/** One try of a call. */
interface Try<Output> extends Call<Output> {
  readonly sequence: string;
  readonly startedAt: number;
  readonly redact: Redact;
}

/**
 * Carries operations through: a place among the concurrent ones, authorisation, the request, its response, retries and
 * the log.
 *
 * A call keeps its place while it waits for a retry, so a throttled client asks less, not more.
 */
export class Transport {
  readonly clock: Clock;
  readonly #options: TransportOptions;
  readonly #http: Http;
  readonly #limiter: ConcurrencyLimiter;
  readonly #disposing = new AbortController();

  /** @throws {RangeError} for an invalid endpoint */
  constructor(options: TransportOptions) {
    const checked = parseEndpoint(options.endpoint);
    if (!('endpoint' in checked) || checked.endpoint !== options.endpoint) throw new RangeError('Not an endpoint.');
    this.#options = options;
    this.clock = options.clock ?? systemClock;
    this.#http = new Http(options.requestTimeoutMs);
    this.#limiter = new ConcurrencyLimiter(options.maxConcurrentRequests);
  }

  /** @throws {ServiceError}, or a RangeError when the request is impossible */
  async call<Input, Output>(
    operation: Operation<Input, Output>,
    input: Input,
    authoriser: Authoriser,
    signal: AbortSignal,
  ): Promise<Output> {
    const call = {
      operation,
      authoriser,
      request: describeRequest(operation, this.#options, input),
      parse: (response: JsonResponse) => operation.parse(response, input),
    };
    const running = linkSignals(signal, this.#disposing.signal);
    // Whoever waits for another try learns of a refused key at once.
    const waiting = linkSignals(
      running.signal,
      ...(authoriser.circuitBreaker ? [authoriser.circuitBreaker.signal] : []),
    );
    const retries = {
      clock: this.clock,
      random: this.#options.random ?? Math.random,
      signal: waiting.signal,
      maxTries: operation.isRepeatable ? maxTries : 1,
      onRetry: (error: ServiceError, tries: number, delayMs: number): void =>
        this.#options.logger.info(`${error.message}: try ${tries + 1} of ${maxTries} comes in ${delayMs} ms`),
    };
    try {
      return await this.#limiter.run(
        () => withRetries(() => this.#attempt(call, running.signal), retries),
        running.signal,
      );
    } finally {
      waiting.unlink();
      running.unlink();
    }
  }

  /** Cancels the calls under way, and later ones as they come. */
  dispose(): void {
    this.#disposing.abort();
  }

  async #attempt<Output>(call: Call<Output>, signal: AbortSignal): Promise<Attempt<Output>> {
    const { authorise, circuitBreaker, redact } = call.authoriser;
    if (circuitBreaker?.refusal && !signal.aborted) return { error: circuitBreaker.refusal };
    // One for each try, so that the tries differ in the service's own log.
    const sequence = randomUUID();
    const request = this.#httpRequest(call, sequence);
    const { headers, secrets } = authorise(request);
    const redactOwn = createRedactor(...secrets);
    const attempt = {
      ...call,
      sequence,
      startedAt: this.clock.now(),
      redact: (text: string) => redact(redactOwn(text)),
    };
    if (!Object.values(headers).every((value) => /^[\x20-\x7e]+$/u.test(value))) {
      return this.#failed(attempt, { kind: 'unauthorized', reason: 'CREDENTIAL_NOT_ASCII' });
    }
    const outcome = await this.#http.send({ ...request, headers: { ...request.headers, ...headers } }, signal);
    if (outcome.kind !== 'response') return this.#failed(attempt, failureOfTransport(outcome));
    return this.#readResponse(attempt, outcome);
  }

  #httpRequest({ operation, request }: Call<unknown>, sequence: string): HttpRequest {
    const { method, url, body } = request;
    const headers = { Accept: 'application/json', 'User-Agent': this.#options.userAgent };
    if (body === undefined) return { method, url, headers, body };
    return {
      method,
      url,
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: Buffer.from(JSON.stringify(operation.hasSequence ? { ...body, sequence } : body)),
    };
  }

  #readResponse<Output>(attempt: Try<Output>, response: HttpResponse): Attempt<Output> {
    const { status, header } = response;
    const parsed = parseJson(response.body);
    let unreadable = 'problem' in parsed ? parsed.problem : undefined;
    if (status >= 200 && status < 300 && 'json' in parsed) {
      const result = attempt.parse({ json: parsed.json, header, redact: attempt.redact });
      if ('value' in result) {
        this.#logSuccess(attempt, response, result.rows);
        return { value: result.value };
      }
      unreadable = result.unreadable;
    }
    const envelope = 'json' in parsed ? readErrorEnvelope(parsed.json) : undefined;
    return this.#failed(
      attempt,
      failureOfResponse(status, envelope, unreadable),
      errorDetailsFrom(response, envelope, attempt.redact),
      header('retry-after'),
    );
  }

  #logSuccess({ operation, sequence, startedAt, redact }: Try<unknown>, response: HttpResponse, rows: number): void {
    const took = `${response.status} in ${this.clock.now() - startedAt} ms, ${rows} rows`;
    const requestId = displayText(requestIdOf(response, redact) ?? '-');
    this.#options.logger.debug(`${operation.name}: ${took} (request ${requestId}, sequence ${sequence})`);
  }

  #failed(
    { operation, authoriser, sequence, startedAt }: Try<unknown>,
    failure: Failure,
    details: ReturnType<typeof errorDetailsFrom> = {},
    retryAfter?: string,
  ): { readonly error: ServiceError; readonly retryAfterMs: number | undefined } {
    const now = this.clock.now();
    const { circuitBreaker } = authoriser;
    const error = new ServiceError({
      operation: operation.name,
      iamAction: operation.iamAction,
      sequence,
      ...(circuitBreaker ? failureOfSignature(failure, details.serverTime, now) : failure),
      ...details,
    });
    circuitBreaker?.record(error);
    if (error.kind !== 'cancelled') {
      const ids = `(request ${displayText(error.requestId ?? '-')}, sequence ${sequence})`;
      const said = error.serviceMessage === undefined ? '' : `: ${displayText(error.serviceMessage)}`;
      this.#options.logger.warn(`${error.message} in ${now - startedAt} ms ${ids}${said}`);
    }
    return { error, retryAfterMs: parseRetryAfter(retryAfter, error.serverTime ?? now) };
  }
}

/** Whatever the content type says: proxies and gateways are careless with it. */
function parseJson(body: Buffer): { readonly json: unknown } | { readonly problem: string } {
  if (body.length === 0) return { problem: 'an empty body' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    return { json: JSON.parse(text) };
  } catch {
    // The parser's own message quotes the text, so it is not kept.
    return { problem: /^\s*</u.test(body.subarray(0, 100).toString('latin1')) ? 'HTML instead of JSON' : 'not JSON' };
  }
}
