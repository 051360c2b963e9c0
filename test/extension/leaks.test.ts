import assert from 'node:assert/strict';
import childProcess from 'node:child_process';
import { inspect } from 'node:util';
import * as vscode from 'vscode';
import { activate } from '../../src/extension';
import { commandIds, type CommandId, storageKeys } from '../../src/ids';
import { copyFields } from '../../src/protocol/details';
import { writeConnections, type StoredConnection } from '../../src/vscode/connections/storedConnections';
import { canaries, canariesIn } from '../support/canaries';
import { echoing } from '../support/echo';
import { FaultServer } from '../support/faultServer';
import { answer } from '../support/faults/answers';
import { type FaultName, faults } from '../support/faults/faults';
import { type Answer, WatchedEditor } from '../support/watchedEditor';
import { projectId, secretId, wellBehaved } from '../support/wellBehaved';

const { token, accessKey, secretKey, securityToken, password, value } = canaries;

const refused = answer(401, '{"error":{"error_code":"APIGW.0301","error_msg":"Wrong."}}');

/** What a connection holds, and what of it a server may know. */
const credentials = {
  token: { credential: { kind: 'token', token }, sent: ['token'] },
  'temporary access key': {
    credential: { kind: 'accessKey', accessKey, secretKey, securityToken },
    sent: ['securityToken', 'secretKey'],
  },
} as const;

/** The argument of each command. A command that is new has none here, and the type says so. */
const argumentsOf: Readonly<Record<CommandId, (row: unknown) => readonly unknown[]>> = {
  'csmsExplorer.signIn': () => [],
  'csmsExplorer.signOut': () => [],
  'csmsExplorer.switchConnection': () => [],
  'csmsExplorer.exploreSampleSecrets': () => [],
  'csmsExplorer.searchSecrets': () => [],
  'csmsExplorer.filterSecrets': () => [],
  'csmsExplorer.clearFilter': () => [],
  'csmsExplorer.showFilterRequest': () => [],
  'csmsExplorer.filterByTag': () => [{ key: 'env', value: 'prod' }],
  'csmsExplorer.revealInTree': () => [secretId],
  'csmsExplorer.groupBy': () => [],
  'csmsExplorer.refresh': () => [],
  'csmsExplorer.retry': () => [],
  'csmsExplorer.cancelLoading': () => [],
  'csmsExplorer.showMore': () => [],
  'csmsExplorer.copyId': (row) => [row],
  'csmsExplorer.copyName': (row) => [row],
  'csmsExplorer.copyAsJson': (row) => [row],
  'csmsExplorer.openInConsole': (row) => [row],
  'csmsExplorer.openDetails': () => [secretId],
  'csmsExplorer.findReferences': (row) => [row],
  'csmsExplorer.showLog': () => [],
};

