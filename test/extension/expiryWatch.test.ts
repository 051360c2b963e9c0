import assert from 'node:assert/strict';
import { once } from 'node:events';
import * as vscode from 'vscode';
import { storageKeys } from '../../src/ids';
import { ExpiryWatch } from '../../src/vscode/connections/expiryWatch';
import type { ActiveConnection, Session } from '../../src/vscode/connections/session';
import { FakeMemento } from '../support/fakeEditor';

describe('the watch over the end of a sign-in', () => {
  const start = 1_800_000_000_000;

  function watchOver(expiresAt: number) {
    const clock = { time: start, now: () => clock.time };
    const changes = new vscode.EventEmitter<ActiveConnection | undefined>();
    const connection = { id: 'one', kind: 'cloud', endpoint: 'https://kms.example.com', projectId: 'p' };
    const session = { active: { connection, expiresAt }, onDidChange: changes.event } as unknown as Session;
    const state = new FakeMemento();
    const watch = new ExpiryWatch({ session, clock, state, onError: (error) => assert.ifError(error) });
    let told = 0;
    const heard = new EventTarget();
    watch.onDidChange(() => {
      told += 1;
      heard.dispatchEvent(new Event('change'));
    });
    return { watch, clock, state, heard, told: () => told, use: () => changes.fire(session.active) };
  }

  it('says once that it ended while it was in use, also when its timer slept with the machine', async () => {
    const { watch, clock, heard, told, use } = watchOver(start + 60);
    use();
    assert.deepEqual([told(), watch.isExpired], [1, false]);
    clock.time = start + 60; // The timer is still to come.
    const ended = once(heard, 'change');
    await ended;
    assert.deepEqual([told(), watch.isExpired], [2, true]);
    use();
    assert.equal(told(), 3, 'what is taken into use is told, and its end not again');
    watch.dispose();
  });

  it('leaves it to the view to tell of one that had ended before', () => {
    const { watch, told, use } = watchOver(start - 1);
    use();
    assert.deepEqual([told(), watch.isExpired], [1, true]);
    watch.dispose();
  });

  it('keeps nothing of a connection that was removed', async () => {
    const { watch, state } = watchOver(start);
    await state.update(storageKeys.toldOfExpiry, ['soon 1 one', 'expired 1 another']);
    await watch.forget('one');
    assert.deepEqual(state.get(storageKeys.toldOfExpiry), ['expired 1 another']);
    watch.dispose();
  });
});
