import assert from 'node:assert/strict';
import { once } from 'node:events';
import { storageKeys } from '../../src/ids';
import { ExpiryWatch } from '../../src/vscode/connections/expiryWatch';
import { CurrentProject } from '../../src/vscode/core/currentProject';
import { FakeSource, page } from '../support/builders';
import { FakeMemento } from '../support/fakeEditor';
import { projectOver } from '../support/projects';

describe('the watch over the end of a sign-in', () => {
  const start = 1_800_000_000_000;

  function watchOver(expiresAt: number) {
    const clock = { time: start, now: () => clock.time };
    const project = new CurrentProject();
    const state = new FakeMemento();
    const watch = new ExpiryWatch({ project, clock, state, onError: (error) => assert.ifError(error) });
    const announced = new EventTarget();
    let times = 0;
    project.onDidChange(({ kind }) => {
      if (kind !== 'status') return;
      times += 1;
      announced.dispatchEvent(new Event('status'));
    });
    const use = () => project.replace(projectOver(new FakeSource(() => page([])), { expiresAt, clock }));
    return { watch, clock, state, project, announced, times: () => times, use };
  }

  it('announces once that it ended while it was in use, also when its timer slept with the machine', async () => {
    const { watch, clock, project, announced, times, use } = watchOver(start + 60);
    use();
    assert.deepEqual([times(), project.value?.isExpired], [0, false]);
    clock.time = start + 60; // The timer is still to come.
    const ended = once(announced, 'status');
    await ended;
    assert.deepEqual([times(), project.value?.isExpired], [1, true]);
    use();
    assert.equal(times(), 1, 'the end of the same sign-in is not announced again');
    watch.dispose();
  });

  it('leaves it to the view to tell of one that had ended before', () => {
    const { watch, project, times, use } = watchOver(start - 1);
    use();
    assert.deepEqual([times(), project.value?.isExpired], [0, true]);
    watch.dispose();
  });

  it('keeps nothing of a connection that was removed', async () => {
    const { watch, state } = watchOver(start);
    await state.update(storageKeys.announcedExpiries, ['soon 1 one', 'expired 1 another']);
    await watch.forget('one');
    assert.deepEqual(state.get(storageKeys.announcedExpiries), ['expired 1 another']);
    watch.dispose();
  });
});
