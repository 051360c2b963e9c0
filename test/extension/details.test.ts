import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { SecretPage } from '../../src/model/detailsPage';
import type { Secret } from '../../src/model/secret';
import type { SecretSource } from '../../src/model/secretPage';
import { ServiceError } from '../../src/model/serviceError';
import { Details } from '../../src/vscode/details/details';
import { detailsHtml } from '../../src/vscode/details/detailsHtml';
import { parseKeptState, parsePageMessage } from '../../src/vscode/details/detailsMessages';
import { DoubleClick } from '../../src/vscode/details/doubleClick';
import { secretPage } from '../../src/vscode/details/secretPage';
import { everyFact, FakeSource, page, RecordingLogger, ScriptedSource, secret } from '../support/builders';
import { windowOn } from '../support/currentProjects';
import { FakePanel } from '../support/fakePanel';
import { connectionWith, projectOver } from '../support/projects';

const now = Date.UTC(2026, 0, 1);
const subject = { secretId: everyFact.id, connection: 'mark' };

function pageOf(shown: Secret): SecretPage {
  const looks = { now, canOpenConsole: true };
  return secretPage({ secret: shown, loadedAt: now - 5 * 60_000, warning: undefined }, subject, looks);
}

/** The details over a source, in a window that is signed in, with a panel restored for the secret. */
async function restored(source: SecretSource, secretId: string, signedInTo = 'one') {
  const logger = new RecordingLogger();
  const open = (id: string) => projectOver(source, { connection: connectionWith({ id }), logger });
  const project = windowOn(open(signedInTo));
  const errors: unknown[] = [];
  const extensionUri = vscode.Uri.file('/extension');
  const details = new Details({ project, extensionUri, logger, onError: (error) => void errors.push(error) });
  const fake = new FakePanel();
  // What the page keeps of the connection `one`.
  const kept = { secretId, connection: '7692c3ad3540bb80', tab: 'json' };
  await details.deserializeWebviewPanel(fake.panel, kept);
  const signIn = (id: string | undefined) => project.replace(id === undefined ? undefined : open(id));
  fake.say({ kind: 'ready' });
  return { details, fake, inventory: project.value!.all, logger, errors, signIn, kept };
}

describe('the page about a secret', () => {
  it('shows every field that the service gave, with a label of its own', () => {
    const facts = pageOf(everyFact).overview.flatMap((group) => group.facts);
    assert.deepEqual(facts.map(({ id }) => id).sort(), Object.keys(everyFact).sort());
    assert.equal(new Set(facts.map(({ label }) => label)).size, facts.length);
    const shown = JSON.stringify(facts);
    for (const text of [
      'a-name',
      'a-kms-key',
      'another-event',
      'urn:a:function',
      '2020',
      '2021',
      '2022',
      '2023',
      '2024',
    ])
      assert.match(shown, new RegExp(text, 'u'));
  });

  it('tells times relatively and exactly, a period in words, and the age of the data', () => {
    const { overview, asOf } = pageOf(everyFact);
    const facts = new Map(overview.flatMap((group) => group.facts.map((fact) => [fact.id, fact])));
    assert.deepEqual(facts.get('createTime')?.values, ['6 years ago']);
    assert.match(facts.get('createTime')?.note ?? '', /\b2020\b.*\d:\d\d/u);
    assert.deepEqual(facts.get('rotationPeriod')?.values, ['30 days']);
    assert.equal(asOf, 'As of 5 minutes ago');
  });

  it('does not call a deletion or a rotation scheduled that is not', () => {
    const { overview } = pageOf({ ...everyFact, state: 'ENABLED', autoRotation: false });
    const notes = overview.flatMap((group) => group.facts.map(({ note }) => note ?? ''));
    assert.ok(notes.some((note) => note.endsWith('; the secret is not pending deletion')));
    assert.ok(notes.some((note) => note.endsWith('; automatic rotation is off')));
  });

  it('offers to filter by each tag, and not by what Huawei Cloud itself set', () => {
    const { tags: table, systemTags } = pageOf(everyFact);
    assert.deepEqual(
      table.rows.map(({ filter }) => filter?.label),
      ['Filter by env = prod', 'Filter by legacy = (empty value)'],
    );
    assert.deepEqual(
      systemTags?.rows.map(({ filter }) => filter),
      [undefined],
    );
    assert.equal(pageOf(secret()).systemTags, undefined);
  });

  it('makes hidden characters of hostile text visible wherever it is shown', () => {
    const hostile = `a\u202eb\u0000<img src=x onerror=alert(1)>\nnext`;
    const everywhere = pageOf({
      ...everyFact,
      name: hostile,
      state: hostile,
      type: hostile,
      description: hostile,
      eventSubscriptions: [hostile],
      tags: [{ key: hostile, value: hostile }],
      systemTags: [{ key: '__proto__', value: hostile }],
    });
    // A filter button carries the tag as it is, for the host; it is not drawn.
    const drawn = JSON.stringify(everywhere, (key, value: unknown) => (key === 'tag' ? undefined : value));
    assert.doesNotMatch(drawn, /\u202e/u);
    assert.doesNotMatch(drawn, /\\u0000(?!.)/u);
    assert.match(everywhere.name, /^a\\u202eb\\u0000<img.* ↵ next$/u);
    assert.match(everywhere.json.text, /"resource_name": "a\\u202eb\\u0000<img/u);
    assert.equal(everywhere.systemTags?.rows[0]?.key, '__proto__');
  });

  it('shows JSON that says the same as what is copied', () => {
    const shown = JSON.parse(pageOf(everyFact).json.text) as { readonly resource_detail: { readonly id: string } };
    assert.equal(shown.resource_detail.id, everyFact.id);
  });

  it('has no button for what cannot be done here', () => {
    const { actions } = secretPage({ secret: everyFact, loadedAt: undefined, warning: undefined }, subject, {
      now,
      canOpenConsole: false,
    });
    assert.deepEqual(
      actions.map(({ label }) => label),
      ['Copy ID', 'Copy Name', 'Reveal in Secrets View', 'Find in Workspace'],
    );
  });
});

describe('the policy of the page', () => {
  const html = () => detailsHtml(new FakePanel().panel.webview, vscode.Uri.file('/x'), 'a "title" <b>');

  it('lets one script run, named by a nonce that is new each time, and styles come from the extension', () => {
    const policies = [html(), html()].map((text) => /content="(default-src[^"]*)"/u.exec(text)?.[1] ?? '');
    for (const policy of policies) {
      assert.match(
        policy,
        /^default-src 'none'; style-src https:\/\/csp\.example; script-src 'nonce-[A-Za-z0-9+/=]{24}';$/u,
      );
      assert.doesNotMatch(policy, /unsafe/u);
    }
    assert.notEqual(policies[0], policies[1]);
    const nonce = /'nonce-([^']+)'/u.exec(html())?.[1];
    assert.ok(nonce);
  });

  it('is about a document without inline code or style, in the language of the editor', () => {
    assert.match(html(), /^<!DOCTYPE html>\n<html lang="en">/u);
    assert.doesNotMatch(html(), /style=|<style|onload|<script(?! nonce)|<b>/u);
    assert.match(html(), /<title>a &quot;title&quot; &lt;b><\/title>/u);
  });
});

