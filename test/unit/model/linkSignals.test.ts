import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { describe, it } from 'mocha';
import { linkSignals, onAbort } from '../../../src/model/linkSignals';

const listeners = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length;

describe('linked signals', () => {
  it('abort with the first of the others, for its reason', () => {
    const [first, second] = [new AbortController(), new AbortController()];
    const { signal } = linkSignals(first.signal, second.signal);
    assert.equal(signal.aborted, false);
    const reason = new Error('why');
    second.abort(reason);
    first.abort();
    assert.equal(signal.reason, reason);
  });

  it('are aborted from the start where one of the others is', () => {
    const reason = new Error('why');
    const open = new AbortController();
    const { signal, unlink } = linkSignals(open.signal, AbortSignal.abort(reason));
    assert.equal(signal.reason, reason);
    unlink();
    assert.equal(listeners(open.signal), 0);
  });

  it('abort by themselves, and leave the others alone', () => {
    const other = new AbortController();
    const link = linkSignals(other.signal);
    const reason = new Error('why');
    link.abort(reason);
    assert.equal(link.signal.reason, reason);
    assert.equal(other.signal.aborted, false);
    link.unlink();
  });

  it('put one listener on a signal, however many they are, and leave none', () => {
    const shared = new AbortController();
    const links = Array.from({ length: 20 }, () => linkSignals(shared.signal));
    assert.equal(listeners(shared.signal), 1);
    const [first, ...others] = links;
    for (const { unlink } of others) unlink();
    others[0]?.unlink();
    assert.equal(listeners(shared.signal), 1, 'the first is still linked');
    first?.unlink();
    assert.equal(listeners(shared.signal), 0);
    assert.equal(linkSignals(shared.signal).signal.aborted, false);
    assert.equal(listeners(shared.signal), 1, 'a signal can be linked again');
    shared.abort();
    assert.ok(links.every(({ signal }) => !signal.aborted));
  });

  it('all abort, though one of them is unlinked meanwhile', () => {
    const shared = new AbortController();
    const links = Array.from({ length: 3 }, () => linkSignals(shared.signal));
    links[0]?.signal.addEventListener('abort', () => links[1]?.unlink());
    shared.abort();
    assert.ok(links.every(({ signal }) => signal.aborted));
  });
});

describe('a listener to an abort', () => {
  it('is called once, and not after it was taken back', () => {
    const abort = new AbortController();
    const heard: string[] = [];
    onAbort(abort.signal, () => heard.push('kept'));
    onAbort(abort.signal, () => heard.push('taken back'))();
    abort.abort();
    onAbort(abort.signal, () => heard.push('too late'))();
    assert.deepEqual(heard, ['kept', 'too late']);
  });
});
