import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { SecretSource } from '../../src/model/secretPage';
import { ServiceError } from '../../src/model/serviceError';
import { UserFacingError } from '../../src/vscode/core/errors';
import { revealInTree } from '../../src/vscode/tree/secretsView';
import { FakeSource, page, pageOf, ScriptedSource, secret, secrets } from '../support/builders';
import { windowOn } from '../support/currentProjects';
import { projectOver } from '../support/projects';
import { treeOf } from '../support/trees';

const wanted = secret({ name: 'wanted' });

function revealOver(source: SecretSource) {
  const project = projectOver(source, { pageSize: 2 });
  const current = windowOn(project);
  const tree = treeOf(current, { by: 'none' });
  const revealed: string[] = [];
  const view = {
    reveal: (row: { readonly id: string }) => {
      revealed.push(row.id);
      return Promise.resolve();
    },
  };
  return { run: (id: string) => revealInTree(id, current, tree, view), project, tree, revealed };
}

describe('revealing a secret in the tree', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeSidebar'));

  it('does not wait for pages after the one with the secret', async () => {
    const source = new ScriptedSource();
    const { run, project, tree, revealed } = revealOver(source);
    const running = run(wanted.id);
    const first = await source.next();
    const all = [wanted, ...secrets(5)];
    first.answer(pageOf(all, first.request));
    await running;
    assert.equal(revealed.length, 1);
    assert.ok(project.visible.state.activity);
    project.dispose();
    tree.dispose();
  });

  it('says that a secret is gone only when all were loaded', async () => {
    const { run, tree } = revealOver(new FakeSource(() => page([])));
    await assert.rejects(run(wanted.id), UserFacingError);
    tree.dispose();
  });

  it('tells why the load failed, and tries again the next time', async () => {
    let isDown = true;
    const source = new FakeSource(() => {
      if (isDown) throw new ServiceError({ kind: 'unavailable', operation: 'x', status: 503 });
      return page([wanted]);
    });
    const { run, tree, revealed } = revealOver(source);
    await assert.rejects(run(wanted.id), ServiceError);
    isDown = false;
    await run(wanted.id);
    assert.equal(revealed.length, 1);
    tree.dispose();
  });
});
