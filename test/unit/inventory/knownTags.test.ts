import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { knownTagKeys } from '../../../src/inventory/knownTags';
import { matching } from '../../../src/query/tagKeys';
import { page, FakeSource, secret, tags } from '../../support/builders';
import { newInventory } from './inventoryUnderTest';

describe('the tags of the project', () => {
  const { signal } = new AbortController();

  it('are those of the inventory, counted, once it is loaded', async () => {
    const { inventory } = newInventory(new FakeSource(() => page([secret({ tags: tags('env=prod') })])));
    await inventory.load();
    const nowhere = { listProjectTags: () => assert.fail('the service is asked') };
    assert.deepEqual(await knownTagKeys(inventory, nowhere, signal), [
      { key: 'env', count: 1, values: [{ value: 'prod', count: 1 }] },
    ]);
  });

  it('are those of the service before, without counts', async () => {
    const { inventory } = newInventory(new FakeSource(() => page([])));
    const service = { listProjectTags: () => Promise.resolve([{ key: 'env', values: ['prod', ''] }]) };
    assert.deepEqual(await knownTagKeys(inventory, service, signal), [
      {
        key: 'env',
        count: undefined,
        values: [
          { value: 'prod', count: undefined },
          { value: '', count: undefined },
        ],
      },
    ]);
  });

  it('match a text that they begin with, before those that hold it, in any letter case', () => {
    assert.deepEqual(
      matching(['xab', 'ABc', 'b', 'abd'], 'aB', (text) => text),
      ['ABc', 'abd', 'xab'],
    );
  });
});
