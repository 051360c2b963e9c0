import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Grouping } from '../../src/inventory/grouping';
import { Inventory } from '../../src/inventory/inventory';
import { ShownSecrets } from '../../src/inventory/shownSecrets';
import { ServiceError, type ServiceErrorKind } from '../../src/model/serviceError';
import { SecretsTree } from '../../src/vscode/tree/secretsTree';
import type { TreeRow } from '../../src/vscode/tree/treeItem';
import { viewState } from '../../src/vscode/tree/viewState';
import { FakeSource, page, RecordingLogger, secret, tags } from '../support/builders';

const everyTag: Grouping = { by: 'everyTag' };

function failure(kind: ServiceErrorKind): ServiceError {
  return new ServiceError({ kind, operation: 'ListResourceInstances' });
}

function treeOver(source: FakeSource, grouping: () => Grouping = () => everyTag, isExpired = () => false) {
  const newInventory = () => new Inventory({ clock: Date, logger: new RecordingLogger() });
  const inventory = new ShownSecrets(newInventory(), newInventory());
  const errors: unknown[] = [];
  const tree = new SecretsTree(
    inventory,
    grouping,
    () => false,
    isExpired,
    (error) => errors.push(error),
  );
  let redraws = 0;
  tree.onDidChangeTreeData(() => redraws++);
  inventory.connect(source, undefined);
  const items = (rows: readonly TreeRow[]) =>
    rows.map((row) => {
      const { label, description, contextValue } = tree.getTreeItem(row);
      const texts: readonly unknown[] = [label, description, contextValue];
      return texts.filter((text) => typeof text === 'string' && text !== '').join(' | ');
    });
  return { inventory, tree, errors, items, redraws: () => redraws };
}

