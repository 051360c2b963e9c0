import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Secret } from '../../src/model/secret';
import { ServiceError } from '../../src/model/serviceError';
import type { SecretDetailsView } from '../../src/protocol/details';
import { SelectedSecrets } from '../../src/vscode/core/core';
import { openDetails } from '../../src/vscode/details/details';
import { everyFact, FakeSource, page, ScriptedSource, secret } from '../support/builders';
import { windowOn } from '../support/currentProjects';
import { FakePanel } from '../support/fakePanel';
import { restoredDetails } from '../support/restoredDetails';
import { withStub } from './hostile/stubs';

const minuteMs = 60_000;
const yearMs = 365 * 24 * 60 * minuteMs;

async function viewOf(listed: Secret, hasConsole = true): Promise<SecretDetailsView> {
  const source = new FakeSource(() => page([listed]));
  const { loaded, details } = await restoredDetails(source, listed.id, { hasConsole, ageMs: 5 * minuteMs });
  const view = await loaded();
  details.dispose();
  return view;
}

describe('the details of a secret', () => {
  it('show every field that the service gave, with a label of its own', async () => {
    const fields = (await viewOf(everyFact)).overview.flatMap((section) => section.fields);
    assert.equal(fields.length, Object.keys(everyFact).length);
    assert.equal(new Set(fields.map(({ label }) => label)).size, fields.length);
    const drawn = JSON.stringify(fields);
    const years = ['2020', '2021', '2022', '2023', '2024'];
    for (const text of ['a-name', 'a-kms-key', 'another-event', 'urn:a:function', ...years])
      assert.match(drawn, new RegExp(text, 'u'));
  });

  it('give times relatively and exactly, a period in words, and the age of the data', async () => {
    const { overview, asOf } = await viewOf({ ...everyFact, createTime: Date.now() - 6 * yearMs - minuteMs });
    const fields = new Map(overview.flatMap((section) => section.fields.map((field) => [field.label, field])));
    assert.deepEqual(fields.get('Created')?.values, ['6 years ago']);
    assert.match(fields.get('Updated')?.note ?? '', /\b202[01]\b.*\d:\d\d/u);
    assert.deepEqual(fields.get('Rotation period')?.values, ['30 days']);
    assert.equal(asOf, 'As of 5 minutes ago');
  });

  it('do not call a deletion or a rotation scheduled that is not', async () => {
    const { overview } = await viewOf({ ...everyFact, state: 'ENABLED', autoRotation: false });
    const notes = overview.flatMap((section) => section.fields.map(({ note }) => note ?? ''));
    assert.ok(notes.some((note) => note.endsWith('; the secret is not pending deletion')));
    assert.ok(notes.some((note) => note.endsWith('; automatic rotation is off')));
  });

  it('offer to filter by each tag, and not by what Huawei Cloud itself set', async () => {
    const { tags: table, systemTags } = await viewOf(everyFact);
    assert.deepEqual(
      table.rows.map(({ filter }) => filter?.label),
      ['Filter by env = prod', 'Filter by legacy = (empty value)'],
    );
    assert.deepEqual(
      systemTags?.rows.map(({ filter }) => filter),
      [undefined],
    );
    assert.equal((await viewOf(secret())).systemTags, undefined);
  });

  it('make hidden characters of hostile text visible wherever it is shown', async () => {
    const hostile = `a\u202eb\u0000<img src=x onerror=alert(1)>\nnext`;
    const everywhere = await viewOf({
      ...everyFact,
      name: hostile,
      state: hostile,
      type: hostile,
      description: hostile,
      eventSubscriptions: [hostile],
      tags: [{ key: hostile, value: hostile }],
      systemTags: [{ key: '__proto__', value: hostile }],
    });
    // A button's message carries the tag as it is, for the host; it is not drawn.
    const drawn = JSON.stringify(everywhere, (key, value: unknown) => (key === 'message' ? undefined : value));
    assert.doesNotMatch(drawn, /\u202e/u);
    assert.doesNotMatch(drawn, /\\u0000(?!.)/u);
    assert.match(everywhere.name, /^a\\u202eb\\u0000<img.* ↵ next$/u);
    assert.match(everywhere.json.text, /"resource_name": "a\\u202eb\\u0000<img/u);
    assert.equal(everywhere.systemTags?.rows[0]?.key, '__proto__');
  });

  it('show JSON that says the same as what is copied', async () => {
    const shown = JSON.parse((await viewOf(everyFact)).json.text) as {
      readonly resource_detail: { readonly id: string };
    };
    assert.equal(shown.resource_detail.id, everyFact.id);
  });

  it('have a button for the console only where there is one', async () => {
    const labels = ['Copy ID', 'Copy Name', 'Reveal in Secrets View', 'Find in Workspace'];
    for (const [hasConsole, expected] of [
      [false, labels],
      [true, [...labels, 'Open in Console']],
    ] as const) {
      const { buttons } = await viewOf(everyFact, hasConsole);
      assert.deepEqual(
        buttons.map(({ label }) => label),
        expected,
      );
    }
  });
});

describe('the policy of the page', () => {
  async function html(): Promise<string> {
    const { fake, details } = await restoredDetails(new FakeSource(() => page([everyFact])), everyFact.id);
    details.dispose();
    assert.equal(fake.panel.webview.options.enableCommandUris, false);
    return fake.panel.webview.html;
  }

  it('lets one script run, named by a nonce that is new each time, and styles come from the extension', async () => {
    const policies = [await html(), await html()].map((text) => /content="(default-src[^"]*)"/u.exec(text)?.[1] ?? '');
    for (const policy of policies) {
      assert.match(
        policy,
        /^default-src 'none'; style-src https:\/\/csp\.example; script-src 'nonce-[A-Za-z0-9+/=]{24}';$/u,
      );
      assert.doesNotMatch(policy, /unsafe/u);
    }
    assert.notEqual(policies[0], policies[1]);
  });

  it('is about a document without inline code or style, in the language of the editor', async () => {
    const text = await html();
    assert.match(text, /^<!DOCTYPE html>\n<html lang="en">/u);
    assert.doesNotMatch(text, /style=|<style|onload|<script(?! nonce)/u);
    const nonce = /'nonce-([^']+)'/u.exec(text)?.[1];
    assert.ok(nonce !== undefined && text.includes(`<script nonce="${nonce}"`));
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

  it('is ignored and logged without its words when it is unknown', async () => {
    const { fake, logger, errors, details } = await restoredDetails(
      new FakeSource(() => page([everyFact])),
      everyFact.id,
    );
    const before = fake.received.length;
    const lines = logger.lines.length;
    for (const message of junk) fake.say(message);
    await new Promise(setImmediate);
    assert.equal(fake.received.filter(({ kind }) => kind === 'copied').length, 0);
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
    const { fake, loaded, copy, logger, details } = await restoredDetails(source, hostile.id);
    await loaded();
    await copy('name');
    assert.equal(await vscode.env.clipboard.readText(), hostile.name);
    fake.say({ kind: 'copy', secretId: other.id, field: 'id' });
    await new Promise(setImmediate);
    assert.equal(await vscode.env.clipboard.readText(), hostile.name);
    assert.match(logger.lines.at(-1) ?? '', /^warn The details page asked about a secret that it does not show/u);
    details.dispose();
  });
});

