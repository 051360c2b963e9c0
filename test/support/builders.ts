import assert from 'node:assert/strict';
import type { Logger } from '../../src/model/logger';
import type { Secret, Tag } from '../../src/model/secret';
import type { SecretFilter } from '../../src/model/secretFilter';
import type { PageRequest, SecretPage, SecretSource } from '../../src/model/secretPage';

let made = 0;

/** A secret of which a test sets only what it is about. Its id and name are new each time. */
export function secret(facts: Partial<Secret> = {}): Secret {
  made += 1;
  return {
    id: `00000000-0000-4000-8000-${made.toString(16).padStart(12, '0')}`,
    name: `secret-${made}`,
    state: 'ENABLED',
    type: 'COMMON',
    description: undefined,
    kmsKeyId: undefined,
    createTime: undefined,
    updateTime: undefined,
    scheduledDeleteTime: undefined,
    autoRotation: undefined,
    rotationPeriod: undefined,
    rotationConfig: undefined,
    rotationTime: undefined,
    nextRotationTime: undefined,
    eventSubscriptions: [],
    enterpriseProjectId: undefined,
    rotationFunctionUrn: undefined,
    tags: [],
    systemTags: [],
    ...facts,
  };
}

/** A secret of which the service gave every field, no two of them alike. */
export const everyFact: Secret = {
  id: '6f1c9a52-7d3e-4b8a-9c41-e05d2b7f8a16',
  name: 'a-name',
  state: 'PENDING_DELETE',
  type: 'RDS-FG',
  description: 'a description',
  kmsKeyId: 'a-kms-key',
  createTime: Date.UTC(2020, 0, 1),
  updateTime: Date.UTC(2021, 0, 1),
  scheduledDeleteTime: Date.UTC(2022, 0, 1),
  autoRotation: true,
  rotationPeriod: '30d',
  rotationConfig: '{"a":"configuration"}',
  rotationTime: Date.UTC(2023, 0, 1),
  nextRotationTime: Date.UTC(2024, 0, 1),
  eventSubscriptions: ['an-event', 'another-event'],
  enterpriseProjectId: 'an-enterprise-project',
  rotationFunctionUrn: 'urn:a:function',
  tags: [
    { key: 'env', value: 'prod' },
    { key: 'legacy', value: '' },
  ],
  systemTags: [{ key: '_sys_enterprise', value: 'x' }],
};

export function secrets(count: number): readonly Secret[] {
  return Array.from({ length: count }, () => secret());
}

/** `tags('env=prod', 'team=')` */
export function tags(...texts: readonly string[]): readonly Tag[] {
  return texts.map((text) => {
    const at = text.indexOf('=');
    return { key: text.slice(0, at), value: text.slice(at + 1) };
  });
}

export function page(rows: readonly Secret[], facts: Partial<SecretPage> = {}): SecretPage {
  return { secrets: rows, unreadable: [], received: rows.length, totalCount: rows.length, ...facts };
}

/** The page that a well-behaved service gives of a list. */
export function pageOf(list: readonly Secret[], { offset, limit }: PageRequest, facts: Partial<SecretPage> = {}) {
  return page(list.slice(offset, offset + limit), { totalCount: list.length, ...facts });
}

/** Answers as told, at once, and records what it was asked. */
export class FakeSource implements SecretSource {
  readonly requests: PageRequest[] = [];
  readonly filters: SecretFilter[] = [];
  readonly #answer: (request: PageRequest, call: number) => SecretPage;

  /** @param answer is given the number of the call, from 1. What it throws is the answer, too. */
  constructor(answer: (request: PageRequest, call: number) => SecretPage) {
    this.#answer = answer;
  }

  async listPage(filter: SecretFilter, request: PageRequest, signal: AbortSignal): Promise<SecretPage> {
    signal.throwIfAborted();
    assert.ok(Number.isInteger(request.limit) && request.limit >= 1 && request.limit <= 1000, 'limit is 1 to 1000');
    assert.ok(Number.isInteger(request.offset) && request.offset >= 0, 'offset is 0 or more');
    this.requests.push(request);
    const call = this.filters.push(filter);
    await Promise.resolve();
    return this.#answer(request, call);
  }

  /** As many as a first page states. */
  async count(filter: SecretFilter, signal: AbortSignal): Promise<number> {
    const { totalCount } = await this.listPage(filter, { limit: 1, offset: 0 }, signal);
    return totalCount ?? 0;
  }
}

export interface PendingCall {
  readonly filter: SecretFilter;
  readonly request: PageRequest;
  readonly signal: AbortSignal;
  answer(answer: SecretPage): void;
  fail(error: Error): void;
}

/** Answers when the test says so, unless the call is aborted before. */
export class ScriptedSource implements SecretSource {
  readonly calls: PendingCall[] = [];
  #unclaimed = 0;
  #arrived: (() => void) | undefined;

  listPage(filter: SecretFilter, request: PageRequest, signal: AbortSignal): Promise<SecretPage> {
    return new Promise((answer, fail) => {
      signal.addEventListener('abort', () => fail(signal.reason as Error), { once: true });
      this.calls.push({ filter, request, signal, answer, fail });
      this.#arrived?.();
    });
  }

  count(): Promise<number> {
    return Promise.reject(new Error('this source does not count'));
  }

  /** The next call that was not asked for yet; waits for it. */
  async next(): Promise<PendingCall> {
    const at = this.#unclaimed++;
    while (this.calls.length <= at) {
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
    }
    return this.calls[at]!;
  }

  assertNoOtherCalls(): void {
    assert.equal(this.calls.length, this.#unclaimed, 'calls that the test does not expect');
  }
}

export class RecordingLogger implements Logger {
  readonly lines: string[] = [];
  debug = (message: string) => void this.lines.push(`debug ${message}`);
  info = (message: string) => void this.lines.push(`info ${message}`);
  warn = (message: string) => void this.lines.push(`warn ${message}`);
  error = (message: string) => void this.lines.push(`error ${message}`);
}
