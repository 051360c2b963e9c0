import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Inventory } from '../../../src/inventory/inventory';
import { ShownSecrets } from '../../../src/inventory/shownSecrets';
import type { SecretFilter } from '../../../src/model/secretFilter';
import { FakeSource, page, RecordingLogger, secret } from '../../support/builders';

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
});
