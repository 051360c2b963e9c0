import assert from 'node:assert/strict';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { commandIds } from '../../src/ids';
import { waitFor } from '../support/workbenchWait';

const database = '6f1c9a52-7d3e-4b8a-9c41-e05d2b7f8a16';
const frozen = 'c41f7e98-06b5-4d2a-9a83-e2b7506d1f94';
const foreign = '00000000-1111-4222-8333-444444444444';

async function open(language: string, content: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language, content });
  await vscode.window.showTextDocument(document);
  return document;
}

/** A new document of that name, for languages that this editor knows by the file's ending only. */
async function openNew(name: string, content: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: 'untitled', path: `/${name}` }));
  const editor = await vscode.window.showTextDocument(document);
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  await editor.edit((edit) => edit.replace(all, content));
  return document;
}

async function openFile(name: string): Promise<vscode.TextDocument> {
  const [uri] = await vscode.workspace.findFiles(name);
  const document = await vscode.workspace.openTextDocument(uri!);
  await vscode.window.showTextDocument(document);
  return document;
}

function positionIn(document: vscode.TextDocument, text: string): vscode.Position {
  const offset = document.getText().indexOf(text);
  assert.ok(offset >= 0, `${text} is not in the document`);
  return document.positionAt(offset + Math.floor(text.length / 2));
}

/** The cards at a text, and what each is about. */
async function hovers(document: vscode.TextDocument, text: string) {
  const found = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    positionIn(document, text),
  );
  return found.map(({ contents, range }) => ({
    card: contents.map((content) => (content as vscode.MarkdownString).value).join('\n'),
    about: range && document.getText(range),
  }));
}

async function completions(document: vscode.TextDocument, position: vscode.Position) {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    position,
    undefined,
    1000,
  );
  return list.items.filter(({ kind }) => kind === vscode.CompletionItemKind.Reference);
}

function labelOf({ label }: vscode.CompletionItem): string {
  return typeof label === 'string' ? label : label.label;
}

function waitForDiagnostics(document: vscode.TextDocument, count: number): Promise<readonly vscode.Diagnostic[]> {
  const ours = () => vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'CSMS');
  return waitFor(`${count} diagnostics`, () => Promise.resolve(ours().length === count ? ours() : undefined), {
    timeout: 10_000,
    instead: () => Promise.resolve(ours().map(({ message }) => message)),
  });
}

