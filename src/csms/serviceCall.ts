import { randomUUID } from 'node:crypto';
import { displayText } from '../model/displayText';
import type { Logger } from '../model/logger';
import { ServiceError, type ServiceErrorDetails } from '../model/serviceError';
import type { Authorise, UnsignedRequest } from './authorisation';
import type { Clock } from './clock';
import type { ConcurrencyLimiter } from './concurrencyLimiter';
import { type ErrorEnvelope, readErrorEnvelope } from './errorEnvelope';
import { failureOfAnswer, failureOfTransport } from './failureKinds';
import type { Http, HttpAnswer } from './http';
import type { Redact } from './redaction';
import { type Attempt, maxTries, parseRetryAfter, withRetries } from './retry';

/** One operation of the service. It must be safe to repeat. */
export interface Operation<T> {
  /** The operation's name in the API, such as `ListResourceInstances`. */
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** Sent as JSON with a `sequence`. */
  readonly body?: object;
  readonly read: (json: unknown) => Reading<T>;
}

/** `rows` is for the log. `unreadable` is the path and rule that failed, never received data. */
export type Reading<T> = { readonly value: T; readonly rows: number } | { readonly unreadable: string };

export interface ServiceCallOptions {
  readonly http: Http;
  readonly limiter: ConcurrencyLimiter;
  readonly authorise: Authorise;
  readonly redact: Redact;
  readonly userAgent: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
}

/** Longest message of the service that is kept, in UTF-16 units. The documents allow 1,024. */
const maxMessageLength = 1024;

/** Looked at before a credential is taken out, so that a huge message costs little. */
const maxRawMessageLength = 4 * maxMessageLength;

const maxIdLength = 128;

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
    const { limiter, clock, random, logger } = this.#options;
    const onRetry = (error: ServiceError, tries: number, delayMs: number): void =>
      logger.info(`${error.message}: try ${tries + 1} of ${maxTries} comes in ${delayMs} ms`);
    return limiter.run(
      () => withRetries(() => this.#attempt(operation, signal), { clock, random, signal, onRetry }),
      signal,
    );
  }

  async #attempt<T>(operation: Operation<T>, signal: AbortSignal): Promise<Attempt<T>> {
    const { http, authorise, clock } = this.#options;
    // One for each try, so that the service's own log tells the tries apart.
    const sequence = randomUUID();
    const request = this.#requestFor(operation, sequence);
    const authorisation = authorise(request);
    const attempt = { operation, sequence, startedAt: clock.now() };
    if (!Object.values(authorisation).every((value) => /^[\x20-\x7e]+$/u.test(value))) {
      return this.#failed(attempt, { kind: 'unauthorized', reason: 'CREDENTIAL_NOT_ASCII' });
    }
    const outcome = await http.send({ ...request, headers: { ...request.headers, ...authorisation } }, signal);
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
      body: Buffer.from(JSON.stringify({ ...body, sequence })),
    };
  }

  #readAnswer<T>(attempt: AttemptFacts<T>, answer: HttpAnswer): Attempt<T> {
    const { status } = answer;
    const parsed = parseJson(answer.body);
    let unreadable = 'problem' in parsed ? parsed.problem : undefined;
    if (status >= 200 && status < 300 && 'json' in parsed) {
      const reading = attempt.operation.read(parsed.json);
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
    const { operation, sequence, startedAt } = attempt;
    const took = `${answer.status} in ${clock.now() - startedAt} ms, ${rows} rows`;
    logger.debug(
      `${operation.name}: ${took} (request ${displayText(this.#requestIdOf(answer) ?? '-')}, sequence ${sequence})`,
    );
    return { value };
  }

  #failed(
    { operation, sequence, startedAt }: AttemptFacts<unknown>,
    failure: Pick<ServiceErrorDetails, 'kind' | 'reason'>,
    received?: { readonly answer: HttpAnswer; readonly envelope: ErrorEnvelope | undefined },
  ): { readonly error: ServiceError; readonly retryAfterMs: number | undefined } {
    const { clock, logger } = this.#options;
    const error = new ServiceError({
      operation: operation.name,
      sequence,
      ...failure,
      ...(received && this.#factsOf(received.answer, received.envelope)),
    });
    if (error.kind !== 'cancelled') {
      const ids = `(request ${displayText(error.requestId ?? '-')}, sequence ${sequence})`;
      const said = error.serviceMessage === undefined ? '' : `: ${displayText(error.serviceMessage)}`;
      logger.warn(`${error.message} in ${clock.now() - startedAt} ms ${ids}${said}`);
    }
    const retryAfter = received?.answer.header('retry-after');
    return { error, retryAfterMs: parseRetryAfter(retryAfter, error.serverTime ?? clock.now()) };
  }

  #factsOf(answer: HttpAnswer, envelope: ErrorEnvelope | undefined): Partial<ServiceErrorDetails> {
    const serverTime = Date.parse(answer.header('date') ?? '');
    return {
      status: answer.status,
      code: this.#harmless(envelope?.code, maxIdLength),
      serviceMessage: this.#harmless(envelope?.message, maxMessageLength),
      requestId: this.#requestIdOf(answer) ?? this.#harmless(envelope?.requestId, maxIdLength),
      serverTime: Number.isNaN(serverTime) ? undefined : serverTime,
    };
  }

  /** IAM has its own name for the header. */
  #requestIdOf(answer: HttpAnswer): string | undefined {
    return this.#harmless(answer.header('x-request-id') ?? answer.header('x-iam-trace-id'), maxIdLength);
  }

  /** Text from the cloud without the credential, and bounded. */
  #harmless(text: string | undefined, maxLength: number): string | undefined {
    return text === undefined
      ? undefined
      : this.#options.redact(text.slice(0, maxRawMessageLength)).slice(0, maxLength);
  }
}

interface AttemptFacts<T> {
  readonly operation: Operation<T>;
  readonly sequence: string;
  readonly startedAt: number;
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
