import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import type { CsmsClientOptions } from '../../../../src/csms/csmsClient';
import { noFilter } from '../../../../src/model/secretFilter';
import { isServiceError } from '../../../../src/model/serviceError';
import { FakeClock } from '../../../support/fakeClock';
import type { Exchange, Fault } from '../../../support/faultServer';
import { answer, json, page } from '../../../support/faults/answers';
import { faults } from '../../../support/faults/faults';
import { wireRow } from '../../../support/faults/wireRows';
import {
  canaryToken,
  type ClientUnderTest,
  clientUnderTest,
  firstPage,
  never,
  useFaultServer,
} from '../clientUnderTest';

const isCancelled = (error: unknown): boolean => isServiceError(error, 'cancelled');

describe('The transport', () => {
  const server = useFaultServer();
  const start = (changes: Partial<CsmsClientOptions> = {}): ClientUnderTest =>
    clientUnderTest(server.endpoint, changes);

  describe('asks', () => {
    it('with the token, its name, and a new sequence in each try', async () => {
      const { client } = start();
      server.play(faults.overloaded, page());
      await client.listPage(noFilter, firstPage, never);
      const bodies = server.requests.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
      for (const { headers } of server.requests) {
        assert.equal(headers['x-auth-token'], canaryToken);
        assert.equal(headers['user-agent'], 'csms-explorer/test');
        assert.equal(headers['content-type'], 'application/json');
        assert.equal(headers.accept, 'application/json');
      }
      const sequences = bodies.map(({ sequence }) => String(sequence));
      assert.equal(new Set(sequences).size, 2);
      for (const sequence of sequences) assert.match(sequence, /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/u);
      assert.deepEqual({ ...bodies[0], sequence: 0 }, { action: 'filter', limit: '1000', offset: '0', sequence: 0 });
    });

    it('for tags without a body', async () => {
      const { client } = start();
      server.play(json({ tags: [] }));
      await client.listProjectTags(never);
      assert.equal(server.requests.at(0)?.body, '');
      assert.equal(server.requests.at(0)?.headers['content-type'], undefined);
    });

    it('over one connection as long as it holds', async () => {
      const { client } = start();
      const ports: (number | undefined)[] = [];
      server.play((exchange) => {
        ports.push(exchange.response.socket?.remotePort);
        page()(exchange);
      });
      for (let count = 0; count < 3; count++) await client.listPage(noFilter, firstPage, never);
      assert.equal(new Set(ports).size, 1);
    });

    it('at most as often at once as it may', async () => {
      const { client } = start({ maxConcurrentRequests: () => 3 });
      let held: Exchange[] = [];
      let most = 0;
      const answerHeld = async (): Promise<void> => {
        // Turns enough for every other request to come, if it was sent.
        for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
        held.forEach(page());
        held = [];
      };
      server.play((exchange) => {
        most = Math.max(most, held.push(exchange));
        if (held.length === 3) void answerHeld();
      });
      const signal = new AbortController().signal;
      const calls = Array.from({ length: 21 }, () => client.listPage(noFilter, firstPage, signal));
      assert.ok(getEventListeners(signal, 'abort').length <= 1, 'one listener for all: Node 20 warns of more than ten');
      await Promise.all(calls);
      assert.equal(most, 3);
      assert.equal(getEventListeners(signal, 'abort').length, 0);
    });

    it('nothing with a token that no header can carry', async () => {
      const { client } = start({ credential: { kind: 'token', token: 'line\nbreak' } });
      server.play(page());
      await assert.rejects(client.count(noFilter, never), (error) => isServiceError(error, 'unauthorized'));
      assert.equal(server.requests.length, 0);
    });

    for (const endpoint of ['http://kms.example.com', 'https://user:pw@host', 'https://host/path', '']) {
      it(`nobody at an endpoint that is none: ${endpoint}`, () => {
        assert.throws(() => clientUnderTest(endpoint), RangeError);
      });
    }
  });

  it('gives an error with the ids to ask the service about, and its clock', async () => {
    const { client } = start();
    server.play(faults.throttledDate);
    await assert.rejects(client.count(noFilter, never), (error) => {
      assert.ok(isServiceError(error));
      const { operation, requestId, serverTime, sequence } = error;
      assert.deepEqual([operation, requestId], ['ListResourceInstances', 'request-1']);
      assert.equal(serverTime, Date.parse('2026-11-24T10:00:00Z'));
      assert.equal(sequence, (JSON.parse(server.requests.at(-1)!.body) as { sequence: string }).sequence);
      return true;
    });
  });

  describe('can be cancelled', () => {
    it('before it asks', async () => {
      const { client } = start();
      server.play(page());
      await assert.rejects(client.listPage(noFilter, firstPage, AbortSignal.abort()), isCancelled);
      assert.equal(server.requests.length, 0);
    });

    for (const [when, fault] of [
      ['it waits for an answer', faults.silent],
      ['the answer is on its way', faults.endless],
    ] as const) {
      it(`while ${when}`, async () => {
        const { client, logger } = start();
        server.play(fault);
        const cancelling = new AbortController();
        const call = assert.rejects(client.listPage(noFilter, firstPage, cancelling.signal), isCancelled);
        await server.received(1);
        cancelling.abort();
        await call;
        assert.deepEqual(logger.lines, [], 'cancelling is nothing to report');
      });
    }

    it('while it waits for another try', async () => {
      const cancelling = new AbortController();
      const clock = new FakeClock();
      const sleep = (ms: number): Promise<void> => {
        cancelling.abort();
        return clock.sleep(ms);
      };
      const { client } = start({ clock: { now: () => clock.now(), sleep } });
      server.play(faults.overloaded);
      await assert.rejects(client.listPage(noFilter, firstPage, cancelling.signal), isCancelled);
      assert.equal(server.requests.length, 1);
    });

    it('while it waits for its turn', async () => {
      const { client } = start({ maxConcurrentRequests: () => 1 });
      server.play(faults.silent);
      const running = assert.rejects(client.listPage(noFilter, firstPage, never), isCancelled);
      const cancelling = new AbortController();
      const waiting = assert.rejects(client.listPage(noFilter, firstPage, cancelling.signal), isCancelled);
      await server.received(1);
      cancelling.abort();
      await waiting;
      assert.equal(server.requests.length, 1);
      client.dispose();
      await running;
    });

    it('for good, by disposing it', async () => {
      const { client } = start();
      const closed: Promise<unknown>[] = [];
      const silent: Fault = ({ response }) =>
        void closed.push(new Promise((resolve) => response.once('close', resolve)));
      server.play(silent);
      const calls = [client.listPage(noFilter, firstPage, never), client.listProjectTags(never)];
      const rejections = Promise.all(calls.map((call) => assert.rejects(call, isCancelled)));
      await server.received(2);
      client.dispose();
      await rejections;
      await Promise.all(closed);
      await assert.rejects(client.count(noFilter, never), isCancelled);
      assert.equal(server.requests.length, 2);
    });
  });

  describe('logs', () => {
    it('what was asked, how it went and the ids, but no body, header or token', async () => {
      const { client, logger } = start();
      server.play(faults.overloaded, page(wireRow('a'), wireRow('b')));
      await client.listPage({ tags: [], nameContains: ['canary-name'] }, firstPage, never);
      const [first, second] = server.requests.map(({ body }) => (JSON.parse(body) as { sequence: string }).sequence);
      assert.deepEqual(logger.lines, [
        `warn ListResourceInstances: unavailable (503, CSMS.0002) in 0 ms (request request-1, sequence ${first}): No.`,
        'info ListResourceInstances: unavailable (503, CSMS.0002): try 2 of 4 comes in 500 ms',
        `debug ListResourceInstances: 200 in 0 ms, 2 rows (request request-1, sequence ${second})`,
      ]);
    });

    it('no line that a server forged', async () => {
      const { client, logger } = start();
      const forged = { error_msg: 'No.\r\nerror forged \u001b[2J', request_id: 'x\nerror forged' };
      server.play(answer(401, JSON.stringify({ error_code: 'APIGW.0301', ...forged }), { 'X-Request-Id': [] }));
      await assert.rejects(client.count(noFilter, never));
      assert.equal(logger.lines.length, 1);
      assert.doesNotMatch(logger.lines[0] ?? '', /\p{Cc}/u);
    });
  });
});
