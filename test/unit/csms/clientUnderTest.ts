import { type CsmsClient, type CsmsClientOptions, createCsmsClient } from '../../../src/csms/csmsClient';
import { RecordingLogger } from '../../support/builders';
import { FakeClock } from '../../support/fakeClock';

/** Has the letters that URLs and Base64 write in their own way. */
export const canaryToken = `MIIcanary+/=${'Zx9+Qw/7'.repeat(40)}==`;

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
    requestTimeoutMs: () => 5000,
    maxConcurrentRequests: () => 8,
    logger,
    clock,
    random: () => 0,
    ...changes,
  });
  return { client, clock, logger };
}

export const never = new AbortController().signal;
