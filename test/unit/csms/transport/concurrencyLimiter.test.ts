import assert from 'node:assert/strict';
import { ConcurrencyLimiter } from '../../../../src/csms/transport/concurrencyLimiter';
import { never } from '../clientUnderTest';

describe('The concurrency limiter', () => {
  it('holds newcomers back while others wait and places are handed on', async () => {
    const limiter = new ConcurrencyLimiter(() => 2);
    let running = 0;
    let most = 0;
    const task = async (): Promise<void> => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
    };
    const first = Array.from({ length: 6 }, () => limiter.run(task, never));
    const second = first.map(async (each) => {
      await each;
      await Promise.all([limiter.run(task, never), limiter.run(task, never)]);
    });
    await Promise.all(second);
    assert.equal(most, 2);
  });

  it('gives the place back when a task fails', async () => {
    const limiter = new ConcurrencyLimiter(() => 1);
    await assert.rejects(limiter.run(() => Promise.reject(new Error('no')), never));
    assert.equal(await limiter.run(() => Promise.resolve('yes'), never), 'yes');
  });

  it('lets a task that is aborted while it waits run out of turn, and keeps the place of the others', async () => {
    const limiter = new ConcurrencyLimiter(() => 1);
    const order: string[] = [];
    let leave = (): void => undefined;
    const first = limiter.run(() => new Promise<void>((resolve) => (leave = resolve)), never);
    const abort = new AbortController();
    const named = (name: string, signal: AbortSignal) =>
      limiter.run(() => Promise.resolve(void order.push(name)), signal);
    const [second, third] = [named('second', never), named('aborted', abort.signal)];
    abort.abort();
    await Promise.all([third, named('aborted before', abort.signal)]);
    assert.deepEqual(order, ['aborted', 'aborted before']);
    leave();
    await Promise.all([first, second]);
    assert.deepEqual(order, ['aborted', 'aborted before', 'second']);
  });
});
