import assert from 'node:assert/strict';
import { ServiceError } from '../../../src/model/serviceError';
import { FakeSource, page, pageOf, ScriptedSource, secrets } from '../../support/builders';
import { firstPageOnly, loadedInventory, newInventory, settled, shown, unavailable } from './inventoryUnderTest';

describe('Inventory, when a load is ended from outside', () => {
  const twelve = secrets(12);

  describe('cancel', () => {
    it('ends the first load at once, aborts its requests and leaves the rows that came', async () => {
      const { inventory, states } = newInventory();
      const source = new ScriptedSource();
      inventory.connect(source);
      const load = inventory.load();
      const calls = await firstPageOnly(source, twelve);
      inventory.cancel();
      await load;
      const { completeness, loading, cancelled, failure } = inventory.state;
      assert.deepEqual(
        { completeness, loading, cancelled, failure },
        { completeness: 'partial', loading: false, cancelled: true, failure: undefined },
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
      assert.deepEqual([inventory.state.completeness, inventory.state.cancelled], ['whole', true]);
      assert.equal(inventory.state.index, index);
    });

    it('does nothing when nothing is running', () => {
      const { inventory, states } = newInventory();
      inventory.cancel();
      assert.deepEqual(states, []);
    });

    it('makes room for a load at once', async () => {
      const { inventory } = newInventory();
      const source = new ScriptedSource();
      inventory.connect(source);
      const first = inventory.load();
      await source.next();
      inventory.cancel();
      const second = inventory.load();
      assert.deepEqual([inventory.state.loading, inventory.state.cancelled], [true, false]);
      const call = await source.next();
      call.answer(page(twelve.slice(0, 2)));
      await Promise.all([first, second]);
      assert.equal(inventory.state.index.size, 2);
    });
  });

  describe('connect', () => {
    it('clears at once, aborts, and never shows a late answer of the old source', async () => {
      const { inventory, states } = newInventory();
      const [old, current] = [new ScriptedSource(), new ScriptedSource()];
      inventory.connect(old);
      const oldLoad = inventory.load();
      const late = await firstPageOnly(old, twelve);
      inventory.connect(current);
      await oldLoad;
      assert.deepEqual([inventory.state.index.size, inventory.state.loading], [0, false]);
      assert.ok(late.every(({ signal }) => signal.aborted));

      const at = states.length;
      const load = inventory.load();
      const call = await current.next();
      for (const each of late) each.answer(pageOf(twelve, each.request));
      await settled();
      const ours = secrets(2);
      call.answer(page(ours));
      await load;
      const seen = states.slice(at).flatMap(({ index }) => index.secrets);
      assert.ok(seen.every((each) => ours.includes(each)));
      assert.deepEqual(shown(inventory.state), new Set(ours));
    });

    it('does not show a failure of the old source', async () => {
      const { inventory } = newInventory();
      const old = new ScriptedSource();
      inventory.connect(old);
      const load = inventory.load();
      const call = await old.next();
      inventory.connect(new FakeSource(() => page([])));
      call.fail(unavailable);
      await load;
      await settled();
      assert.equal(inventory.state.failure, undefined);
    });

    it('to nothing leaves nothing to load', async () => {
      const { inventory } = await loadedInventory(twelve);
      inventory.connect(undefined);
      await Promise.all([inventory.load(), inventory.refresh()]);
      assert.deepEqual([inventory.state.completeness, inventory.state.index.size], ['none', 0]);
    });
  });

  it('takes a cancellation by the source for one', async () => {
    const { inventory } = newInventory();
    inventory.connect(
      new FakeSource(() => {
        throw new ServiceError({ kind: 'cancelled', operation: 'test' });
      }),
    );
    await inventory.load();
    const { cancelled, failure, loading } = inventory.state;
    assert.deepEqual({ cancelled, failure, loading }, { cancelled: true, failure: undefined, loading: false });
  });

  it('logs how long a load took, and names the first hundred rows that could not be read', async () => {
    const { inventory, logger, clock } = newInventory();
    const unreadable = Array.from({ length: 102 }, () => ({ id: undefined, reason: 'name: expected string' }));
    const rows = secrets(1);
    inventory.connect(
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

  it('is silent once disposed', async () => {
    const { inventory, states } = newInventory();
    const source = new ScriptedSource();
    inventory.connect(source);
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
