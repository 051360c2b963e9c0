import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Grouping } from '../../src/inventory/grouping';
import type { SecretSource } from '../../src/model/secretPage';
import { ServiceError, type ServiceErrorKind } from '../../src/model/serviceError';
import type { Core } from '../../src/vscode/core/core';
import { registerTree } from '../../src/vscode/tree/registerTree';
import type { TreeRow } from '../../src/vscode/tree/treeItem';
import { viewState } from '../../src/vscode/tree/notices';
import { FakeSource, page, RecordingLogger, ScriptedSource, secret, tags } from '../support/builders';
import { windowOn } from '../support/currentProjects';
import { connectionWith, type ProjectFacts, projectOver } from '../support/projects';
import { treeOf } from '../support/trees';
import { WatchedEditor } from '../support/watchedEditor';

const everyTag: Grouping = { by: 'everyTag' };

function failure(kind: ServiceErrorKind): ServiceError {
  return new ServiceError({ kind, operation: 'ListResourceInstances' });
}

function treeOver(source: SecretSource, grouping: () => Grouping = () => everyTag, facts: ProjectFacts = {}) {
  const project = projectOver(source, { connection: connectionWith({ region: undefined }), ...facts });
  const current = windowOn(project);
  const tree = treeOf(current, grouping);
  let redraws = 0;
  tree.onDidChangeTreeData(() => redraws++);
  const items = (rows: readonly TreeRow[]) =>
    rows.map((row) => {
      const { label, description, contextValue } = tree.getTreeItem(row);
      const texts: readonly unknown[] = [label, description, contextValue];
      return texts.filter((text) => typeof text === 'string' && text !== '').join(' | ');
    });
  return { project, current, tree, items, redraws: () => redraws };
}

