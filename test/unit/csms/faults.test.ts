import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { CsmsClient } from '../../../src/csms/csmsClient';
import { noFilter } from '../../../src/model/secretFilter';
import { ServiceError } from '../../../src/model/serviceError';
import { FaultServer } from '../../support/faultServer';
import { page } from '../../support/faults/answers';
import { type FaultName, faults } from '../../support/faults/faults';
import { canaryValue } from '../../support/faults/rows';
import { wireRow } from '../../support/faults/wireRows';
import { canaryToken, clientUnderTest, firstPage, never } from './clientUnderTest';
import { expectations } from './faultExpectations';

/** What the client waits for when a server stalls. */
const shortTimeoutMs = 25;

const stalls: ReadonlySet<FaultName> = new Set<FaultName>(['silent', 'silentAfterHeaders', 'endless']);

describe('A service that misbehaves', () => {
  let server: FaultServer;
  before(async () => {
    server = await FaultServer.start();
  });
  after(() => server.dispose());

  for (const name of Object.keys(faults) as FaultName[]) {
    it(`gets a clear error or the right rows: ${name}`, async () => {
      const { client, clock, logger } = clientUnderTest(server.endpoint, timeoutFor(name));
      server.play(faults[name]);
      const outcome = await client.listPage(noFilter, firstPage, never).catch((error: unknown) => error);
      client.dispose();

      const expected = expectations[name];
      if ('error' in expected) {
        assert.ok(outcome instanceof ServiceError, inspect(outcome));
        assertHas(outcome, expected.error);
        assert.equal(server.requests.length, expected.tries ?? 1, 'tries');
        assert.deepEqual(clock.slept, expected.delays ?? [], 'delays');
      } else {
        assert.ok(outcome && !(outcome instanceof Error), inspect(outcome));
        const { secrets, unreadable, received, totalCount } = outcome as Awaited<ReturnType<CsmsClient['listPage']>>;
        assert.deepEqual(
          secrets.map((secret) => secret.name),
          expected.names,
        );
        assert.deepEqual(unreadable, expected.unreadable ?? []);
        assertHas({ ...secrets[0] }, expected.first ?? {});
        if ('received' in expected) assert.equal(received, expected.received);
        if ('totalCount' in expected) assert.equal(totalCount, expected.totalCount);
      }
      assert.deepEqual(server.requestsElsewhere, [], 'nothing else is talked to');
      assertNoCanary([outcome, logger.lines, client]);
    });

    it(`never gets more than a ServiceError out of counting and tags: ${name}`, async () => {
      const { client, logger } = clientUnderTest(server.endpoint, timeoutFor(name));
      server.play(faults[name]);
      const outcomes = await Promise.allSettled([client.count(noFilter, never), client.listProjectTags(never)]);
      client.dispose();
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') assert.ok(outcome.reason instanceof ServiceError, inspect(outcome.reason));
        assertNoCanary([outcome, logger.lines]);
      }
      assert.deepEqual(server.requestsElsewhere, []);
    });
  }

  it('is recovered from when it gets well in time', async () => {
    const { client } = clientUnderTest(server.endpoint);
    const { overloaded, resetAfterHeaders, throttled } = faults;
    server.play(overloaded, resetAfterHeaders, throttled, page(wireRow('a')));
    const { secrets } = await client.listPage(noFilter, firstPage, never);
    client.dispose();
    assert.equal(secrets.length, 1);
    assert.equal(server.requests.length, 4);
  });
});

function timeoutFor(name: FaultName): { readonly requestTimeoutMs?: () => number } {
  return stalls.has(name) ? { requestTimeoutMs: () => shortTimeoutMs } : {};
}

function assertHas(actual: object, expected: object): void {
  for (const [key, value] of Object.entries(expected)) {
    assert.deepEqual((actual as Record<string, unknown>)[key], value, key);
  }
}

function assertNoCanary(things: unknown): void {
  const seen = inspect(things, { showHidden: true, depth: 10, maxStringLength: null, maxArrayLength: null });
  for (const canary of [canaryToken, encodeURIComponent(canaryToken), canaryToken.slice(3, 40), canaryValue]) {
    assert.ok(!seen.includes(canary), 'a canary got out');
  }
}
