import assert from 'node:assert/strict';
import { globalAgent } from 'node:http';
import { inspect } from 'node:util';
import type { CsmsClient } from '../../../src/csms/csmsClient';
import { maxResponseBytes } from '../../../src/csms/transport/http';
import type { ProjectTag, SecretPage } from '../../../src/model/secretPage';
import { noFilter } from '../../../src/model/secretFilter';
import { ServiceError } from '../../../src/model/serviceError';
import type { Fault } from '../../support/faultServer';
import { good } from '../../support/faults/answers';
import { after as afterTries, inChunks } from '../../support/faults/combine';
import { type FaultName, faultNames, faults, stalls } from '../../support/faults/faults';
import { refusals } from '../../support/faults/refusals';
import { canaryValue, rows } from '../../support/faults/rows';
import { canaryToken, clientUnderTest, firstPage, never, timeoutFor, useFaultServer } from './clientUnderTest';
import { countOf, type Expectation, expectations, type Failing, tagsOf, totalOf } from './faultExpectations';

/** Each call with how its outcome is judged. */
const calls = {
  list: {
    ask: (client: CsmsClient) => client.listPage(noFilter, firstPage, never),
    judge: (outcome: unknown, expected: Expectation) => {
      if ('error' in expected) assertFailed(outcome, expected);
      else assertPage(outcome, expected);
    },
  },
  count: {
    ask: (client: CsmsClient) => client.count(noFilter, never),
    judge: (outcome: unknown, expected: Expectation) => assertIs(outcome, countOf(expected)),
  },
  tags: {
    ask: (client: CsmsClient) => client.listProjectTags(never),
    judge: (outcome: unknown, expected: Expectation) => assertIs(outcome, tagsOf(expected)),
  },
} as const;

const callNames = Object.keys(calls) as readonly (keyof typeof calls)[];