describe('the tree of secrets', () => {
  const one = secret({ name: 'db', tags: tags('env=prod', 'team=payments') });
  const two = secret({ name: 'api', state: 'DISABLED', tags: tags('env=') });

  it('asks for the first load when it is first drawn, and only then', async () => {
    const source = new FakeSource(() => page([one]));
    const { tree, inventory } = treeOver(source);
    assert.equal(source.requests.length, 0);
    tree.getChildren();
    await inventory.load();
    tree.getChildren();
    assert.equal(source.requests.length, 1);
    tree.dispose();
  });

  it('shows tags, values and secrets with stable ids and parents', async () => {
    const { tree, inventory, items } = treeOver(new FakeSource(() => page([one, two])));
    await inventory.load();
    const groups = tree.getChildren();
    assert.deepEqual(items(groups), ['env | 2 | tag', 'team | 1 | tag']);
    const values = tree.getChildren(groups[0]);
    assert.deepEqual(items(values), ['(empty value) | 1 | tag', 'prod | 1 | tag']);
    const [row] = tree.getChildren(values[0]);
    assert.deepEqual(items([row!]), ['api | disabled | secret']);
    assert.equal(tree.getParent(row!), values[0]);
    const ids = [...groups, ...values, row!].map((each) => tree.getTreeItem(each).id);
    assert.equal(new Set(ids).size, ids.length);
    tree.dispose();
  });

  it('draws nothing anew when a refresh brought nothing new', async () => {
    const { tree, inventory, redraws } = treeOver(new FakeSource(() => page([one, two])));
    await inventory.load();
    const before = redraws();
    await inventory.refresh();
    assert.equal(redraws(), before);
    tree.dispose();
  });

  it('keeps the rows under each new failure, names the latest one and offers what helps', async () => {
    const kinds: ServiceErrorKind[] = ['timeout', 'unauthorized'];
    const source = new FakeSource((_, call) => {
      if (call === 1) return page([one]);
      throw failure(kinds[call - 2]!);
    });
    const { tree, inventory, items } = treeOver(source);
    await inventory.load();
    await inventory.refresh();
    assert.match(
      items(tree.getChildren())[0] ?? '',
      /^The service did not answer in time \| data from .* \| failure$/u,
    );
    await inventory.refresh();
    const rows = items(tree.getChildren());
    assert.match(rows[0] ?? '', /^Sign-in not accepted \| data from .* \| failure signin$/u);
    assert.deepEqual(rows.slice(1), ['env | 1 | tag', 'team | 1 | tag']);
    tree.dispose();
  });

  it('says above the rows that the sign-in has expired, and offers to sign in', async () => {
    let isExpired = false;
    const { tree, inventory, items } = treeOver(
      new FakeSource(() => page([one])),
      () => ({ by: 'none' }),
      () => isExpired,
    );
    await inventory.load();
    assert.deepEqual(items(tree.getChildren()), ['db | secret']);
    isExpired = true;
    tree.redraw();
    assert.match(items(tree.getChildren())[0]!, /^Sign-in expired \| data from .* \| failure signin$/u);
    assert.equal(items(tree.getChildren())[1], 'db | secret');
    tree.dispose();
  });

  it('tells how many secrets could not be read, also when that changes', async () => {
    const { tree, inventory, items } = treeOver(
      new FakeSource((_, call) => {
        const unreadable = Array.from({ length: call }, (__, at) => ({ id: `x${at}`, reason: 'y' }));
        return page([one], { unreadable, received: 1 + call, totalCount: 1 + call });
      }),
    );
    await inventory.load();
    assert.match(items(tree.getChildren())[0] ?? '', /^1 secret could not be read/u);
    await inventory.refresh();
    assert.match(items(tree.getChildren())[0] ?? '', /^2 secrets could not be read/u);
    tree.dispose();
  });

  it('tells how many of the stated secrets were listed, also when that is none, but not of a filter', async () => {
    let rows = [one];
    const source = new FakeSource(() => page(rows, { totalCount: 5 }));
    const { tree, inventory, items } = treeOver(source);
    await inventory.load();
    const label = 'The service did not list all secrets';
    assert.equal(items(tree.getChildren())[0], `${label} | 1 of 5 loaded | notice`);
    rows = [];
    await inventory.refresh();
    assert.deepEqual(items(tree.getChildren()), [`${label} | 0 of 5 loaded | notice`]);
    assert.equal(viewState('signedIn', inventory.state, false), 'rows');
    inventory.setFilter({ tags: [], nameContains: ['a'] });
    await inventory.load();
    assert.deepEqual(tree.getChildren(), [], 'the number may be that of all secrets');
    assert.equal(viewState('signedIn', inventory.state, true), 'noMatch');
    tree.dispose();
  });

  it('hands a defect to whoever presents errors, and does not ask again by itself', async () => {
    const source = new FakeSource(() => {
      throw new TypeError('a defect');
    });
    const { tree, inventory, errors } = treeOver(source);
    const ended = new Promise<void>((resolve) => {
      inventory.onDidChange(({ loading }) => {
        if (!loading) setImmediate(resolve);
      });
    });
    tree.getChildren();
    await ended;
    assert.match(String(errors[0]), /a defect/u);
    assert.equal(inventory.state.failure?.kind, 'unreadable');
    tree.getChildren();
    assert.equal(source.requests.length, 1);
    tree.dispose();
  });

  it('shows what the service has against a filter, with the way to edit it', async () => {
    const refusal = new ServiceError({ kind: 'rejected', operation: 'x', status: 400, serviceMessage: 'bad [tag](x)' });
    const source = new FakeSource(() => {
      throw refusal;
    });
    const { tree, inventory, items } = treeOver(source);
    inventory.connect(source, { tags: [], nameContains: ['a'] });
    await inventory.load();
    const rows = tree.getChildren();
    assert.match(
      items(rows)[0]!,
      /^The service refuses the filter \| .*The service says: bad \[tag\] \(x\) \| failure filter$/u,
    );
    assert.equal(tree.getTreeItem(rows[0]!).command?.command, 'csmsExplorer.filterSecrets');
    assert.equal(viewState('signedIn', inventory.state, true), 'rows');
    inventory.setFilter(undefined);
    await inventory.load();
    assert.deepEqual(tree.getChildren(), [], 'without a filter the view says why');
    assert.equal(viewState('signedIn', inventory.state, false), 'failed');
    tree.dispose();
  });

  it('groups by state and by type', async () => {
    let grouping: Grouping = { by: 'state' };
    const { tree, inventory, items } = treeOver(new FakeSource(() => page([one, two])), () => grouping);
    await inventory.load();
    assert.deepEqual(items(tree.getChildren()), ['Enabled | 1', 'Disabled | 1']);
    grouping = { by: 'type' };
    tree.redraw();
    assert.deepEqual(items(tree.getChildren()), ['Shared secret | 2']);
    tree.dispose();
  });

  it('explains a secret in a tooltip whose text from the cloud is only text', async () => {
    const hostile = secret({
      name: '[x](command:csmsExplorer.signOut)',
      description: '**bold** <b>html</b> https://evil.example $(flame)\u202e',
      tags: [{ key: '`__proto__`', value: '# heading' }],
    });
    const { tree, inventory } = treeOver(new FakeSource(() => page([hostile])), () => ({ by: 'none' }));
    await inventory.load();
    const [row] = tree.getChildren();
    const { tooltip } = tree.resolveTreeItem(tree.getTreeItem(row!), row!);
    assert.ok(tooltip instanceof vscode.MarkdownString);
    assert.ok(!tooltip.supportHtml && !tooltip.supportThemeIcons);
    assert.ok(typeof tooltip.isTrusted === 'object', 'trusted with a list of commands, or not at all');
    assert.ok(tooltip.isTrusted.enabledCommands.every((id) => id !== 'csmsExplorer.signOut'));
    const html = await vscode.commands.executeCommand<string>('markdown.api.render', tooltip.value);
    assert.doesNotMatch(html, /<b>|<h1|<code/u);
    const links = [...html.matchAll(/<a [^>]*href="([^"]*)"/gu)].map(([, address]) => address!);
    const allowed = tooltip.isTrusted.enabledCommands.map((id) => `command:${id}?`);
    assert.deepEqual(
      links.filter((address) => !allowed.some((start) => address.startsWith(start))),
      [],
    );
    assert.doesNotMatch(tooltip.value, /\u202e/u);
    assert.match(html, /\[x\]\(command:csmsExplorer\.signOut\)/u);
    tree.dispose();
  });

  it('is silent after it was disposed', async () => {
    const { tree, inventory, redraws } = treeOver(new FakeSource(() => page([one])));
    tree.dispose();
    const before = redraws();
    await inventory.load();
    assert.equal(redraws(), before);
  });
});