describe('what the page says', () => {
  const junk: readonly unknown[] = [
    undefined,
    null,
    'ready',
    42,
    [],
    {},
    { kind: 'run', action: 'signOut' },
    { kind: 'run', action: 'workbench.action.terminal.new' },
    { kind: 'runOn', secretId: everyFact.id, action: 'toString' },
    { kind: 'copy', secretId: everyFact.id, field: 'tags' },
    { kind: 'copy', secretId: 7, field: 'id' },
    { kind: 'copy', secretId: 'x'.repeat(5000), field: 'id' },
    { kind: 'filterByTag', secretId: everyFact.id, tag: { key: '', value: '' } },
    { kind: 'ready', more: true },
    JSON.parse('{"__proto__":{"kind":"ready"}}'),
  ];

  it('is taken when it is one of a few things, and nothing else is', () => {
    assert.deepEqual(
      junk.map((message) => parsePageMessage(message)),
      junk.map(() => undefined),
    );
    const message = { kind: 'copy', secretId: 'x', field: 'json' };
    assert.deepEqual(parsePageMessage(message), message);
  });

  it('is ignored and logged without its words when it is unknown', async () => {
    const { fake, logger, errors, details } = await restored(new FakeSource(() => page([everyFact])), everyFact.id);
    const before = fake.told.length;
    const lines = logger.lines.length;
    for (const message of junk) fake.say(message);
    await new Promise(setImmediate);
    assert.equal(fake.told.filter(({ kind }) => kind === 'copied').length, 0);
    const warnings = logger.lines.slice(lines).filter((line) => line.startsWith('warn'));
    assert.equal(warnings.length, junk.length);
    assert.doesNotMatch(warnings.join(), /signOut|terminal|xxx/u);
    assert.deepEqual(errors, []);
    assert.ok(before > 0);
    details.dispose();
  });

  it('copies the text of the service itself, of the secret that is shown and of no other', async () => {
    const hostile = secret({ name: 'a\u202eb' });
    const other = secret();
    const source = new FakeSource(() => page([hostile, other]));
    const { fake, inventory, logger, details } = await restored(source, hostile.id);
    await inventory.load();
    fake.say({ kind: 'copy', secretId: hostile.id, field: 'name' });
    while (!fake.told.some(({ kind }) => kind === 'copied')) await new Promise(setImmediate);
    assert.equal(await vscode.env.clipboard.readText(), hostile.name);
    fake.say({ kind: 'copy', secretId: other.id, field: 'id' });
    await new Promise(setImmediate);
    assert.equal(await vscode.env.clipboard.readText(), hostile.name);
    assert.match(logger.lines.at(-1) ?? '', /^warn The details page asked about a secret that it does not show/u);
    details.dispose();
  });
});