describe('the tree of secrets', () => {
  const one = secret({ name: 'db', tags: tags('env=prod', 'team=payments') });
  const two = secret({ name: 'api', state: 'DISABLED', tags: tags('env=') });

  it('asks for nothing when it is drawn', () => {
    const source = new FakeSource(() => page([one]));
    const { tree } = treeOver(source);
    assert.deepEqual(tree.getChildren(), []);
    assert.equal(source.requests.length, 0);
    tree.dispose();
  });

  it('shows tags, values and secrets with stable ids and parents', async () => {
    const { tree, project, items } = treeOver(new FakeSource(() => page([one, two])));
    await project.load();
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
    const { tree, project, redraws } = treeOver(new FakeSource(() => page([one, two])));
    await project.load();
    const before = redraws();
    await project.refresh();
    assert.equal(redraws(), before);
    tree.dispose();
  });

  it('is drawn anew once for another filter, and once for another connection', async () => {
    const { tree, project, current, redraws } = treeOver(new FakeSource(() => page([one, two])));
    await project.load();
    let before = redraws();
    await project.setFilter({ tags: [], nameContains: ['a'] });
    assert.deepEqual(tree.getChildren(), []);
    assert.equal(redraws(), before + 1);
    await project.load();
    before = redraws();
    current.replace(undefined);
    assert.deepEqual(tree.getChildren(), []);
    assert.equal(redraws(), before + 1);
    tree.dispose();
  });

  it('keeps the rows under each new failure, names the latest one and offers what helps', async () => {
    const kinds: ServiceErrorKind[] = ['timeout', 'unauthorized'];
    const source = new FakeSource((_, call) => {
      if (call === 1) return page([one]);
      throw failure(kinds[call - 2]!);
    });
    const { tree, project, items } = treeOver(source);
    await project.load();
    await project.refresh();
    assert.match(
      items(tree.getChildren())[0] ?? '',
      /^The service did not answer in time \| data from .* \| failure$/u,
    );
    await project.refresh();
    const rows = items(tree.getChildren());
    assert.match(rows[0] ?? '', /^Sign-in not accepted \| data from .* \| failure signin$/u);
    assert.deepEqual(rows.slice(1), ['env | 1 | tag', 'team | 1 | tag']);
    tree.dispose();
  });

  it('says above the rows that the sign-in has expired, and offers to sign in', async () => {
    const clock = { time: 1000, now: () => clock.time };
    const { tree, project, items } = treeOver(new FakeSource(() => page([one])), () => ({ by: 'none' }), {
      clock,
      expiresAt: 2000,
    });
    await project.load();
    assert.deepEqual(items(tree.getChildren()), ['db | secret']);
    clock.time = 2000;
    project.announceExpiry();
    assert.match(items(tree.getChildren())[0]!, /^Sign-in expired \| data from .* \| failure signin$/u);
    assert.equal(items(tree.getChildren())[1], 'db | secret');
    tree.dispose();
  });

  it('says that loading was cancelled beside a sign-in that has expired', async () => {
    const clock = { time: 1000, now: () => clock.time };
    const source = new ScriptedSource();
    const { tree, project, items } = treeOver(source, () => ({ by: 'none' }), { clock, expiresAt: 2000 });
    const load = project.load();
    (await source.next()).answer(page([one], { totalCount: 3000, received: 1000 }));
    await source.next();
    project.cancel();
    await load;
    clock.time = 2000;
    project.announceExpiry();
    const [expired = '', cancelled = ''] = items(tree.getChildren());
    assert.match(expired, /^Sign-in expired/u);
    assert.match(cancelled, /^Loading was cancelled/u);
    tree.dispose();
  });

  it('tells how many secrets could not be read, also when that changes', async () => {
    const { tree, project, items } = treeOver(
      new FakeSource((_, call) => {
        const unreadable = Array.from({ length: call }, (__, at) => ({ id: `x${at}`, reason: 'y' }));
        return page([one], { unreadable, received: 1 + call, totalCount: 1 + call });
      }),
    );
    await project.load();
    assert.match(items(tree.getChildren())[0] ?? '', /^1 secret could not be read/u);
    await project.refresh();
    assert.match(items(tree.getChildren())[0] ?? '', /^2 secrets could not be read/u);
    tree.dispose();
  });

  it('tells how many of the stated secrets were listed, also when that is none, but not of a filter', async () => {
    let rows = [one];
    const source = new FakeSource(() => page(rows, { totalCount: 5 }));
    const { tree, project, current, items } = treeOver(source);
    await project.load();
    const label = 'The service did not list all secrets';
    assert.equal(items(tree.getChildren())[0], `${label} | 1 of 5 loaded | notice`);
    rows = [];
    await project.refresh();
    assert.deepEqual(items(tree.getChildren()), [`${label} | 0 of 5 loaded | notice`]);
    assert.equal(viewState(current), 'rows');
    await project.setFilter({ tags: [], nameContains: ['a'] });
    await project.load();
    assert.deepEqual(tree.getChildren(), [], 'the number may be that of all secrets');
    assert.equal(viewState(current), 'noMatch');
    tree.dispose();
  });

  it('shows what the service has against a filter, with the way to edit it', async () => {
    const refusal = new ServiceError({ kind: 'rejected', operation: 'x', status: 400, serviceMessage: 'bad [tag](x)' });
    const source = new FakeSource(() => {
      throw refusal;
    });
    const { tree, project, current, items } = treeOver(source, undefined, {
      filter: { tags: [], nameContains: ['a'] },
    });
    await project.load();
    const rows = tree.getChildren();
    assert.match(
      items(rows)[0]!,
      /^The service refuses the filter \| .*The service says: bad \[tag\] \(x\) \| failure filter$/u,
    );
    assert.equal(tree.getTreeItem(rows[0]!).command?.command, 'csmsExplorer.filterSecrets');
    assert.equal(viewState(current), 'rows');
    await project.setFilter(undefined);
    await project.load();
    assert.deepEqual(tree.getChildren(), [], 'without a filter the view says why');
    assert.equal(viewState(current), 'failed');
    tree.dispose();
  });

  it('groups by state and by type', async () => {
    let grouping: Grouping = { by: 'state' };
    const { tree, project, items } = treeOver(new FakeSource(() => page([one, two])), () => grouping);
    await project.load();
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
    const { tree, project } = treeOver(new FakeSource(() => page([hostile])), () => ({ by: 'none' }));
    await project.load();
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
    const { tree, project, redraws } = treeOver(new FakeSource(() => page([one])));
    tree.dispose();
    const before = redraws();
    await project.load();
    assert.equal(redraws(), before);
  });
});

describe('the Secrets view', () => {
  let editor: WatchedEditor;
  beforeEach(() => {
    editor = new WatchedEditor();
  });
  afterEach(() => editor.dispose());

  function viewOver(source: FakeSource) {
    const errors: unknown[] = [];
    const core = {
      project: windowOn(projectOver(source)),
      errors: { present: (error: unknown) => errors.push(error) },
      log: new RecordingLogger(),
    };
    registerTree(editor.context, core as unknown as Core);
    return { project: core.project, errors };
  }

  it('loads when it is shown, once, and also the project that is opened then', async () => {
    const source = new FakeSource(() => page([secret()]));
    const { project } = viewOver(source);
    assert.equal(source.requests.length, 0);
    editor.showView();
    await project.value?.load();
    editor.showView();
    assert.equal(source.requests.length, 1);
    const other = new FakeSource(() => page([secret()]));
    project.replace(projectOver(other));
    assert.equal(other.requests.length, 1);
  });

  it('hands a defect to whoever presents errors, and does not ask again by itself', async () => {
    const source = new FakeSource(() => {
      throw new TypeError('a defect');
    });
    const { project, errors } = viewOver(source);
    editor.showView();
    await project.value?.load().catch(() => undefined);
    await new Promise(setImmediate);
    assert.match(String(errors[0]), /a defect/u);
    editor.showView();
    assert.equal(source.requests.length, 1);
  });
});
