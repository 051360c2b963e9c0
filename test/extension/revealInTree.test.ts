import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Inventory } from '../../src/inventory/inventory';
import { ShownSecrets } from '../../src/inventory/shownSecrets';
import type { SecretSource } from '../../src/model/secretPage';
import { ServiceError } from '../../src/model/serviceError';
import { UserFacingError } from '../../src/vscode/core/errors';
import { revealInTreeCommand } from '../../src/vscode/tree/revealInTree';
import { SecretsTree } from '../../src/vscode/tree/secretsTree';
import type { SecretsView } from '../../src/vscode/tree/secretsView';
import { FakeSource, page, pageOf, RecordingLogger, ScriptedSource, secret, secrets } from '../support/builders';

const wanted = secret({ name: 'wanted' });

function revealOver(source: SecretSource) {
  const newInventory = () => new Inventory({ clock: Date, logger: new RecordingLogger(), pageSize: 2 });
  const shown = new ShownSecrets(newInventory(), newInventory());
  const tree = new SecretsTree(
    shown,
    () => ({ by: 'none' }),
    () => false,
    () => false,
    () => undefined,
  );
  shown.connect(source, undefined);
  const revealed: string[] = [];
  const view = {
    reveal: (row: { readonly id: string }) => {
      revealed.push(row.id);
      return Promise.resolve();
    },
  } as unknown as SecretsView;
  const { run } = revealInTreeCommand(shown, tree, view);
  return { run: (id: unknown) => Promise.resolve(run(id)), shown, tree, revealed };
}

describe('revealing a secret in the tree', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeSidebar'));

  it('does not wait for pages after the one with the secret', async () => {
    const source = new ScriptedSource();
    const { run, shown, tree, revealed } = revealOver(source);
    const running = run(wanted.id);
    const first = await source.next();
    const all = [wanted, ...secrets(5)];
    first.answer(pageOf(all, first.request));
    await running;
    assert.equal(revealed.length, 1);
    assert.ok(shown.state.loading);
    shown.dispose();
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
