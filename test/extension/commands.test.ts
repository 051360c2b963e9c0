import assert from 'node:assert/strict';
import { commandIds } from '../../src/ids';
import { checkedArguments } from '../../src/vscode/core/commands';
import { type Core, registerCommands, SelectedSecrets } from '../../src/vscode/core/core';
import { UserFacingError } from '../../src/vscode/core/errors';
import type { OpenProject } from '../../src/vscode/core/openProject';
import { FakeSource, page, RecordingLogger, secret } from '../support/builders';
import { windowOn } from '../support/currentProjects';
import { connectionWith, projectOver } from '../support/projects';
import { WatchedEditor } from '../support/watchedEditor';

function projectCalled(id: string): OpenProject {
  return projectOver(new FakeSource(() => page([secret({ id: 'known' })])), { connection: connectionWith({ id }) });
}

describe('a command that failed', () => {
  let editor: WatchedEditor;
  beforeEach(() => {
    editor = new WatchedEditor();
  });
  afterEach(() => editor.dispose());

  /** Runs a command that fails once, and gives what would repeat it. */
  async function failedOnce() {
    const runs: (readonly unknown[])[] = [];
    const repeats: (() => Promise<unknown>)[] = [];
    const project = windowOn(projectCalled('one'));
    const errors = { present: (_: unknown, repeat: () => Promise<unknown>) => void repeats.push(repeat) };
    registerCommands({ project, errors, log: new RecordingLogger() } as unknown as Core, {
      [commandIds.signIn]: (...args) => {
        if (runs.push(args) === 1) throw new Error('once');
        return true;
      },
    });
    assert.equal(await editor.run(commandIds.signIn, 'again'), undefined);
    return { runs, project, repeat: repeats[0]! };
  }

  it('can be repeated with its arguments', async () => {
    const { runs, repeat } = await failedOnce();
    assert.equal(await repeat(), true);
    assert.deepEqual(runs, [['again'], ['again']]);
  });

  it('is not repeated in another connection', async () => {
    const { runs, project, repeat } = await failedOnce();
    project.replace(projectCalled('two'));
    assert.equal(await repeat(), undefined);
    assert.equal(runs.length, 1);
  });
});

describe('the arguments of a command from outside', () => {
  it('count as missing when they are not what the command takes', () => {
    const given = (id: keyof typeof commandIds, ...args: readonly unknown[]) => checkedArguments(commandIds[id], args);
    assert.deepEqual(given('signIn', 'somehow'), [undefined]);
    assert.deepEqual(given('revealInTree', { id: 'a' }), [undefined]);
    assert.deepEqual(given('showMore', 7), [undefined]);
    assert.deepEqual(given('filterSecrets', { tags: [{ key: 'env' }], nameContains: [] }), [undefined]);
    assert.deepEqual(given('filterByTag', { kind: 'group', name: { kind: 'state', state: 'x' } }), [undefined]);
    assert.deepEqual(given('openDetails', { kind: 'click' }), [undefined]);
    assert.deepEqual(given('refresh', 'anything', 'else'), []);
  });

  it('are handed on as they are when they are', () => {
    const row = { kind: 'secret', secret: secret() };
    assert.equal(checkedArguments(commandIds.copyId, [row, [row]])[0], row);
    assert.deepEqual(checkedArguments(commandIds.filterByTag, [{ key: 'env', value: '' }]), [
      { key: 'env', value: '' },
    ]);
    const group = { kind: 'group', name: { kind: 'tagKey', key: 'env' } };
    assert.deepEqual(checkedArguments(commandIds.filterByTag, [{ ...group, id: 'x', count: 1 }]), [group]);
  });
});

describe('the secrets that a command is about', () => {
  const row = (id: string) => ({ kind: 'secret', secret: secret({ id }) }) as const;

  it('are those of the rows, each once, or the one that is named, or those selected', async () => {
    const project = projectCalled('one');
    await project.load();
    const selected = new SelectedSecrets(windowOn(project), () => [row('selected')]);
    const idsOf = (...asked: Parameters<typeof selected.of>) => selected.of(...asked).map(({ id }) => id);
    assert.deepEqual(idsOf(row('a'), [row('a'), row('b'), row('a'), { kind: 'group' }]), ['a', 'b']);
    assert.deepEqual(idsOf(row('a')), ['a']);
    assert.deepEqual(idsOf('known'), ['known']);
    assert.deepEqual(idsOf(undefined), ['selected']);
    // What another extension passes by mistake means no secret, and never those that are selected.
    for (const stranger of [42, { kind: 'group' }, null]) {
      assert.deepEqual(idsOf(...checkedArguments(commandIds.copyId, [stranger])), []);
    }
    assert.throws(
      () => idsOf('other'),
      (error) => error instanceof UserFacingError && error.message.includes('any more'),
    );
  });

  it('are said to be gone only when all secrets are known', () => {
    const selected = new SelectedSecrets(windowOn(projectCalled('one')), () => []);
    assert.throws(
      () => selected.of('known'),
      (error) => error instanceof UserFacingError && error.message.includes('not loaded'),
    );
  });
});
