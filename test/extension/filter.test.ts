import assert from 'node:assert/strict';
import { commandIds } from '../../src/ids';
import type { SecretFilter } from '../../src/model/secretFilter';
import type { Core } from '../../src/vscode/core/core';
import { filterName, problemSentence } from '../../src/vscode/filter/filterLabels';
import { registerFilter } from '../../src/vscode/filter/registerFilter';
import { FakeSource, page, RecordingLogger, secret } from '../support/builders';
import { windowOn } from '../support/currentProjects';
import { FakePrompts } from '../support/fakePrompts';
import { connectionWith, projectOver } from '../support/projects';
import { WatchedEditor } from '../support/watchedEditor';

const filter: SecretFilter = { tags: [{ key: 'env', values: ['prod', ''] }], nameContains: ['db'] };

describe('the labels of a filter', () => {
  it('name conditions, any value included', () => {
    assert.equal(
      filterName({ ...filter, tags: [...filter.tags, { key: 'team', values: [] }] }),
      'env = prod or (empty value), team = any value, name contains db',
    );
  });

  it('are cut after a few conditions and values', () => {
    const tags = 'abcdef'.split('').map((key) => ({ key, values: ['1', '2', '3', '4', '5'] }));
    assert.equal(filterName({ tags: tags.slice(0, 1), nameContains: [] }), 'a = 1 or 2 or 3 or 2 more');
    assert.match(filterName({ tags, nameContains: ['x'] }), /, d = 1 or 2 or 3 or 2 more and 3 more$/u);
  });

  it('have a sentence for a problem', () => {
    assert.equal(
      problemSentence({ kind: 'keyTooLong', length: 129, max: 128 }),
      'The key has 129 characters; 128 are allowed.',
    );
  });
});

describe('the commands about the filter', () => {
  let editor: WatchedEditor;
  let prompts: FakePrompts;
  const source = new FakeSource(() => page([secret({ name: 'db-main' })]));
  const open = (id: string) =>
    projectOver(source, { connection: connectionWith({ id }), client: { count: () => Promise.resolve(1) } });
  beforeEach(() => {
    editor = new WatchedEditor();
    prompts = new FakePrompts();
  });
  afterEach(() => {
    prompts.dispose();
    editor.dispose();
  });

  function register() {
    const project = windowOn(open('one'));
    const errors = { present: assert.ifError };
    registerFilter(editor.context, { project, errors, log: new RecordingLogger(), service: {} } as unknown as Core);
    editor.context.subscriptions.push(project);
    return project;
  }

  /** Opens the prompt, types something unless it is dismissed as it is, and leaves it. */
  async function leave(text?: string) {
    const running = editor.run(commandIds.filterSecrets);
    const list = await prompts.next('Filter Secrets');
    const found = list.value;
    if (text !== undefined) list.type(text);
    list.dismiss();
    await running;
    return found;
  }

  it('apply what was put together, and show the view', async () => {
    const project = register();
    const running = editor.run(commandIds.filterSecrets, filter);
    (await prompts.next('Filter Secrets')).enter('Apply Filter');
    await running;
    assert.deepEqual(project.require().filter, filter);
    assert.match(String(editor.sinks.get('command arguments')), /csmsExplorer\.secrets\.focus/u);
    await editor.run(commandIds.clearFilter);
    assert.equal(project.require().filter, undefined);
  });

  it('narrow the applied filter by a tag, which takes the place of a condition on its key', async () => {
    const project = register();
    await project.require().setFilter(filter);
    await editor.run(commandIds.filterByTag, { key: 'env', value: 'staging' });
    await editor.run(commandIds.filterByTag, { kind: 'group', name: { kind: 'tagKey', key: 'team' } });
    const tags = [
      { key: 'env', values: ['staging'] },
      { key: 'team', values: [] },
    ];
    assert.deepEqual(project.require().filter, { ...filter, tags });
  });

  it('keep what was put together when the prompt is dismissed, once and for its connection', async () => {
    const project = register();
    await leave('team=');
    project.replace(open('two'));
    assert.equal(await leave(), '');
    project.replace(open('one'));
    assert.equal(await leave(''), 'team=');
    assert.equal(await leave(), '');
  });

  it('give that up when another filter was applied meanwhile', async () => {
    const project = register();
    await leave('team=');
    await project.require().setFilter(filter);
    assert.equal(await leave(), '');
  });

  it('keep nothing for the next connection when that comes while the prompt is open', async () => {
    const project = register();
    const running = editor.run(commandIds.filterSecrets);
    (await prompts.next('Filter Secrets')).type('team=');
    project.replace(open('two'));
    await running;
    assert.match(String(editor.sinks.get('notifications')), /The connection changed/u);
    assert.equal(await leave(), '');
  });
});
