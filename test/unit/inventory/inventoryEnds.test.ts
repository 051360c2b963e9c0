import assert from 'node:assert/strict';
import { ServiceError } from '../../../src/model/serviceError';
import { FakeSource, page, pageOf, ScriptedSource, secrets } from '../../support/builders';
import { firstPageOnly, loadedInventory, newInventory, settled, summaryOf } from './inventoryUnderTest';

describe('Inventory, when a load is ended from outside', () => {
  const twelve = secrets(12);

  describe('cancel', () => {
    it('ends the first load at once, aborts its requests and leaves the rows that came', async () => {
      const source = new ScriptedSource();
      const { inventory, states } = newInventory(source);
      const load = inventory.load();
      const calls = await firstPageOnly(source, twelve);
      inventory.cancel();
      await load;
      const { rows, isLoading, isCancelled, failure } = summaryOf(inventory.state);
      assert.deepEqual(
        { rows, isLoading, isCancelled, failure },
        { rows: 'partial', isLoading: false, isCancelled: true, failure: undefined },
      );
      assert.equal(inventory.state.index.size, 5);
      assert.ok(calls.every(({ signal }) => signal.aborted));

      const at = states.length;
      for (const call of calls) call.answer(pageOf(twelve, call.request));
      await settled();
      assert.equal(states.length, at, 'late answers change nothing');
    });

    it('leaves the old rows of a refresh', async () => {
      const { inventory, source } = await loadedInventory(twelve);
      const { index } = inventory.state;
      const refresh = inventory.refresh();
      await firstPageOnly(source, secrets(12));
      inventory.cancel();
      await refresh;
      assert.deepEqual([summaryOf(inventory.state).rows, summaryOf(inventory.state).isCancelled], ['whole', true]);
      assert.equal(inventory.state.index, index);
    });

    it('does nothing when nothing is running', () => {
      const { inventory, states } = newInventory(new ScriptedSource());
      inventory.cancel();
      assert.deepEqual(states, []);
    });

    it('makes room for a load at once', async () => {
      const source = new ScriptedSource();
      const { inventory } = newInventory(source);
      const first = inventory.load();
      await source.next();
      inventory.cancel();
      const second = inventory.load();
      assert.deepEqual([summaryOf(inventory.state).isLoading, summaryOf(inventory.state).isCancelled], [true, false]);
      const call = await source.next();
      call.answer(page(twelve.slice(0, 2)));
      await Promise.all([first, second]);
      assert.equal(inventory.state.index.size, 2);
    });
  });

  it('takes a cancellation by the source for one', async () => {
    const { inventory } = newInventory(
      new FakeSource(() => {
        throw new ServiceError({ kind: 'cancelled', operation: 'test' });
      }),
    );
    await inventory.load();
    const { isCancelled, failure, isLoading } = summaryOf(inventory.state);
    assert.deepEqual({ isCancelled, failure, isLoading }, { isCancelled: true, failure: undefined, isLoading: false });
  });

  it('logs how long a load took, and names the first hundred rows that could not be read', async () => {
    const unreadable = Array.from({ length: 102 }, () => ({ id: undefined, reason: 'name: expected string' }));
    const rows = secrets(1);
    const { inventory, logger, clock } = newInventory(
      new FakeSource(({ offset }) => {
        clock.time += 5;
        return offset === 0
          ? page(rows, { unreadable, received: 103, totalCount: undefined })
          : page([], { totalCount: undefined });
      }),
    );
    await inventory.load();
    assert.equal(logger.lines[0], 'info Loaded 1 secrets (no total stated) in 10 ms');
    const warnings = logger.lines.slice(1).filter((line) => line.includes('without an id'));
    assert.equal(warnings.length, 100);
    assert.equal(warnings[0], 'warn Could not read secret without an id: name: expected string');
    assert.equal(logger.lines.at(-1), 'warn … and 2 others');
  });

  it('is silent once disposed, whatever the source still answers', async () => {
    const source = new ScriptedSource();
    const { inventory, states } = newInventory(source);
    const load = inventory.load();
    const call = await source.next();
    const at = states.length;
    inventory.dispose();
    call.answer(page(twelve));
    await load;
    await inventory.refresh();
    assert.ok(call.signal.aborted);
    assert.equal(states.length, at);
    source.assertNoOtherCalls();
  });
});
