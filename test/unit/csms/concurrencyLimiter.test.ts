import assert from 'node:assert/strict';
import { ConcurrencyLimiter } from '../../../src/csms/concurrencyLimiter';
import { never } from './clientUnderTest';

describe('The concurrency limiter', () => {
  it('holds newcomers back while others wait and rooms are handed on', async () => {
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

  it('gives the room back when a task fails', async () => {
    const limiter = new ConcurrencyLimiter(() => 1);
    await assert.rejects(limiter.run(() => Promise.reject(new Error('no')), never));
    assert.equal(await limiter.run(() => Promise.resolve('yes'), never), 'yes');
  });
});
