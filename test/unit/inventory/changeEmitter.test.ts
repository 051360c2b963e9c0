import assert from 'node:assert/strict';
import { ChangeEmitter } from '../../../src/inventory/changeEmitter';

describe('ChangeEmitter', () => {
  it('tells every listener, and none after it was disposed', () => {
    const emitter = new ChangeEmitter<number>();
    const heard: string[] = [];
    const first = emitter.event((value) => heard.push(`first ${value}`));
    emitter.event((value) => heard.push(`second ${value}`));
    emitter.fire(1);
    first.dispose();
    emitter.fire(2);
    emitter.dispose();
    emitter.fire(3);
    assert.deepEqual(heard, ['first 1', 'second 1', 'second 2']);
  });

  it('does not tell a listener that another one disposed meanwhile', () => {
    const emitter = new ChangeEmitter<number>();
    const heard: number[] = [];
    emitter.event(() => second.dispose());
    const second = emitter.event((value) => heard.push(value));
    emitter.fire(1);
    assert.deepEqual(heard, []);
  });

  it('keeps the order of values for everyone when a listener fires', () => {
    const emitter = new ChangeEmitter<string>();
    const heard: string[] = [];
    emitter.event((value) => {
      if (value === 'cause') emitter.fire('effect');
    });
    emitter.event((value) => heard.push(value));
    emitter.fire('cause');
    assert.deepEqual(heard, ['cause', 'effect']);
  });

  it('tells the others when a listener throws, and reports what it threw', () => {
    const emitter = new ChangeEmitter<number>();
    const heard: number[] = [];
    emitter.event(() => {
      throw new TypeError('a defect');
    });
    emitter.event((value) => heard.push(value));
    const later: (() => void)[] = [];
    const { queueMicrotask } = globalThis;
    globalThis.queueMicrotask = (task) => void later.push(task);
    try {
      emitter.fire(1);
    } finally {
      globalThis.queueMicrotask = queueMicrotask;
    }
    assert.deepEqual(heard, [1]);
    assert.equal(later.length, 1);
    assert.throws(later[0]!, TypeError);
  });
});