describe('a double click', () => {
  it('is two clicks on the same row in a short time', async () => {
    const opened: string[] = [];
    const show = (id: string) => Promise.resolve(void opened.push(id));
    const run = openDetails(show, new SelectedSecrets(windowOn(), () => []));
    const opens = async (ms: number, secretId: string): Promise<boolean> => {
      const before = opened.length;
      await withStub(
        Date,
        'now',
        () => ms,
        () => run({ kind: 'click', secretId }),
      );
      return opened.length > before;
    };
    const clicks = [
      [0, 'a'],
      [400, 'a'],
      [500, 'a'],
      [2000, 'a'],
      [2100, 'b'],
      [2200, 'a'],
    ] as const;
    const outcomes: boolean[] = [];
    for (const [ms, secretId] of clicks) outcomes.push(await opens(ms, secretId));
    assert.deepEqual(outcomes, [false, true, false, false, false, false]);
  });
});

describe('what is kept of a panel', () => {
  it('is the secret’s id, a hash of the connection and the tab; anything else closes the panel', async () => {
    const { details, fake } = await restoredDetails(new FakeSource(() => page([everyFact])), everyFact.id);
    fake.panel.dispose();
    for (const state of [
      { secretId: 1, connection: 'x', tab: 'json' },
      { secretId: '', connection: 'x', tab: 'json' },
      { secretId: 'x', connection: 'x', tab: 'other' },
      undefined,
    ]) {
      const junk = new FakePanel();
      await details.deserializeWebviewPanel(junk.panel, state);
      assert.ok(junk.isDisposed, JSON.stringify(state));
    }
    details.dispose();
  });

  it('never makes the details adopt a second panel', async () => {
    const { details, fake, kept } = await restoredDetails(new FakeSource(() => page([everyFact])), everyFact.id);
    const second = new FakePanel();
    await details.deserializeWebviewPanel(second.panel, kept);
    assert.ok(second.isDisposed && !fake.isDisposed);
    details.dispose();
  });
});

