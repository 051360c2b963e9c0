import assert from 'node:assert/strict';
import type { SecretFilter } from '../../../src/model/secretFilter';
import { FakeSource, page, pageOf, ScriptedSource, secret, secrets } from '../../support/builders';
import { loadedInventory, newInventory, shown, unavailable, answerAll, summaryOf } from './inventoryUnderTest';

describe('Inventory', () => {
  const twelve = secrets(12);

  describe('the first load', () => {
    it('shows the first page as soon as it is there, and the whole when it is complete', async () => {
      const source = new ScriptedSource();
      const { inventory, clock, logger } = newInventory(source);
      assert.equal(summaryOf(inventory.state).rows, 'none');

      const load = inventory.load();
      assert.deepEqual([summaryOf(inventory.state).isLoading, summaryOf(inventory.state).rows], [true, 'none']);
      const first = await source.next();
      first.answer(pageOf(twelve, first.request));
      const others = [await source.next(), await source.next()] as const;
      const { rows, isLoading, received, expected, loadedAt } = summaryOf(inventory.state);
      assert.deepEqual(
        { rows, isLoading, received, expected, loadedAt },
        { rows: 'partial', isLoading: true, received: 5, expected: 12, loadedAt: 1000 },
      );
      assert.deepEqual(shown(inventory.state), new Set(twelve.slice(0, 5)));

      clock.time = 2000;
      for (const call of others) call.answer(pageOf(twelve, call.request));
      await load;
      assert.deepEqual(shown(inventory.state), new Set(twelve));
      assert.deepEqual(
        [summaryOf(inventory.state).rows, summaryOf(inventory.state).isLoading, inventory.state.loadedAt],
        ['whole', false, 2000],
      );
      assert.deepEqual(logger.lines, ['info Loaded 12 secrets (12 stated) in 1000 ms']);
    });

    it('counts up with every page, and makes an index only when the rows have doubled', async () => {
      const sixty = secrets(60);
      const { inventory, states } = newInventory(new FakeSource((request) => pageOf(sixty, request)));
      await inventory.load();
      const counts = states.flatMap(({ activity }) => activity?.received ?? []).filter((count) => count > 0);
      assert.deepEqual(counts, [5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 60]);
      assert.deepEqual([...new Set(states.map(({ index }) => index.size))], [0, 5, 10, 20, 40, 60]);
    });

    it('is shared by all who ask meanwhile, and not repeated after', async () => {
      const source = new ScriptedSource();
      const { inventory } = newInventory(source);
      const loads = [inventory.load(), inventory.load(), inventory.refresh()];
      const call = await source.next();
      call.answer(page(secrets(2)));
      await Promise.all([...loads, inventory.load()]);
      await inventory.load();
      source.assertNoOtherCalls();
    });

    it('asks with the filter of the connection', async () => {
      const filter: SecretFilter = { tags: [{ key: 'env', values: ['prod'] }], nameContains: [] };
      const source = new FakeSource(() => page([]));
      const { inventory } = newInventory(source, filter);
      await inventory.load();
      assert.deepEqual(source.filters, [filter]);
      assert.equal(summaryOf(inventory.state).rows, 'whole', 'nothing is also an answer');
    });

    it('keeps every row that came when a later page fails, and does not load again by itself', async () => {
      const twenty = secrets(20);
      const source = new FakeSource((request, call) => {
        if (call === 4) throw unavailable;
        return pageOf(twenty, request);
      });
      const { inventory, logger } = newInventory(source);
      await inventory.load();
      const { rows, isLoading, failure } = summaryOf(inventory.state);
      assert.deepEqual({ rows, isLoading, failure }, { rows: 'partial', isLoading: false, failure: unavailable });
      assert.deepEqual(shown(inventory.state), new Set(twenty.slice(0, 15)));
      assert.deepEqual(logger.lines, ['warn Loading secrets ended: test: unavailable (503)']);
      const asked = source.requests.length;
      await inventory.load();
      assert.equal(source.requests.length, asked);
    });

    it('is tried again by the next who asks when nothing came, and success clears the failure', async () => {
      const { inventory } = newInventory(
        new FakeSource((_, call) => {
          if (call === 1) throw unavailable;
          return page(secrets(2));
        }),
      );
      await inventory.load();
      assert.deepEqual([summaryOf(inventory.state).rows, summaryOf(inventory.state).failure], ['none', unavailable]);
      await inventory.load();
      assert.deepEqual([summaryOf(inventory.state).rows, summaryOf(inventory.state).failure], ['whole', undefined]);
    });

    it('names the rows that could not be read, in the state and in the log', async () => {
      const unreadable = [{ id: 'a\u202eb', reason: 'name: expected string' }];
      const { inventory, logger } = newInventory(
        new FakeSource(() => page(secrets(2), { unreadable, received: 3, totalCount: 3 })),
      );
      await inventory.load();
      assert.deepEqual(summaryOf(inventory.state).unreadable, unreadable);
      assert.ok(logger.lines.includes('warn Could not read secret a\\u202eb: name: expected string'));
    });

    it('says so when the list never came to rest', async () => {
      const all = [...twelve];
      const { inventory, logger } = newInventory(
        new FakeSource((request) => {
          all.unshift(secret());
          return pageOf(all, request);
        }),
      );
      await inventory.load();
      assert.equal(summaryOf(inventory.state).unsettled, true);
      assert.ok(logger.lines.includes('warn The list changed whenever it was read: secrets may be missing'));
    });

    it('shows all of the first pass while the list is read again', async () => {
      const all = [...secrets(20)];
      const { inventory, states } = newInventory(
        new FakeSource((request, call) => {
          if (call === 2) all.unshift(secret());
          return pageOf(all, request);
        }),
      );
      await inventory.load();
      assert.deepEqual([...new Set(states.map(({ index }) => index.size))], [0, 5, 14, 20, 21]);
      assert.deepEqual(shown(inventory.state), new Set(all));
    });

    it('does not hide a defect of the source, and stops loading', async () => {
      const defect = new TypeError('defect');
      const { inventory } = newInventory(
        new FakeSource(() => {
          throw defect;
        }),
      );
      await assert.rejects(inventory.load(), defect);
      assert.equal(summaryOf(inventory.state).isLoading, false);
      assert.equal(summaryOf(inventory.state).failure?.message, 'ListResourceInstances: unreadable (INTERNAL)');
    });
  });

  describe('a refresh', () => {
    it('keeps the old rows until the new ones are complete', async () => {
      const { inventory, source, clock } = await loadedInventory(twelve);
      const before = inventory.state;
      const changed = [...secrets(1), ...twelve.slice(1)];
      clock.time = 3000;
      const refresh = inventory.refresh();
      const first = await source.next();
      first.answer(pageOf(changed, first.request));
      const others = [await source.next(), await source.next()];
      assert.equal(inventory.state.index, before.index);
      assert.deepEqual(
        [summaryOf(inventory.state).rows, summaryOf(inventory.state).received, inventory.state.loadedAt],
        ['whole', 5, 1000],
      );
      for (const call of others) call.answer(pageOf(changed, call.request));
      await refresh;
      assert.deepEqual(shown(inventory.state), new Set(changed));
      assert.equal(inventory.state.loadedAt, 3000);
    });

    it('leaves the same index in place when nothing changed', async () => {
      const { inventory, states, source, clock } = await loadedInventory(twelve);
      const { index } = inventory.state;
      const at = states.length;
      clock.time = 3000;
      const refresh = inventory.refresh();
      await answerAll(source, structuredClone(twelve));
      await refresh;
      assert.ok(states.slice(at).every((state) => state.index === index));
      assert.equal(inventory.state.loadedAt, 3000);
    });

    it('is shared, and does not hold up those who are content with what is there', async () => {
      const { inventory, source } = await loadedInventory(twelve);
      const refreshes = [inventory.refresh(), inventory.refresh()];
      await inventory.load();
      assert.equal(summaryOf(inventory.state).isLoading, true);
      await answerAll(source, twelve);
      await Promise.all(refreshes);
      source.assertNoOtherCalls();
    });

    it('keeps rows and their age when it fails, until one succeeds', async () => {
      const { inventory, source, clock } = await loadedInventory(twelve);
      const { index } = inventory.state;
      clock.time = 3000;
      const failing = inventory.refresh();
      (await source.next()).fail(unavailable);
      await failing;
      const { rows, failure, loadedAt, isLoading } = summaryOf(inventory.state);
      assert.deepEqual(
        { rows, failure, loadedAt, isLoading },
        { rows: 'whole', failure: unavailable, loadedAt: 1000, isLoading: false },
      );
      assert.equal(inventory.state.index, index);

      const refresh = inventory.refresh();
      assert.equal(summaryOf(inventory.state).failure, unavailable, 'not cleared before it is known to be over');
      await answerAll(source, twelve);
      await refresh;
      assert.equal(summaryOf(inventory.state).failure, undefined);
    });

    it('makes whole what a failed load left behind', async () => {
      const { inventory } = newInventory(
        new FakeSource((request, call) => {
          if (call === 3) throw unavailable;
          return pageOf(twelve, request);
        }),
      );
      await inventory.load();
      assert.equal(summaryOf(inventory.state).rows, 'partial');
      await inventory.refresh();
      assert.deepEqual([summaryOf(inventory.state).rows, inventory.state.index.size], ['whole', 12]);
    });
  });
});