describe('A service that misbehaves', () => {
  const server = useFaultServer();
  const unhandled: unknown[] = [];
  const onUnhandled = (reason: unknown): unknown => unhandled.push(reason);
  let passed = 0;
  before(() => void process.on('unhandledRejection', onUnhandled));
  afterEach(async function () {
    // A rejection is unhandled once the promises of this turn are through.
    await new Promise(setImmediate);
    assert.deepEqual(unhandled.splice(0), []);
    await assertNobodyIsConnected();
  });
  after(() => {
    process.off('unhandledRejection', onUnhandled);
    const tried = `${faultNames.length} faults × ${callNames.length} calls`;
    // eslint-disable-next-line no-console -- for whoever reads the output
    if (passed === faultNames.length) console.log(`    ${tried}: all answered`);
  });

  /** Ends what waits to be used again; before that, no answer may be under way any more. */
  async function assertNobodyIsConnected(): Promise<void> {
    await server.idle();
    globalAgent.destroy();
    await server.deserted();
  }

  async function tryFault(name: FaultName, callName: keyof typeof calls): Promise<void> {
    const { client, clock, logger } = clientUnderTest(server.endpoint, timeoutFor(name));
    const { ask, judge } = calls[callName];
    server.play(faults[name]);
    const outcome = await ask(client).catch((error: unknown) => error);
    judge(outcome, expectations[name]);

    const { tries = 1, delays = [] } = expectations[name];
    assert.deepEqual(clock.slept, delays, 'delays');
    assert.equal(clock.slept.length + 1, tries, 'tries');
    // A deadline may pass before a request has left.
    if (!stalls.has(name)) assert.equal(server.requests.length, tries, 'requests');
    assert.deepEqual(server.requestsElsewhere, [], 'nothing else is talked to');
    assertNoCanary([outcome, logger.lines, client]);
    if (stalls.has(name)) await assertNobodyIsConnected();
  }

  for (const name of faultNames) {
    it(`gets a clear error or the right answer: ${name}`, async () => {
      // mocha starts its own in this turn.
      await new Promise(setImmediate);
      const timers = runningTimers();
      for (const call of callNames) {
        await tryFault(name, call).catch((error: unknown) => {
          throw new Error(`${call}: ${String(error)}`, { cause: error });
        });
      }
      await assertNobodyIsConnected();
      assert.equal(runningTimers(), timers, 'timers left behind');
      passed += 1;
    });
  }

  it('does not harm the next call', async () => {
    for (const name of faultNames.filter((each) => !stalls.has(each))) {
      const { client } = clientUnderTest(server.endpoint);
      server.play(faults[name]);
      await client.listPage(noFilter, firstPage, never).catch(() => undefined);
      server.play(good);
      assert.deepEqual(await namesFrom(client), ['a'], name);
    }
  });

  it('is recovered from in the last try, whatever of what passes came before', async () => {
    const passing = faultNames.filter((name) => {
      const expected = expectations[name];
      return 'error' in expected && expected.tries === 4 && !stalls.has(name) && name !== 'wellTooLate';
    });
    assert.ok(passing.length > 10);
    for (const name of passing) {
      const { client, clock } = clientUnderTest(server.endpoint);
      server.play(afterTries(3, faults[name], good));
      assert.deepEqual(await namesFrom(client), ['a'], name);
      assert.deepEqual(clock.slept, expectations[name].delays);
    }
  });

  it('means the same when it comes in small pieces', async () => {
    const outcomeOf = async (fault: Fault): Promise<unknown> => {
      const { client } = clientUnderTest(server.endpoint);
      server.play(fault);
      const outcome: unknown = await client.listPage(noFilter, firstPage, never).catch((error: unknown) => error);
      if (!(outcome instanceof ServiceError)) return outcome;
      // These belong to the request and its hour.
      return Object.entries(outcome).filter(([fact]) => fact !== 'sequence' && fact !== 'serverTime');
    };
    for (const [name, fault] of Object.entries({ ...refusals, ...rows })) {
      assert.deepEqual(await outcomeOf(inChunks(fault, 997)), await outcomeOf(fault), name);
    }
  });

  it('is cut off at 32 MiB, however fast it sends and for however long', async () => {
    const { client } = clientUnderTest(server.endpoint);
    server.play(faults.endlessFast);
    await assert.rejects(client.listPage(noFilter, firstPage, never), { kind: 'tooLarge' });
    await server.idle();
    // What lies in the buffers of both ends is more than was taken.
    assert.ok(server.bytesWritten < maxResponseBytes + 16 * 1024 * 1024, `${server.bytesWritten} bytes`);
  });

  it('is not unpacked beyond 32 MiB: a gibibyte needs no more room than that', async () => {
    const { client } = clientUnderTest(server.endpoint);
    server.play(faults.compressedGibibyte);
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }, 1);
    await assert.rejects(client.listPage(noFilter, firstPage, never), { kind: 'tooLarge' });
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    clearInterval(watch);
    assert.ok(most < 8 * maxResponseBytes, `${most} bytes`);
  });
});

async function namesFrom(client: CsmsClient): Promise<readonly string[]> {
  const { secrets } = await client.listPage(noFilter, firstPage, never);
  return secrets.map(({ name }) => name);
}

function runningTimers(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
}

function assertIs(outcome: unknown, expected: Failing | number | readonly ProjectTag[] | undefined): void {
  if (typeof expected === 'object' && 'error' in expected) assertFailed(outcome, expected);
  else assert.deepEqual(outcome, expected, inspect(outcome));
}

function assertFailed(outcome: unknown, { error }: Failing): void {
  assert.ok(outcome instanceof ServiceError, inspect(outcome));
  assertHas(outcome, error);
}

function assertPage(outcome: unknown, expected: Exclude<Expectation, Failing>): void {
  assert.ok(outcome && !(outcome instanceof Error), inspect(outcome));
  const { secrets, unreadable, received, totalCount } = outcome as SecretPage;
  const { names, unreadable: unreadableRows = [] } = expected;
  assert.deepEqual(
    secrets.map((secret) => secret.name),
    names,
  );
  assert.deepEqual(unreadable, unreadableRows);
  assert.equal(received, expected.received ?? names.length + unreadableRows.length);
  assert.equal(totalCount, totalOf(expected));
  assertHas({ ...secrets[0] }, expected.first ?? {});
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
