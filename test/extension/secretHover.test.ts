import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Secret } from '../../src/model/secret';
import { SecretHover } from '../../src/vscode/references/secretCard';
import { DocumentReferences } from '../../src/vscode/references/documentReferences';
import { page, ScriptedSource, secret } from '../support/builders';
import { windowOn } from '../support/currentProjects';
import { projectOver } from '../support/projects';

const [ours, foreign] = ['6f1c9a52-7d3e-4b8a-9c41-e05d2b7f8a16', '00000000-1111-4222-8333-444444444444'];

function newHover() {
  const source = new ScriptedSource();
  const project = projectOver(source);
  const inventory = project.all;
  const hover = new SecretHover(new DocumentReferences(), windowOn(project));
  const at = async (text: string, token = new vscode.CancellationTokenSource().token) => {
    const document = await vscode.workspace.openTextDocument({ content: text });
    return hover.provideHover(document, new vscode.Position(0, 5), token);
  };
  const answer = async (...secrets: readonly Secret[]) => (await source.next()).answer(page(secrets));
  return { inventory, source, at, answer };
}

function textOf(hover: vscode.Hover | undefined): string {
  return (hover?.contents[0] as vscode.MarkdownString | undefined)?.value ?? '';
}

describe('the hover', () => {
  it('reads the list once for several, and never asks for an ID', async () => {
    const { source, at, answer } = newHover();
    const cards = Promise.all([at(ours), at(foreign), at(ours)]);
    await answer(secret({ id: ours, name: 'shown' }));
    const [first, second, third] = await cards;
    assert.match(textOf(first), /shown/u);
    assert.match(textOf(third), /shown/u);
    assert.equal(second, undefined);
    await at(foreign);
    assert.deepEqual(
      source.calls.map(({ filter }) => filter),
      [{ tags: [], nameContains: [] }],
    );
  });

  it('asks for nothing where no ID stands', async () => {
    const { source, at } = newHover();
    assert.equal(await at('no ID in here'), undefined);
    assert.equal(source.calls.length, 0);
  });

  it('gives up when the pointer leaves, and lets the list be read to its end', async () => {
    const { inventory, at, source } = newHover();
    const pointer = new vscode.CancellationTokenSource();
    const card = at(ours, pointer.token);
    const call = await source.next();
    pointer.cancel();
    assert.equal(await card, undefined);
    assert.equal(call.signal.aborted, false);
    call.answer(page([secret({ id: ours, name: 'shown' })]));
    await inventory.load();
    assert.match(textOf(await at(ours)), /shown/u);
  });

  it('says that a secret is gone which an earlier list held', async () => {
    const { inventory, at, answer } = newHover();
    const before = at(ours);
    await answer(secret({ id: ours, name: 'shown' }));
    assert.match(textOf(await before), /shown/u);
    const refresh = inventory.refresh();
    await answer();
    await refresh;
    assert.match(textOf(await at(ours)), /shown[^]*not in the project any more/u);
  });

  it('does not try again by itself what failed', async () => {
    const { at, source, inventory } = newHover();
    const card = at(ours);
    (await source.next()).fail(new Error('a defect'));
    await assert.rejects(card);
    assert.ok(inventory.state.lastEnd);
    assert.equal(await at(ours), undefined);
    assert.equal(source.calls.length, 1);
  });
});
