import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { noFilter } from '../../../src/model/secretFilter';
import { createCsmsClient } from '../../../src/csms/csmsClient';
import { Inventory } from '../../../src/inventory/inventory';
import { unreadableRows } from '../../../src/inventory/loadStatus';
import type { Connection, Project } from '../../../src/model/connection';
import type { Secret } from '../../../src/model/secret';
import { secretJson } from '../../../src/model/secretFields';
import { registerNameCompletion } from '../../../src/vscode/references/nameCompletion';
import { signIn } from '../../../src/vscode/connections/signIn';
import type { SignInDeps } from '../../../src/vscode/connections/signInDraft';
import { type Core, SelectedSecrets } from '../../../src/vscode/core/core';
import { ErrorPresenter } from '../../../src/vscode/core/errors';
import { RequestDocuments } from '../../../src/vscode/filter/requestDocuments';
import type { DocumentReferences } from '../../../src/vscode/references/documentReferences';
import { findReferences } from '../../../src/vscode/references/registerReferences';
import { commandIds, type SecretTarget, signInIntents } from '../../../src/ids';
import { treeCommands } from '../../../src/vscode/tree/registerTree';
import { assertInert } from '../../support/attackChecks';
import { FakeSource, page as listed, RecordingLogger } from '../../support/builders';
import { windowOn } from '../../support/currentProjects';
import { FaultServer } from '../../support/faultServer';
import { answer, page } from '../../support/faults/answers';
import { connectionWith, projectOver } from '../../support/projects';
import { restoredDetails } from '../../support/restoredDetails';
import { treeOf } from '../../support/trees';
import { WatchedEditor } from '../../support/watchedEditor';
import { assertCard } from './cards';
import { commandsOf, copiesOf, messagesOf, withStub } from './stubs';
import { errorOf, filterOf, maxLine, maxRow, secretOf, type Surfaces } from './subjects';

/** What the completion offers where a name is wanted. */
async function completionsOf(secrets: readonly Secret[]): Promise<readonly vscode.CompletionItem[]> {
  const providers: vscode.CompletionItemProvider[] = [];
  const register = (_documents: unknown, given: vscode.CompletionItemProvider) => void providers.push(given);
  const references = {
    nameAt: () => ({ by: 'name', text: '', range: new vscode.Range(0, 0, 0, 0) }),
  } as unknown as DocumentReferences;
  const project = windowOn(projectOver(new FakeSource(() => listed(secrets))));
  await withStub(vscode.languages, 'registerCompletionItemProvider', register, () =>
    registerNameCompletion(references, project),
  );
  const place = new vscode.Position(0, 0);
  const document = { getText: () => '', positionAt: () => place } as unknown as vscode.TextDocument;
  const { token } = new vscode.CancellationTokenSource();
  const context = { triggerKind: vscode.CompletionTriggerKind.Invoke, triggerCharacter: undefined };
  const list = await providers[0]!.provideCompletionItems(document, place, token, context);
  const items = Array.isArray(list) ? list : (list?.items ?? []);
  return items.map((item) => providers[0]!.resolveCompletionItem?.(item, token) as vscode.CompletionItem);
}

function commandsIn(connection: Connection) {
  const project = windowOn(projectOver(new FakeSource(() => listed([])), { connection }));
  const tree = treeOf(project, { by: 'none' });
  return treeCommands({ project } as Core, tree, new SelectedSecrets(project, () => []));
}

