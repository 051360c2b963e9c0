import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { storageKeys } from '../../src/ids';
import { GroupingStore } from '../../src/vscode/tree/grouping';
import { FakeMemento } from '../support/fakeEditor';

describe('the choice of grouping', () => {
  const configuration = () => vscode.workspace.getConfiguration('csmsExplorer');
  afterEach(() => configuration().update('groupBy', undefined, vscode.ConfigurationTarget.Global));

  it('belongs to its connection, whatever that is called', async () => {
    const store = new GroupingStore(new FakeMemento());
    await store.set('__proto__', { by: 'state' });
    assert.deepEqual(store.get('__proto__'), { by: 'state' });
    assert.deepEqual(store.get('other'), { by: 'everyTag' });
    store.dispose();
  });

  it('comes from the setting where none was made, without what cannot be grouped by', async () => {
    const store = new GroupingStore(new FakeMemento());
    await configuration().update('groupBy', ['env', '', 'env', 'team'], vscode.ConfigurationTarget.Global);
    assert.deepEqual(store.get('one'), { by: 'tagKeys', keys: ['env', 'team'] });
    store.dispose();
  });

  it('counts as not made when what is stored cannot be read', () => {
    const state = new FakeMemento();
    state.values.set(storageKeys.groupings, { one: 'nonsense' });
    const store = new GroupingStore(state);
    assert.deepEqual(store.get('one'), { by: 'everyTag' });
    store.dispose();
  });
});