describe('the details panel', () => {
  it('loads the inventory, shows the secret, and draws nothing anew when nothing changed', async () => {
    const source = new ScriptedSource();
    const { fake, inventory, details } = await restoredDetails(source, everyFact.id);
    (await source.next()).answer(page([everyFact]));
    await inventory.load();
    source.assertNoOtherCalls();
    const kinds = fake.received.map((message) => message.kind === 'show' && message.view.kind);
    assert.deepEqual([kinds[0], kinds.at(-1)], ['loading', 'secret']);
    assert.equal(fake.panel.title, 'a-name');
    const drawn = fake.received.length;
    fake.setVisible(true);
    assert.equal(fake.received.length, drawn);
    details.dispose();
  });

  it('is restored for a secret of the connection in use only', async () => {
    const source = new FakeSource(() => page([everyFact]));
    const { fake, signOut, details } = await restoredDetails(source, everyFact.id, { signedInTo: 'two' });
    assert.ok(fake.view?.kind === 'message');
    assert.equal(fake.view.title, 'This secret belongs to another project');
    assert.equal(fake.panel.title, 'Secret Details');
    signOut();
    assert.equal((fake.view as { readonly title: string }).title, 'You are signed out');
    details.dispose();
  });

  it('says that the secret was deleted after a refresh that did not bring it, and shows what changed', async () => {
    const answers = [[everyFact], [{ ...everyFact, description: 'changed' }], []];
    const source = new FakeSource((_, call) => page(answers[call - 1] ?? []));
    const { fake, inventory, details } = await restoredDetails(source, everyFact.id);
    await inventory.load();
    await inventory.refresh();
    assert.match(JSON.stringify(fake.view), /changed/u);
    await inventory.refresh();
    assert.match(JSON.stringify(fake.view), /not in the project any more/u);
    details.dispose();
  });

  it('says why loading failed and what helps, and keeps the secret under a failed refresh', async () => {
    const failure = new ServiceError({ kind: 'unauthorized', operation: 'ListResourceInstances' });
    const source = new FakeSource((_, call) => {
      if (call === 2) return page([everyFact]);
      throw failure;
    });
    const { fake, inventory, details } = await restoredDetails(source, everyFact.id);
    await inventory.load();
    assert.ok(fake.view?.kind === 'message');
    assert.deepEqual(
      fake.view.buttons.map(({ label }) => label),
      ['Sign In…', 'Retry', 'Show Log'],
    );
    fake.say({ kind: 'run', action: 'refresh' });
    await inventory.refresh();
    await inventory.refresh();
    const shown = fake.view as unknown as SecretDetailsView;
    assert.equal(shown.kind, 'secret');
    assert.match(shown.warning ?? '', /^The last refresh failed\. .*401/u);
    details.dispose();
  });

  it('sends its page no endpoint and no connection id', async () => {
    const { fake, inventory, details } = await restoredDetails(new FakeSource(() => page([everyFact])), everyFact.id);
    await inventory.load();
    assert.doesNotMatch(JSON.stringify(fake.received), /myhuaweicloud|"one"/u);
    details.dispose();
  });

  it('is silent after it was disposed', async () => {
    const { fake, inventory, details } = await restoredDetails(new FakeSource(() => page([everyFact])), everyFact.id);
    await inventory.load();
    details.dispose();
    const before = fake.received.length;
    await inventory.refresh();
    fake.say({ kind: 'ready' });
    assert.equal(fake.received.length, before);
    assert.ok(!fake.isDisposed);
  });
});
