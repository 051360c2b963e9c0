import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { SecretPage } from '../../../src/model/secretPage';
import { FakeSource, page, secret } from '../../support/builders';
import { newInventory, summaryOf } from './inventoryUnderTest';

const [kept, other] = [secret({ name: 'kept' }), secret({ name: 'other' })];

function loadingFrom(answer: () => SecretPage) {
  const fixture = newInventory(new FakeSource(answer));
  return { ...fixture, deleted: fixture.inventory.deleted };
}

describe('deleted secrets', () => {
  it('are those of an earlier list that a newer one does not hold, until they are back', async () => {
    let list = [kept, other];
    const { inventory, deleted, clock } = loadingFrom(() => page(list));
    await inventory.load();
    assert.equal(deleted.byId(other.id), undefined);
    list = [kept];
    clock.time = 5000;
    await inventory.refresh();
    assert.deepEqual(deleted.byId(other.id.toUpperCase()), { secret: other, noticedAt: 5000 });
    assert.equal(deleted.byId(kept.id), undefined);
    clock.time = 6000;
    await inventory.refresh();
    assert.equal(deleted.byId(other.id)?.noticedAt, 5000);
    list = [kept, other];
    await inventory.refresh();
    assert.equal(deleted.byId(other.id), undefined);
  });

  it('are not those whose row could not be read', async () => {
    let answer = page([kept, other]);
    const { inventory, deleted } = loadingFrom(() => answer);
    await inventory.load();
    answer = page([kept], { unreadable: [{ id: other.id, reason: 'name' }] });
    await inventory.refresh();
    assert.equal(summaryOf(inventory.state).unreadable.length, 1);
    assert.equal(deleted.byId(other.id), undefined);
    answer = page([kept]);
    await inventory.refresh();
    assert.ok(deleted.byId(other.id), 'a list without doubts is compared with the last one without');
  });

  it('are not those that a service states and does not list', async () => {
    let answer = page([kept, other]);
    const { inventory, deleted } = loadingFrom(() => answer);
    await inventory.load();
    answer = page([kept], { totalCount: 2 });
    await inventory.refresh();
    assert.equal(summaryOf(inventory.state).missing, 1);
    assert.equal(deleted.byId(other.id), undefined);
  });
});
