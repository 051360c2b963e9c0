import { type CsmsClient, type CsmsClientOptions, createCsmsClient } from '../../../src/csms/csmsClient';
import { createIamClient, type IamClient, type IamClientOptions } from '../../../src/csms/iamClient';
import type { AccessKeyCredential } from '../../../src/model/connection';
import { RecordingLogger } from '../../support/builders';
import { FakeClock } from '../../support/fakeClock';
import { type FaultName, stalls } from '../../support/faults/faults';

/** Has the letters that URLs and Base64 write in their own way. */
export const canaryToken = `MIIcanary+/=${'Zx9+Qw/7'.repeat(40)}==`;

export const canaryKey: AccessKeyCredential = {
  kind: 'accessKey',
  accessKey: 'HSTAKEXAMPLE00000001',
  secretKey: 'canarySKcanarySKcanarySKcanarySKcanarySK',
  securityToken: `ggcanary+/${'Yk8+Rv/3'.repeat(40)}==`,
};

/** Has what JSON, URLs and forms write in their own way, and is shorter than a telling piece. */
export const canaryPassword = 'cAn"\\/ +ä%🔑';

export const projectId = '0123456789abcdef0123456789abcdef';

export const firstPage = { limit: 1000, offset: 0 };

export interface ClientUnderTest {
  readonly client: CsmsClient;
  readonly clock: FakeClock;
  readonly logger: RecordingLogger;
}

export function clientUnderTest(endpoint: string, changes: Partial<CsmsClientOptions> = {}): ClientUnderTest {
  const clock = new FakeClock();
  const logger = new RecordingLogger();
  const client = createCsmsClient({
    endpoint,
    projectId,
    credential: { kind: 'token', token: canaryToken },
    userAgent: 'csms-explorer/test',
    requestTimeoutMs: () => 15_000,
    maxConcurrentRequests: () => 8,
    logger,
    clock,
    random: () => 0,
    ...changes,
  });
  return { client, clock, logger };
}

export interface IamClientUnderTest {
  readonly client: IamClient;
  readonly clock: FakeClock;
  readonly logger: RecordingLogger;
}

export function iamClientUnderTest(endpoint: string, changes: Partial<IamClientOptions> = {}): IamClientUnderTest {
  const clock = new FakeClock();
  const logger = new RecordingLogger();
  const client = createIamClient({
    endpoint,
    logger,
    userAgent: 'csms-explorer/test',
    requestTimeoutMs: () => 15_000,
    clock,
    random: () => 0,
    ...changes,
  });
  return { client, clock, logger };
}

/** Short where nothing but the deadline ends a call. */
export function timeoutFor(name: FaultName): { readonly requestTimeoutMs?: () => number } {
  return stalls.has(name) ? { requestTimeoutMs: () => 25 } : {};
}

export const never = new AbortController().signal;
