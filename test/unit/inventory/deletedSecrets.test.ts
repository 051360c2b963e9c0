import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { GoneSecrets } from '../../../src/inventory/deletedSecrets';
import type { SecretPage } from '../../../src/model/secretPage';
import { FakeSource, page, secret } from '../../support/builders';
import { newInventory } from './inventoryUnderTest';

const [kept, other] = [secret({ name: 'kept' }), secret({ name: 'other' })];

function loadingFrom(answer: () => SecretPage) {
  const fixture = newInventory();
  const gone = new GoneSecrets(fixture.inventory);
  fixture.inventory.connect(new FakeSource(answer));
  return { ...fixture, gone };
}

describe('secrets that are gone', () => {
  it('are those of an earlier list that a newer one does not hold, until they are back', async () => {
    let list = [kept, other];
    const { inventory, gone, clock } = loadingFrom(() => page(list));
    await inventory.load();
    assert.equal(gone.byId(other.id), undefined);
    list = [kept];
    clock.time = 5000;
    await inventory.refresh();
    assert.deepEqual(gone.byId(other.id.toUpperCase()), { secret: other, noticedAt: 5000 });
    assert.equal(gone.byId(kept.id), undefined);
    clock.time = 6000;
    await inventory.refresh();
    assert.equal(gone.byId(other.id)?.noticedAt, 5000);
    list = [kept, other];
    await inventory.refresh();
    assert.equal(gone.byId(other.id), undefined);
  });

  it('are not those whose row could not be read', async () => {
    let answer = page([kept, other]);
    const { inventory, gone } = loadingFrom(() => answer);
    await inventory.load();
    answer = page([kept], { unreadable: [{ id: other.id, reason: 'name' }] });
    await inventory.refresh();
    assert.equal(inventory.state.unreadable.length, 1);
    assert.equal(gone.byId(other.id), undefined);
    answer = page([kept]);
    await inventory.refresh();
    assert.ok(gone.byId(other.id), 'a list without doubts is compared with the last one without');
  });

  it('are not those that a service states and does not list', async () => {
    let answer = page([kept, other]);
    const { inventory, gone } = loadingFrom(() => answer);
    await inventory.load();
    answer = page([kept], { totalCount: 2 });
    await inventory.refresh();
    assert.equal(inventory.state.missing, 1);
    assert.equal(gone.byId(other.id), undefined);
  });

  it('are forgotten with the connection', async () => {
    let list = [kept, other];
    const { inventory, gone } = loadingFrom(() => page(list));
    await inventory.load();
    list = [kept];
    await inventory.refresh();
    assert.ok(gone.byId(other.id));
    inventory.connect(new FakeSource(() => page([])));
    assert.equal(gone.byId(other.id), undefined);
    await inventory.load();
    assert.equal(gone.byId(kept.id), undefined);
  });

  it('are not looked for any more once disposed', async () => {
    let list = [kept, other];
    const { inventory, gone } = loadingFrom(() => page(list));
    await inventory.load();
    gone.dispose();
    list = [kept];
    await inventory.refresh();
    assert.equal(gone.byId(other.id), undefined);
  });
});