describe('references to secrets in the editor', () => {
  before(async () => {
    await vscode.commands.executeCommand(commandIds.exploreSampleSecrets);
  });

  after(async () => {
    await vscode.commands.executeCommand(commandIds.signOut);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('are explained by ID in any language, in any letter case, before anything was opened', async () => {
    for (const language of ['plaintext', 'python', 'markdown', 'log']) {
      const document = await open(language, `see ${database.toUpperCase()}, please`);
      const [hover, ...others] = await hovers(document, database.toUpperCase());
      assert.deepEqual(others, []);
      assert.match(hover!.card, /payments\\-prod\\-db\\-password/u);
      assert.match(hover!.card, /env \\= prod/u);
      assert.match(hover!.card, /As of /u);
      assert.equal(hover!.about, database.toUpperCase());
    }
  });

  it('are explained by name where Terraform and SecretProviderClass name secrets, and nowhere else', async () => {
    const terraform = await openFile('main.tf');
    assert.equal((await hovers(terraform, 'payments-prod-db-password'))[0]?.about, 'payments-prod-db-password');
    assert.equal((await hovers(terraform, 'payments-prod-card-gateway-api-key')).length, 1);
    assert.deepEqual(await hovers(terraform, 'identity-prod-ldap-bind-legacy'), [], 'a comment names it');
    const yaml = await openFile('secret-provider-class.yaml');
    assert.match((await hovers(yaml, 'web-staging-cdn-token'))[0]!.card, /Disabled/u);
    assert.deepEqual(await hovers(await open('plaintext', 'payments-prod-db-password'), 'prod-db'), []);
  });

  it('are explained in the cells of a notebook', async () => {
    const [uri] = await vscode.workspace.findFiles('oncall.ipynb');
    const notebook = await vscode.workspace.openNotebookDocument(uri!);
    await vscode.window.showNotebookDocument(notebook);
    const [markdown, code] = notebook.getCells();
    assert.match((await hovers(markdown!.document, database))[0]!.card, /payments/u);
    assert.match((await hovers(code!.document, frozen))[0]!.card, /Frozen/u);
    await waitForDiagnostics(code!.document, 1);
  });

  it('are explained in the output panel and on both sides of a comparison', async () => {
    const channel = vscode.window.createOutputChannel('references');
    try {
      channel.appendLine(`resolved ${database}`);
      channel.show();
      const output = await waitFor('the output document', () =>
        Promise.resolve(
          vscode.workspace.textDocuments.find(
            (document) => document.uri.scheme === 'output' && document.getText().includes(database),
          ),
        ),
      );
      assert.match((await hovers(output, database))[0]!.card, /payments/u);
    } finally {
      channel.dispose();
    }
    const sides = [await open('plaintext', database), await open('plaintext', frozen)] as const;
    await vscode.commands.executeCommand('vscode.diff', sides[0].uri, sides[1].uri);
    assert.match((await hovers(sides[0], database))[0]!.card, /payments/u);
    assert.match((await hovers(sides[1], frozen))[0]!.card, /iot/u);
  });

  it('have no card when the ID is none of the project', async () => {
    assert.deepEqual(await hovers(await open('plaintext', foreign), foreign), []);
  });

  it('link to commands of ours only', async () => {
    const document = await open('plaintext', database);
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      positionIn(document, database),
    );
    const card = hover!.contents[0] as vscode.MarkdownString;
    assert.notEqual(card.isTrusted, true);
    const { enabledCommands } = card.isTrusted as { readonly enabledCommands: readonly string[] };
    assert.ok(enabledCommands.length > 0 && enabledCommands.every((id) => id.startsWith('csmsExplorer.')));
    const links = [...card.value.matchAll(/\]\((command:[^?)]+)\?([^)]*)\)/gu)];
    assert.deepEqual(
      links.map(([, , argument]) => JSON.parse(decodeURIComponent(argument!)) as unknown),
      links.map(() => [database]),
    );
    assert.ok(links.every(([, command]) => enabledCommands.includes(command!.slice('command:'.length))));
    assert.equal(card.supportHtml ?? false, false);
    assert.equal(card.supportThemeIcons ?? false, false);
  });

  it('can be switched off', async () => {
    const configuration = vscode.workspace.getConfiguration('csmsExplorer');
    const document = await open('plaintext', `${database} ${frozen}`);
    await waitForDiagnostics(document, 1);
    await configuration.update('hover.enabled', false, vscode.ConfigurationTarget.Global);
    await configuration.update('diagnostics.enabled', false, vscode.ConfigurationTarget.Global);
    try {
      assert.deepEqual(await hovers(document, database), []);
      await waitForDiagnostics(document, 0);
    } finally {
      await configuration.update('hover.enabled', undefined, vscode.ConfigurationTarget.Global);
      await configuration.update('diagnostics.enabled', undefined, vscode.ConfigurationTarget.Global);
    }
    await waitForDiagnostics(document, 1);
  });

  it('are completed with names, state and tags; those that are about to be deleted last and struck through', async () => {
    const document = await openNew('empty.tf', 'data "huaweicloud_csms_secret_version" "x" {\n  secret_name = ""\n}\n');
    const items = await completions(document, new vscode.Position(1, 17));
    assert.equal(items.length, 300);
    const offered = items.find((item) => labelOf(item) === 'payments-prod-db-password')!;
    assert.match(offered.detail ?? '', /^Enabled · env=prod · team=payments/u);
    const sorted = [...items].sort((a, b) => (a.sortText! < b.sortText! ? -1 : 1));
    const struck = sorted.map(({ tags }) => tags?.includes(vscode.CompletionItemTag.Deprecated) ?? false);
    const count = struck.filter(Boolean).length;
    assert.ok(count > 1);
    assert.ok(struck.slice(-count).every(Boolean), 'all that are struck through come last');
  });

  it('are completed in place of what stands there, also while the quote is still open', async () => {
    const head = 'data "huaweicloud_csms_secret_version" "x" {\n  secret_name = "';
    const whole = await openNew('whole.tf', `${head}payments-old"\n}\n`);
    const [item] = await completions(whole, new vscode.Position(1, 25));
    assert.equal(whole.getText((item!.range as vscode.Range | undefined) ?? assert.fail()), 'payments-old');
    const unclosed = await openNew('unclosed.tf', `${head}payments-`);
    assert.ok((await completions(unclosed, new vscode.Position(1, 26))).length > 0);
  });

  it('are not completed elsewhere', async () => {
    const document = await openNew('other.tf', 'resource "other" "x" {\n  secret_name = ""\n}\n');
    assert.deepEqual(await completions(document, new vscode.Position(1, 17)), []);
  });

  it('are marked when the secret is about to be deleted, disabled or frozen', async () => {
    const terraform = await openFile('main.tf');
    const [doomed] = await waitForDiagnostics(terraform, 1);
    assert.equal(doomed!.severity, vscode.DiagnosticSeverity.Error);
    assert.match(doomed!.message, /identity-prod-ldap-bind-legacy is pending deletion: .*20\d\d/u);
    const yaml = await openFile('secret-provider-class.yaml');
    const [disabled] = await waitForDiagnostics(yaml, 1);
    assert.equal(disabled!.severity, vscode.DiagnosticSeverity.Warning);
    assert.equal(yaml.getText(disabled!.range), 'web-staging-cdn-token');
    const document = await open('plaintext', frozen);
    const [warned] = await waitForDiagnostics(document, 1);
    assert.match(warned!.message, /iot-prod-mqtt-client-key is frozen/u);
  });

  it('are marked anew where the text changes, above and below', async () => {
    const document = await open('plaintext', `${frozen}\n\n${database}\n`);
    const editor = vscode.window.activeTextEditor!;
    await waitForDiagnostics(document, 1);
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), `first\n${frozen}\nlast`));
    const after = await waitForDiagnostics(document, 2);
    assert.deepEqual(
      after.map(({ range }) => document.getText(range)),
      [frozen, frozen],
    );
    await editor.edit((edit) => edit.delete(new vscode.Range(0, 0, 2, 0)));
    const [left] = await waitForDiagnostics(document, 1);
    assert.equal(left!.range.start.line, 0);
  });

  it('are marked anew when the language of the document changes', async () => {
    const document = await open('plaintext', frozen);
    await waitForDiagnostics(document, 1);
    await vscode.languages.setTextDocumentLanguage(document, 'markdown');
    await waitForDiagnostics(document, 1);
  });

  it('are found in a document of 10 MB, on many lines or on one, while the editor goes on', async () => {
    const filler = 'x'.repeat(99) + '\n';
    for (const content of [filler.repeat(100_000), filler.replace('\n', ' ').repeat(100_000)]) {
      const document = await open('plaintext', `${content}${frozen}`);
      const delay = monitorEventLoopDelay({ resolution: 10 });
      delay.enable();
      const [warned] = await waitForDiagnostics(document, 1);
      assert.equal(document.getText(warned!.range), frozen);
      assert.match((await hovers(document, frozen))[0]!.card, /iot/u);
      delay.disable();
      assert.ok(delay.max < 1e9, `the extension host stood still for ${delay.max / 1e6} ms`);
    }
  });

  it('are marked where they are after edits of a document of 10 MB', async () => {
    const document = await open('plaintext', `${'x'.repeat(99)}\n`.repeat(100_000) + frozen);
    const editor = vscode.window.activeTextEditor!;
    await waitForDiagnostics(document, 1);
    for (let line = 0; line < 3; line++) {
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), `${frozen}\n`));
    }
    const marks = await waitForDiagnostics(document, 4);
    assert.deepEqual(
      marks.map(({ range }) => range.start.line),
      [0, 1, 2, 100_003],
    );
  });

  it('are no longer marked, explained or completed after signing out', async () => {
    const document = await open('plaintext', frozen);
    await waitForDiagnostics(document, 1);
    await vscode.commands.executeCommand(commandIds.signOut);
    await waitForDiagnostics(document, 0);
    assert.deepEqual(await hovers(document, frozen), []);
  });
});
