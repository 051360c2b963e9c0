import { randomUUID } from 'node:crypto';
import { displayText } from '../model/displayText';
import { linkSignals } from '../model/linkSignals';
import type { Logger } from '../model/logger';
import { ServiceError } from '../model/serviceError';
import { factsOf, requestIdOf } from './answerFacts';
import type { Authorise, UnsignedRequest } from './authorisation';
import type { Clock } from './clock';
import { failureOfSignature } from './clockSkew';
import type { ConcurrencyLimiter } from './concurrencyLimiter';
import { type ErrorEnvelope, readErrorEnvelope } from './errorEnvelope';
import { type Failure, failureOfAnswer, failureOfTransport } from './failureKinds';
import type { Http, HttpAnswer } from './http';
import type { KeyGuard } from './keyGuard';
import { createRedactor, type Redact } from './redaction';
import { type Attempt, maxTries, parseRetryAfter, withRetries } from './retry';

/** One operation of a service. */
export interface Operation<T> {
  /** The operation's name in the API, such as `ListResourceInstances`. */
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** Sent as JSON. Made anew for each try, with a UUID for services that log one. */
  readonly body?: (sequence: string) => object;
  /** Given the body of a 2xx. */
  readonly read: (json: unknown, header: HttpAnswer['header']) => Reading<T>;
  /** Set when another try could do harm: there is none then, whatever happened. */
  readonly isTriedOnce?: true;
}

/** `rows` is for the log. `unreadable` is the path and rule that failed, never received data. */
export type Reading<T> = { readonly value: T; readonly rows: number } | { readonly unreadable: string };

export interface ServiceCallOptions {
  readonly http: Http;
  readonly limiter: ConcurrencyLimiter;
  readonly authorise: Authorise;
  /** Set when `authorise` signs with an access key. */
  readonly keyGuard?: KeyGuard | undefined;
  readonly redact: Redact;
  readonly userAgent: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
}

/**
 * Carries one operation through: room to run, authorisation, the request, its answer, retries and the log.
 *
 * A call keeps its room while it waits for a retry, so a throttled client asks less, not more.
 */
export class ServiceCall {
  readonly #options: ServiceCallOptions;

  constructor(options: ServiceCallOptions) {
    this.#options = options;
  }

  /** @throws {ServiceError} */
  async run<T>(operation: Operation<T>, signal: AbortSignal): Promise<T> {
    const { limiter, clock, random, logger, keyGuard } = this.#options;
    const onRetry = (error: ServiceError, tries: number, delayMs: number): void =>
      logger.info(`${error.message}: try ${tries + 1} of ${maxTries} comes in ${delayMs} ms`);
    // Whoever waits for another try learns of a refused key at once.
    const waiting = linkSignals(signal, ...(keyGuard ? [keyGuard.signal] : []));
    const most = operation.isTriedOnce ? 1 : maxTries;
    const options = { clock, random, signal: waiting.signal, onRetry, most };
    try {
      return await limiter.run(() => withRetries(() => this.#attempt(operation, signal), options), signal);
    } finally {
      waiting.unlink();
    }
  }

  async #attempt<T>(operation: Operation<T>, signal: AbortSignal): Promise<Attempt<T>> {
    const { http, authorise, clock, keyGuard, redact } = this.#options;
    if (keyGuard?.refusal && !signal.aborted) return { error: keyGuard.refusal };
    // One for each try, so that the service's own log tells the tries apart.
    const sequence = randomUUID();
    const request = this.#requestFor(operation, sequence);
    const { headers, secrets } = authorise(request);
    const hideOwn = createRedactor(...secrets);
    const attempt = { operation, sequence, startedAt: clock.now(), redact: (text: string) => redact(hideOwn(text)) };
    if (!Object.values(headers).every((value) => /^[\x20-\x7e]+$/u.test(value))) {
      return this.#failed(attempt, { kind: 'unauthorized', reason: 'CREDENTIAL_NOT_ASCII' });
    }
    const outcome = await http.send({ ...request, headers: { ...request.headers, ...headers } }, signal);
    if (outcome.kind !== 'answer') return this.#failed(attempt, failureOfTransport(outcome));
    return this.#readAnswer(attempt, outcome);
  }

  #requestFor(operation: Operation<unknown>, sequence: string): UnsignedRequest {
    const { method, url, body } = operation;
    const headers = { Accept: 'application/json', 'User-Agent': this.#options.userAgent };
    if (body === undefined) return { method, url, headers, body };
    return {
      method,
      url,
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: Buffer.from(JSON.stringify(body(sequence))),
    };
  }

  #readAnswer<T>(attempt: AttemptFacts<T>, answer: HttpAnswer): Attempt<T> {
    const { status } = answer;
    const parsed = parseJson(answer.body);
    let unreadable = 'problem' in parsed ? parsed.problem : undefined;
    if (status >= 200 && status < 300 && 'json' in parsed) {
      const reading = attempt.operation.read(parsed.json, answer.header);
      if ('value' in reading) return this.#succeeded(attempt, answer, reading);
      unreadable = reading.unreadable;
    }
    const envelope = 'json' in parsed ? readErrorEnvelope(parsed.json) : undefined;
    const failure = failureOfAnswer(status, envelope);
    const reason = failure.kind === 'unreadable' ? unreadable : failure.reason;
    return this.#failed(attempt, { ...failure, reason }, { answer, envelope });
  }

  #succeeded<T>(
    attempt: AttemptFacts<T>,
    answer: HttpAnswer,
    { value, rows }: { readonly value: T; readonly rows: number },
  ): Attempt<T> {
    const { clock, logger } = this.#options;
    const { operation, sequence, startedAt, redact } = attempt;
    const took = `${answer.status} in ${clock.now() - startedAt} ms, ${rows} rows`;
    const requestId = displayText(requestIdOf(answer, redact) ?? '-');
    logger.debug(`${operation.name}: ${took} (request ${requestId}, sequence ${sequence})`);
    return { value };
  }

  #failed(
    { operation, sequence, startedAt, redact }: AttemptFacts<unknown>,
    failure: Failure,
    received?: { readonly answer: HttpAnswer; readonly envelope: ErrorEnvelope | undefined },
  ): { readonly error: ServiceError; readonly retryAfterMs: number | undefined } {
    const { clock, logger, keyGuard } = this.#options;
    const facts = received && factsOf(received.answer, received.envelope, redact);
    const error = new ServiceError({
      operation: operation.name,
      sequence,
      ...(keyGuard ? failureOfSignature(failure, facts?.serverTime, clock.now()) : failure),
      ...facts,
    });
    keyGuard?.heed(error);
    if (error.kind !== 'cancelled') {
      const ids = `(request ${displayText(error.requestId ?? '-')}, sequence ${sequence})`;
      const said = error.serviceMessage === undefined ? '' : `: ${displayText(error.serviceMessage)}`;
      logger.warn(`${error.message} in ${clock.now() - startedAt} ms ${ids}${said}`);
    }
    const retryAfter = received?.answer.header('retry-after');
    return { error, retryAfterMs: parseRetryAfter(retryAfter, error.serverTime ?? clock.now()) };
  }
}

interface AttemptFacts<T> {
  readonly operation: Operation<T>;
  readonly sequence: string;
  readonly startedAt: number;
  readonly redact: Redact;
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
