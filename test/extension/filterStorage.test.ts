import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { storageKeys } from '../../src/ids';
import { noFilter, type SecretFilter } from '../../src/model/secretFilter';
import { UserFacingError } from '../../src/vscode/core/errors';
import { FilterStore, removeSavedFilter, saveFilter, savedFilters } from '../../src/vscode/filter/filterStorage';
import { RequestDocuments } from '../../src/vscode/filter/requestDocuments';
import { RecentSecrets } from '../../src/vscode/search/registerSearch';
import { RecordingLogger } from '../support/builders';
import { FakeMemento } from '../support/fakeEditor';

const filter: SecretFilter = { tags: [{ key: 'env', values: ['prod', ''] }], nameContains: ['db'] };

describe('the filter that is on', () => {
  it('belongs to its connection, and one without conditions is none', async () => {
    const store = new FilterStore(new FakeMemento(), new RecordingLogger());
    await store.set('__proto__', filter);
    assert.deepEqual(store.get('__proto__'), filter);
    assert.equal(store.get('other'), undefined);
    await store.set('__proto__', noFilter);
    assert.equal(store.get('__proto__'), undefined);
  });

  it('is never one that the service would refuse', async () => {
    const store = new FilterStore(new FakeMemento(), new RecordingLogger());
    const refused = { ...noFilter, tags: [{ key: '', values: [] }] };
    await assert.rejects(store.set('one', refused), UserFacingError);
    assert.equal(store.get('one'), undefined);
  });

  it('counts as none when it cannot be read, told once, and takes no other with it', async () => {
    const state = new FakeMemento();
    const logger = new RecordingLogger();
    const store = new FilterStore(state, logger);
    const foreign = ['one', { from: 'another version' }];
    state.values.set(storageKeys.filters, [foreign, ['two', filter]]);
    assert.equal(store.get('one'), undefined);
    assert.equal(store.get('one'), undefined);
    assert.deepEqual(store.get('two'), filter);
    await store.set('three', filter);
    assert.deepEqual(state.values.get(storageKeys.filters), [foreign, ['two', filter], ['three', filter]]);
    assert.equal(logger.lines.length, 1);
    state.values.set(storageKeys.filters, 'nonsense');
    assert.equal(store.get('two'), undefined);
  });
});

describe('the secrets picked last', () => {
  it('are ten at most, the latest first, each once, for their connection', async () => {
    const recents = new RecentSecrets(new FakeMemento());
    for (const id of 'abcdefghijkl'.split('')) await recents.add('one', id);
    await recents.add('one', 'e');
    assert.deepEqual(recents.get('one'), 'elkjihgfdc'.split(''));
    assert.deepEqual(recents.get('other'), []);
  });
});

describe('saved filters', () => {
  const configuration = () => vscode.workspace.getConfiguration('csmsExplorer');
  const write = (value: unknown) => configuration().update('savedFilters', value, vscode.ConfigurationTarget.Global);
  afterEach(async () => {
    await write(undefined);
    await configuration().update('savedFilters', undefined, vscode.ConfigurationTarget.Workspace);
  });

  after(async () => {
    // The editor leaves an empty settings file behind in the sample workspace.
    const folder = vscode.workspace.workspaceFolders?.[0];
    if (folder) await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder.uri, '.vscode'), { recursive: true });
  });

  it('are written beside those that stand there, and read back, each broken one with its reason', async () => {
    await write({ broken: 'env=', odd: 7, empty: ' ' });
    await saveFilter('mine', filter, vscode.ConfigurationTarget.Global);
    const saved = savedFilters() ?? [];
    assert.deepEqual(
      saved.map(({ name, result }) => [name, 'problem' in result ? result.problem.kind : result.filter]),
      [
        ['broken', 'noValue'],
        ['odd', 'notText'],
        ['empty', 'noConditions'],
        ['mine', filter],
      ],
    );
    assert.deepEqual(configuration().get('savedFilters'), {
      broken: 'env=',
      odd: 7,
      empty: ' ',
      mine: 'env=prod,"" name~db',
    });
  });

  it('can be removed, from wherever they stand', async () => {
    await saveFilter('mine', filter, vscode.ConfigurationTarget.Global);
    await saveFilter('mine', filter, vscode.ConfigurationTarget.Workspace);
    await saveFilter('other', filter, vscode.ConfigurationTarget.Global);
    await removeSavedFilter('mine');
    assert.deepEqual(
      savedFilters()?.map(({ name }) => name),
      ['other'],
    );
  });

  it('are told to be unreadable when the setting holds something else', async () => {
    for (const value of [['env=prod'], 'env=prod']) {
      await write(value);
      assert.equal(savedFilters(), undefined, JSON.stringify(value));
    }
  });
});

describe('the request of a filter as a document', () => {
  it('has its text from its address alone, in JSON with comments, whatever the text', async () => {
    const requests = new RequestDocuments(() => ({
      method: 'POST',
      url: 'https://csms.example.com/v1/p/csms/resource_instances/action',
      body: { action: 'filter', tags: [{ key: '团队 & #?%', values: ['a=b+c'] }] },
    }));
    const connection = { id: 'c', kind: 'cloud', endpoint: 'https://csms.example.com', projectId: 'p' };
    await requests.show(connection as never, filter);
    requests.dispose();
    const { document } = vscode.window.activeTextEditor!;
    assert.equal(document.languageId, 'jsonc');
    assert.match(document.getText(), /^\/\/ POST https:.*\n\/\/ .*"sequence"/u);
    assert.ok(document.getText().includes('"团队 & #?%"') && document.getText().includes('"a=b+c"'));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});