/** Where text from the cloud goes on to: documents, other commands, the clipboard, the browser, the log. */
export const sinkSurfaces: Surfaces = {
  'completion in a document': async (attack) => {
    const id = attack.text.slice(0, 100);
    const named = secretOf(attack, { name: 'db', id });
    const items = await completionsOf([secretOf(attack), named]);
    for (const { label, insertText, detail, documentation, filterText, additionalTextEdits, command } of items) {
      const { label: name, description } = label as vscode.CompletionItemLabel;
      assert.match(name, /^[\w.-]{1,64}$/u, 'a name that means something in code');
      assert.deepEqual(
        [insertText, filterText, additionalTextEdits, command],
        [undefined, undefined, undefined, undefined],
      );
      assertInert(attack, { plain: [description, detail], maxLength: maxRow });
      if (name === 'db') await assertCard(attack, documentation as vscode.MarkdownString, id);
    }
    assert.ok(items.some(({ label }) => (label as vscode.CompletionItemLabel).label === 'db'));
  },

  'Find in Workspace': async (attack) => {
    const chosen = secretOf(attack);
    const calls = await commandsOf(() => findReferences([chosen]));
    assert.equal(calls.length, 1);
    const [command, { query, ...options }] = calls[0] as [string, Record<string, string>];
    assert.equal(command, 'workbench.action.findInFiles');
    assert.deepEqual([options.isRegex, options.filesToInclude, options.filesToExclude], [true, '', '']);
    const parts = query!.split('|(?<!');
    assert.equal(parts.length, 2);
    const pattern = new RegExp(`^(?:(?<!${parts[1]})$`, 'iu');
    assert.match(attack.text.replaceAll(/\p{Cs}/gu, '\ufffd'), pattern, 'the text itself is not found');
    for (const other of [`${attack.text}x`, `x${attack.text}`, attack.text.slice(1), 'aaaa', ''])
      assert.doesNotMatch(other, pattern, `more than the text is found: ${other.slice(0, 100)}`);
    assert.doesNotMatch(query!, /[\p{Cc}\p{Cs}]/u, 'what no program takes as an argument');
  },

  'Copy Name and Copy ID': async (attack) => {
    const copied = secretOf(attack, { id: attack.text });
    const commands = commandsIn(connectionWith());
    const row: SecretTarget = { kind: 'secret', secret: copied };
    assert.deepEqual(await copiesOf(() => commands[commandIds.copyId](row)), [attack.text]);
    assert.deepEqual(await copiesOf(() => commands[commandIds.copyName](row)), [attack.text]);
  },

  'Copy as JSON': async (attack) => {
    const copied = secretOf(attack);
    const [text] = await copiesOf(() =>
      commandsIn(connectionWith())[commandIds.copyAsJson]({ kind: 'secret', secret: copied }),
    );
    assert.deepEqual(JSON.parse(text!), JSON.parse(JSON.stringify(secretJson(copied))));
    assert.equal((JSON.parse(text!) as { readonly resource_name: string }).resource_name, attack.text);
  },

  'Copy in the details': async (attack) => {
    const attacked = secretOf(attack);
    const source = new FakeSource(() => listed([attacked]));
    const { loaded, copy, details } = await restoredDetails(source, attacked.id);
    await loaded();
    const copies = await copiesOf(async () => {
      for (const field of ['name', 'description', 'rotationConfig', 'json'] as const) await copy(field);
    });
    details.dispose();
    assert.deepEqual(copies.slice(0, 3), [attack.text, attack.text, attack.text]);
    assert.deepEqual(JSON.parse(copies[3]!), JSON.parse(JSON.stringify(secretJson(attacked))));
  },

  'Show Filter Request': async (attack) => {
    const body = { matches: [{ key: 'resource_name', value: attack.text }] };
    const documents = new RequestDocuments(() => ({ method: 'POST', url: 'https://kms.example/', body }) as never);
    try {
      const [copied] = await copiesOf(() => documents.copyBody({} as never, filterOf(attack)));
      assert.deepEqual(JSON.parse(copied!), body);
    } finally {
      documents.dispose();
    }
  },

  'Open in Console': async (attack) => {
    const opened: vscode.Uri[] = [];
    const commands = commandsIn(connectionWith({ region: attack.text }));
    const open = (uri: vscode.Uri) => Promise.resolve(void opened.push(uri));
    await withStub(vscode.env, 'openExternal', open, () => commands[commandIds.openInConsole]().catch(() => undefined));
    for (const uri of opened) {
      // What VS Code gives to the browser.
      const url = new URL(encodeURI(uri.toString(true)));
      assert.equal(url.origin + url.pathname, 'https://console.huaweicloud.com/dew/');
      assert.deepEqual([...url.searchParams.keys()], ['region']);
      assert.equal(url.hash, '');
    }
  },

  'a message about the service': async (attack) => {
    const messages = await messagesOf(() => new ErrorPresenter(new RecordingLogger()).present(errorOf(attack)));
    assert.equal(messages.length, 1);
    assertInert(attack, { message: messages, maxLength: maxRow });
  },

  'a message about a connection': async (attack) => {
    const project: Project = { id: 'a'.repeat(32), name: attack.text, enabled: true };
    const endpoint = 'https://kms.example';
    const place = { id: `${endpoint}/${project.id}`, endpoint, region: undefined, projectId: project.id } as const;
    const inUse = connectionWith({ ...place, method: 'environment', iamEndpoint: 'https://iam.example' });
    const old = connectionWith({ ...place, method: 'password', user: { accountName: 'a', userName: attack.text } });
    const counts = [() => Promise.reject(errorOf({ ...attack, text: 'no' })), () => Promise.resolve(1)];
    const deps = {
      connections: { entries: [{ connection: old }], signIn: () => Promise.resolve() },
      project: { value: { connection: inUse } },
      service: {
        createClient: () => ({ count: () => counts.shift()?.(), dispose: () => undefined }),
        createIamClient: () => ({ listProjects: () => Promise.resolve([project]), dispose: () => undefined }),
      },
      environment: { HUAWEICLOUD_SDK_AK: 'AKID', HUAWEICLOUD_SDK_SK: 'SK' },
    } as unknown as SignInDeps;
    const editor = new WatchedEditor();
    const messages: string[] = [];
    const show = (message: string) => Promise.resolve(void messages.push(message));
    try {
      editor.answers = [{ to: /Projects to connect to/u }];
      await withStub(vscode.window, 'showErrorMessage', show, () => signIn(deps, signInIntents.again));
      await withStub(vscode.window, 'showInformationMessage', show, () => signIn(deps, signInIntents.again));
    } finally {
      editor.dispose();
    }
    assert.equal(messages.length, 2);
    assertInert(attack, { message: messages, maxLength: maxLine, isSilent: attack.text.trim() === '' });
  },

  'the log, about the service': async (attack) => {
    const logger = new RecordingLogger();
    await messagesOf(() => new ErrorPresenter(logger).present(errorOf(attack)));
    assert.equal(logger.lines.length, 1);
    assertInert(attack, { log: logger.lines, maxLength: maxLine });
  },

  'the log, about a defect': async (attack) => {
    const logger = new RecordingLogger();
    await messagesOf(() => new ErrorPresenter(logger).present(new TypeError(`No ${attack.text}`)));
    await messagesOf(() => new ErrorPresenter(logger).present(attack.text));
    const lines = logger.lines.flatMap((line) => line.split(/\n(?=\s+at )/u));
    assertInert(attack, { log: lines.filter((line) => !/^\s+at /u.test(line)), maxLength: maxRow });
  },

  'the log of the client': async (attack) => {
    const logger = new RecordingLogger();
    const server = await FaultServer.start();
    const client = createCsmsClient({
      endpoint: server.endpoint,
      projectId: '0123456789abcdef0123456789abcdef',
      credential: { kind: 'token', token: 'MIItoken' },
      userAgent: 'test',
      requestTimeoutMs: () => 5000,
      maxConcurrentRequests: () => 1,
      logger,
    });
    const inventory = new Inventory(client, noFilter, { clock: Date, logger });
    try {
      const { text } = attack;
      const said = { error_code: 'CSMS.0001', error_msg: text, request_id: text };
      server.play(
        answer(400, JSON.stringify(said), { 'X-Request-Id': [] }),
        page({ resource_id: text.slice(0, 100), [text]: text, tags: [{ key: '', value: text }] }),
      );
      await assert.rejects(client.count(noFilter, new AbortController().signal));
      await inventory.load();
    } finally {
      client.dispose();
      await server.dispose();
    }
    assert.equal(unreadableRows(inventory.state).length, 1);
    assertInert(attack, { log: logger.lines, maxLength: maxLine });
  },
};
