import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Inventory } from '../../../src/inventory/inventory';
import { ShownSecrets } from '../../../src/inventory/shownSecrets';
import type { SecretFilter } from '../../../src/model/secretFilter';
import type { SecretSource } from '../../../src/model/secretPage';
import { ServiceError } from '../../../src/model/serviceError';
import { FakeSource, page, RecordingLogger, ScriptedSource, secret } from '../../support/builders';

const filter: SecretFilter = { tags: [], nameContains: ['a'] };
const [a, b] = [secret({ name: 'a' }), secret({ name: 'b' })];

function shownOver() {
  const inventory = () => new Inventory({ clock: Date, logger: new RecordingLogger() });
  const source: FakeSource = new FakeSource((_, call) => {
    const asked = source.filters[call - 1];
    return asked?.nameContains.includes('a') ? page([a]) : page([a, b]);
  });
  const whole = inventory();
  const shown = new ShownSecrets(whole, inventory());
  return { source, whole, shown };
}

function names({ state }: ShownSecrets): readonly string[] {
  return state.index.secrets.map(({ name }) => name);
}

describe('what is shown', () => {
  it('is everything without a filter', async () => {
    const { source, shown } = shownOver();
    shown.connect(source, undefined);
    await shown.load();
    assert.deepEqual([names(shown), shown.total], [['a', 'b'], 2]);
  });

  it('is what the service gives for a filter, of a total that is counted', async () => {
    const { source, shown, whole } = shownOver();
    shown.connect(source, filter);
    const counted = new Promise<void>((resolve) => {
      shown.onDidChange(() => {
        if (shown.total !== undefined) resolve();
      });
    });
    await shown.load();
    await counted;
    assert.deepEqual(names(shown), ['a']);
    assert.equal(shown.total, 2);
    assert.equal(whole.state.completeness, 'none', 'a count is enough');
  });

  it('is cleared at once when the filter changes, and everything is still there without it', async () => {
    const { source, shown } = shownOver();
    shown.connect(source, undefined);
    await shown.load();
    shown.setFilter(filter);
    assert.deepEqual(names(shown), []);
    await shown.load();
    assert.deepEqual(names(shown), ['a']);
    const asked = source.requests.length;
    shown.setFilter(undefined);
    assert.deepEqual(names(shown), ['a', 'b']);
    assert.equal(source.requests.length, asked);
  });

  it('is asked for anew by a refresh, with what search reads when that was loaded', async () => {
    const { source, shown, whole } = shownOver();
    shown.connect(source, filter);
    await shown.load();
    await whole.load();
    const before = source.requests.length;
    await shown.refresh();
    assert.equal(source.requests.length, before + 2);
  });

  it('never shows an old row under a new connection, whatever it tells meanwhile', async () => {
    const { source, shown } = shownOver();
    shown.connect(source, filter);
    await shown.load();
    const told: (readonly string[])[] = [];
    shown.onDidChange(() => told.push(names(shown)));
    shown.connect(new FakeSource(() => page([])), filter);
    assert.ok(told.length > 0);
    for (const each of told) assert.deepEqual(each, []);
  });
});

describe('once disposed', () => {
  it('it is silent, and what it asked is cancelled', async () => {
    const { counts, source, shown, whole } = countedByHand();
    shown.connect(source, filter);
    assert.equal(shown.filter, filter);
    const load = shown.load();
    let told = 0;
    shown.onDidChange(() => told++);
    await Promise.resolve();
    shown.dispose();
    told = 0;
    whole.connect(source);
    assert.ok(counts[0]!.signal.aborted);
    counts[0]!.answer(1);
    await load;
    assert.equal(told, 0);
  });
});

/** A source whose counts are answered by the test. */
function countedByHand() {
  const counts: { readonly signal: AbortSignal; answer(total: number): void; fail(error: Error): void }[] = [];
  const source: SecretSource = {
    listPage: () => Promise.resolve(page([a])),
    count: (_, signal) => new Promise((answer, fail) => counts.push({ signal, answer, fail })),
  };
  const { shown, whole } = shownOver();
  return { counts, source, shown, whole };
}

describe('the total beside a filter', () => {
  it('is asked for once, however many want it', async () => {
    const { counts, source, shown } = countedByHand();
    shown.connect(source, filter);
    const loads = [shown.load(), shown.load()];
    assert.equal(counts.length, 1);
    counts[0]!.answer(7);
    await Promise.all(loads);
    assert.equal(shown.total, 7);
  });

  it('is asked for anew by a refresh', async () => {
    const { counts, source, shown } = countedByHand();
    shown.connect(source, filter);
    const load = shown.load();
    counts[0]!.answer(3);
    await load;
    const refresh = shown.refresh();
    counts[1]!.answer(5);
    await refresh;
    assert.equal(shown.total, 5);
  });

  it('of one connection is never that of the next', async () => {
    const { counts, source, shown } = countedByHand();
    shown.connect(source, filter);
    const load = shown.load();
    shown.connect(source, filter);
    assert.ok(counts[0]!.signal.aborted);
    counts[0]!.answer(99);
    await load;
    assert.equal(shown.total, undefined);
  });

  it('is not worth a failure, but a defect is told', async () => {
    const { counts, source, shown } = countedByHand();
    shown.connect(source, filter);
    const load = shown.load();
    counts[0]!.fail(new ServiceError({ kind: 'forbidden', operation: 'x', status: 403 }));
    await load;
    assert.deepEqual([names(shown), shown.total], [['a'], undefined]);
    const again = shown.load();
    counts[1]!.fail(new TypeError('a defect'));
    await assert.rejects(again, TypeError);
  });
});

describe('cancelling', () => {
  it('ends the count and what a refresh began for search', async () => {
    const source = new ScriptedSource();
    const { shown, whole } = shownOver();
    shown.connect(source, undefined);
    const first = shown.load();
    (await source.next()).answer(page([a, b]));
    await first;
    shown.setFilter(filter);
    const load = shown.load();
    (await source.next()).answer(page([a]));
    await load;
    const refresh = shown.refresh();
    const calls = [await source.next(), await source.next()];
    shown.cancel();
    assert.ok(calls.every(({ signal }) => signal.aborted));
    for (const call of calls) call.answer(page([]));
    await refresh;
    assert.deepEqual([whole.state.loading, whole.state.index.size], [false, 2]);
  });

  it('leaves alone what search is loading', async () => {
    const source = new ScriptedSource();
    const { shown, whole } = shownOver();
    shown.connect(source, undefined);
    const searching = whole.load();
    const call = await source.next();
    shown.setFilter(filter);
    shown.cancel();
    assert.ok(!call.signal.aborted);
    call.answer(page([a, b]));
    await searching;
    assert.equal(whole.state.completeness, 'whole');
  });
});
