import { type CsmsClient, type CsmsClientOptions, createCsmsClient } from '../../../src/csms/csmsClient';
import { createIamClient, type IamClient, type IamClientOptions } from '../../../src/csms/iamClient';
import type { AccessKeyCredential } from '../../../src/model/connection';
import { RecordingLogger } from '../../support/builders';
import { FakeClock } from '../../support/fakeClock';
import { FaultServer } from '../../support/faultServer';
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

interface UnderTest<Client> {
  readonly client: Client;
  readonly clock: FakeClock;
  readonly logger: RecordingLogger;
}

export type ClientUnderTest = UnderTest<CsmsClient>;

export type IamClientUnderTest = UnderTest<IamClient>;

const clients: { dispose(): void }[] = [];

/** A server for the suite that is being described. The clients of each of its tests are disposed after it. */
export function useFaultServer(): FaultServer {
  const server = new FaultServer();
  before(() => server.listen());
  afterEach(() => {
    for (const client of clients.splice(0)) client.dispose();
  });
  after(() => server.dispose());
  return server;
}

function underTest<Client extends { dispose(): void }>(
  create: (parts: Pick<CsmsClientOptions, 'userAgent' | 'requestTimeoutMs' | 'logger' | 'clock' | 'random'>) => Client,
): UnderTest<Client> {
  const clock = new FakeClock();
  const logger = new RecordingLogger();
  const client = create({
    userAgent: 'csms-explorer/test',
    requestTimeoutMs: () => 15_000,
    logger,
    clock,
    random: () => 0,
  });
  clients.push(client);
  return { client, clock, logger };
}

export function clientUnderTest(endpoint: string, changes: Partial<CsmsClientOptions> = {}): ClientUnderTest {
  const credential = { kind: 'token', token: canaryToken } as const;
  const options = { endpoint, projectId, credential, maxConcurrentRequests: () => 8 };
  return underTest((parts) => createCsmsClient({ ...options, ...parts, ...changes }));
}

export function iamClientUnderTest(endpoint: string, changes: Partial<IamClientOptions> = {}): IamClientUnderTest {
  return underTest((parts) => createIamClient({ endpoint, ...parts, ...changes }));
}

/** Short where nothing but the deadline ends a call. */
export function timeoutFor(name: FaultName): { readonly requestTimeoutMs?: () => number } {
  return stalls.has(name) ? { requestTimeoutMs: () => 25 } : {};
}

export const never = new AbortController().signal;