describe('Credentials and values of secrets', () => {
  let server: FaultServer;
  let editor: WatchedEditor;
  const realTimeout = globalThis.setTimeout;
  const spawn = childProcess.spawn;

  before(async () => {
    server = await FaultServer.start();
  });
  after(() => server.dispose());

  beforeEach(() => {
    editor = new WatchedEditor();
    // Retries and deadlines of the extension, and of nothing else here, come soon.
    globalThis.setTimeout = ((run: () => void, ms = 0, ...args: unknown[]) =>
      realTimeout(run, isOurs() ? soon(ms) : ms, ...(args as []))) as typeof setTimeout;
    childProcess.spawn = ((...args: Parameters<typeof spawn>) => {
      editor.record('child processes', args);
      return spawn(...args);
    }) as typeof spawn;
  });
  afterEach(() => {
    globalThis.setTimeout = realTimeout;
    childProcess.spawn = spawn;
    editor.dispose();
  });

  async function activated(credential: StoredConnection['credential']): Promise<void> {
    const connection = {
      id: 'one',
      kind: 'cloud',
      endpoint: server.endpoint,
      region: 'cn-north-4',
      projectId,
      method: credential.kind === 'token' ? 'token' : 'temporaryKey',
    } as const;
    const stored = writeConnections({ current: 'one', connections: [{ connection, credential }] });
    await editor.secrets.store(storageKeys.connections, stored);
    activate(editor.context);
    await editor.run(commandIds.refresh);
  }

  /** Everything that the tree shows, cards included. */
  async function rowsShown(parent?: unknown): Promise<readonly unknown[]> {
    const { tree } = editor;
    assert.ok(tree);
    const rows = (await tree.getChildren(parent)) ?? [];
    const below: unknown[] = [];
    for (const row of rows) {
      const item = await tree.getTreeItem(row);
      const { token: never } = new vscode.CancellationTokenSource();
      editor.record('tree', [row, item, await tree.resolveTreeItem?.(item, row, never)]);
      below.push(row, ...(await rowsShown(row)));
    }
    return below;
  }

  async function secretRow(): Promise<unknown> {
    const row = (await rowsShown()).find(
      (each) => inspect(each).includes(secretId) && inspect(each).includes("'secret'"),
    );
    assert.ok(row, `the secret has no row: ${editor.sinks.get('log')?.join('\n')}`);
    return row;
  }

  function assertNoLeak(during: string): void {
    // The AK is sent as it is and shown where its SK is asked for.
    const leaks = editor.leaks().filter((leak) => leak !== 'accessKey in prompts');
    assert.deepEqual(leaks, [], during);
  }

  it('would be found in each form and in pieces', () => {
    for (const text of [token, value]) {
      for (const form of [
        text,
        text.slice(20, 32),
        encodeURIComponent(text),
        Buffer.from(`x${text}`).toString('base64'),
      ]) {
        assert.equal(canariesIn(`before ${form} after`).size, 1, form);
      }
    }
    editor.record('log', new Error('x', { cause: { headers: { token } } }));
    assert.deepEqual(editor.leaks(), ['token in log']);
  });

  it('has every command of the manifest in the run', () => {
    const { contributes } = editor.context.extension.packageJSON as {
      readonly contributes: { readonly commands: readonly { readonly command: string }[] };
    };
    assert.deepEqual(contributes.commands.map(({ command }) => command).sort(), Object.keys(argumentsOf).sort());
  });

  for (const [kind, { credential, sent }] of Object.entries(credentials)) {
    for (const [state, service] of [
      ['answers', wellBehaved],
      ['refuses', refused],
    ] as const) {
      it(`get out through no command while the service ${state}, with a ${kind}`, async () => {
        server.play(echoing(wellBehaved, sent));
        await activated(credential);
        const row = await secretRow();
        server.play(echoing(service, sent));
        editor.answers = [
          { to: /Group secrets by/u, pick: 'State' },
          { to: /Filter/u, pick: 'the first', type: 'env=prod' },
          { to: /Search/u, pick: 'the first', type: 'db' },
        ];
        const last: readonly string[] = [commandIds.exploreSampleSecrets, commandIds.signOut];
        const ids = Object.keys(argumentsOf) as CommandId[];
        for (const id of [
          ...ids.filter((each) => !last.includes(each)),
          ...ids.filter((each) => last.includes(each)),
        ]) {
          const outcome = await Promise.resolve(editor.run(id, ...argumentsOf[id](row))).catch(
            (error: unknown) => error,
          );
          editor.record('outcomes', outcome);
          for (const field of copyFields) editor.panels.at(-1)?.say({ kind: 'copy', secretId, field });
          editor.panels.at(-1)?.say({ kind: 'ready' });
          await rowsShown();
          assertNoLeak(id);
        }
        const reached = ['log', 'tree', 'prompts', 'notifications', 'webview', 'clipboard', 'context keys', 'outcomes'];
        for (const sink of reached) assert.ok(editor.sinks.get(sink)?.length, `${sink} was reached`);
      });
    }
  }

  for (const name of Object.keys(faults) as FaultName[]) {
    it(`get out through no surface when the service misbehaves: ${name}`, async () => {
      // Enough for four tries of each of the three questions; a list that would never end does so then.
      server.play(
        ...Array.from({ length: 12 }, () => echoing(faults[name], ['token'])),
        echoing(wellBehaved, ['token']),
      );
      await activated({ kind: 'token', token });
      await rowsShown();
      await editor.run(commandIds.openDetails, secretId);
      editor.panels.at(-1)?.say({ kind: 'ready' });
      editor.answers = [{ to: /Search/u, pick: 'the first', type: 'x' }];
      await editor.run(commandIds.searchSecrets);
      assertNoLeak(name);
      assert.ok(editor.sinks.get('log')?.length, 'the log was written');
    });
  }

  it('are not in the card of a secret that a document names', async () => {
    server.play(echoing(wellBehaved, ['token']));
    await activated({ kind: 'token', token });
    const document = documentOf(secretId);
    const { token: never } = new vscode.CancellationTokenSource();
    const card = await editor.hover?.provideHover(document, new vscode.Position(0, 3), never);
    assert.ok(card, 'there is a card');
    editor.record('hover', card);
    assertNoLeak('hover');
  });

  describe('entered while signing in', () => {
    const common: readonly Answer[] = [
      { to: /Region of the project/u, pick: 'Custom Endpoint…' },
      { to: /Project ID/u, type: projectId },
      { to: /IAM token/u, type: token },
      { to: /Access key ID/u, type: accessKey },
      { to: /Secret access key/u, type: secretKey },
      { to: /Security token/u, type: securityToken },
      { to: /Account name/u, type: 'account' },
      { to: /Password of/u, type: password },
      { to: /IAM user name/u, type: 'user' },
    ];
    for (const [method, stored, sent] of [
      ['IAM Token', token, ['token']],
      ['IAM User and Password', token, ['password']],
      ['Access Key (AK/SK)', secretKey, ['secretKey']],
      ['Temporary Access Key', securityToken, ['securityToken', 'secretKey']],
    ] as const) {
      for (const [state, service] of [
        ['taken', wellBehaved],
        ['refused', refused],
      ] as const) {
        it(`are in SecretStorage alone when ${state}: ${method}`, async () => {
          server.play(echoing(service, sent));
          activate(editor.context);
          editor.answers = [
            { to: /How do you want to sign in/u, pick: method },
            { to: /Endpoint of/u, type: server.endpoint },
            ...common,
            { to: /roject/u, pick: 'the first' },
          ];
          const isDone = await editor.run(commandIds.signIn);
          assert.equal(isDone, state === 'taken');
          assert.ok(server.requests.length > 0, 'the service was asked');
          await rowsShown();
          assertNoLeak(method);
          const kept = [...editor.secrets.values.values()].join();
          assert.equal(kept.includes(stored), state === 'taken');
          assert.ok(!kept.includes(JSON.stringify(password).slice(1, -1)), 'the password is kept nowhere');
        });
      }
    }
  });
});

/** A deadline still leaves time for an answer of a busy machine. */
function soon(ms: number): number {
  if (ms >= 20_000) return 1_500;
  return ms >= 250 ? ms / 50 : ms;
}

function isOurs(): boolean {
  return new Error().stack?.includes('extension-tests') === true;
}

/** As much of a document as a hover reads. */
function documentOf(text: string): vscode.TextDocument {
  return {
    ...{
      uri: vscode.Uri.parse('untitled:x'),
      languageId: 'plaintext',
      fileName: 'x',
      lineCount: 1,
      version: 1,
      isClosed: false,
    },
    getText: () => text,
    lineAt: () => ({ text, range: new vscode.Range(0, 0, 0, text.length) }),
    offsetAt: ({ character }: vscode.Position) => character,
    positionAt: (offset: number) => new vscode.Position(0, offset),
  } as unknown as vscode.TextDocument;
}