describe('a double click', () => {
  it('is two clicks on the same row in a short time', () => {
    let time = 0;
    const clicks = new DoubleClick({ now: () => time });
    const at = (ms: number, id: string) => {
      time = ms;
      return clicks.click(id);
    };
    assert.deepEqual(
      [at(0, 'a'), at(400, 'a'), at(500, 'a'), at(2000, 'a'), at(2100, 'b'), at(2200, 'a')],
      [false, true, false, false, false, false],
    );
  });
});

describe('what is kept of a panel', () => {
  it('is the secret’s id, a mark of the connection and the tab; anything else closes the panel', async () => {
    assert.equal(parseKeptState({ secretId: '', connection: 'x', tab: 'json' }), undefined);
    assert.equal(parseKeptState({ secretId: 'x', connection: 'x', tab: 'other' }), undefined);
    const { details } = await restored(new FakeSource(() => page([everyFact])), everyFact.id);
    const junk = new FakePanel();
    await details.deserializeWebviewPanel(junk.panel, { secretId: 1 });
    assert.ok(junk.isDisposed);
    details.dispose();
  });

  it('never takes up a second panel', async () => {
    const { details, fake, kept } = await restored(new FakeSource(() => page([everyFact])), everyFact.id);
    const second = new FakePanel();
    await details.deserializeWebviewPanel(second.panel, kept);
    assert.ok(second.isDisposed && !fake.isDisposed);
    details.dispose();
  });
});

describe('the details panel', () => {
  it('loads the inventory, shows the secret, and draws nothing anew when nothing changed', async () => {
    const source = new ScriptedSource();
    const { fake, inventory, details } = await restored(source, everyFact.id);
    (await source.next()).answer(page([everyFact]));
    await inventory.load();
    source.assertNoOtherCalls();
    const kinds = fake.told.map((message) => message.kind === 'show' && message.page.kind);
    assert.deepEqual([kinds[0], kinds.at(-1)], ['loading', 'secret']);
    assert.equal(fake.panel.title, 'a-name');
    const drawn = fake.told.length;
    fake.setVisible(true);
    assert.equal(fake.told.length, drawn);
    details.dispose();
  });

  it('is restored for a secret of the connection in use only', async () => {
    const { fake, signIn, details } = await restored(new FakeSource(() => page([everyFact])), everyFact.id, 'two');
    assert.ok(fake.page?.kind === 'message');
    assert.equal(fake.page.title, 'This secret belongs to another project');
    assert.equal(fake.panel.title, 'Secret Details');
    signIn(undefined);
    assert.equal((fake.page as { readonly title: string }).title, 'You are signed out');
    details.dispose();
  });

  it('says that the secret is gone after a refresh that did not bring it, and shows what changed', async () => {
    const answers = [[everyFact], [{ ...everyFact, description: 'changed' }], []];
    const source = new FakeSource((_, call) => page(answers[call - 1] ?? []));
    const { fake, inventory, details } = await restored(source, everyFact.id);
    await inventory.load();
    await inventory.refresh();
    assert.match(JSON.stringify(fake.page), /changed/u);
    await inventory.refresh();
    assert.match(JSON.stringify(fake.page), /not in the project any more/u);
    details.dispose();
  });

  it('tells a failed load with what helps, and keeps the secret under a failed refresh', async () => {
    const failure = new ServiceError({ kind: 'unauthorized', operation: 'ListResourceInstances' });
    const source = new FakeSource((_, call) => {
      if (call === 2) return page([everyFact]);
      throw failure;
    });
    const { fake, inventory, details } = await restored(source, everyFact.id);
    await inventory.load();
    assert.ok(fake.page?.kind === 'message');
    assert.deepEqual(
      fake.page.actions.map(({ label }) => label),
      ['Sign In…', 'Retry', 'Show Log'],
    );
    fake.say({ kind: 'run', action: 'refresh' });
    await inventory.refresh();
    await inventory.refresh();
    const shown = fake.page as unknown as SecretPage;
    assert.equal(shown.kind, 'secret');
    assert.match(shown.warning ?? '', /^The last refresh failed\. .*401/u);
    details.dispose();
  });

  it('tells its page no endpoint and no connection id', async () => {
    const { fake, inventory, details } = await restored(new FakeSource(() => page([everyFact])), everyFact.id);
    await inventory.load();
    assert.doesNotMatch(JSON.stringify(fake.told), /kms\.example|"one"/u);
    details.dispose();
  });

  it('is silent after it was disposed', async () => {
    const { fake, inventory, details } = await restored(new FakeSource(() => page([everyFact])), everyFact.id);
    await inventory.load();
    details.dispose();
    const before = fake.told.length;
    await inventory.refresh();
    fake.say({ kind: 'ready' });
    assert.equal(fake.told.length, before);
    assert.ok(!fake.isDisposed);
  });
});
