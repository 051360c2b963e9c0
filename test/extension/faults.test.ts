import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { type CsmsClient, createCsmsClient } from '../../src/csms/csmsClient';
import { commandIds } from '../../src/ids';
import type { SecretSource } from '../../src/model/secretPage';
import type { OpenProject } from '../../src/vscode/core/openProject';
import type { SecretsTree } from '../../src/vscode/tree/secretsTree';
import { RecordingLogger } from '../support/builders';
import { FakeClock } from '../support/fakeClock';
import { type Fault, FaultServer } from '../support/faultServer';
import { page } from '../support/faults/answers';
import { type FaultName, faults, stalls } from '../support/faults/faults';
import { pageSize, pagingFaults } from '../support/faults/paging';
import { wireRow } from '../support/faults/wireRows';
import { treeOf } from '../support/trees';
import { windowOn } from '../support/currentProjects';
import { projectOver } from '../support/projects';
import { selfSignedCertificate } from '../support/selfSignedCertificate';

const minutes = 60_000;

const oldRows = ['api', 'db'];

const token = 'MIIcanary-of-the-editor';

/** The tree over the real client of an endpoint. The rows of the good load are five minutes old. */
class TreeUnderTest {
  readonly logger = new RecordingLogger();
  readonly #clients: CsmsClient[] = [];
  readonly #project: OpenProject;
  readonly #tree: SecretsTree;
  #source: SecretSource;
  #age = 5 * minutes;

  constructor(endpoint: string, timeoutMs: number) {
    this.#source = this.#clientOf(endpoint, timeoutMs);
    const source: SecretSource = {
      listPage: (...asked) => this.#source.listPage(...asked),
      count: (...asked) => this.#source.count(...asked),
    };
    const clock = { now: () => Date.now() - this.#age };
    this.#project = projectOver(source, { clock, logger: this.logger, pageSize });
    this.#tree = treeOf(windowOn(this.#project), { by: 'none' });
  }

  #clientOf(endpoint: string, timeoutMs: number): CsmsClient {
    const client = createCsmsClient({
      endpoint,
      projectId: 'a'.repeat(32),
      credential: { kind: 'token', token },
      userAgent: 'csms-explorer/test',
      requestTimeoutMs: () => timeoutMs,
      maxConcurrentRequests: () => 8,
      logger: this.logger,
      clock: new FakeClock(),
      random: () => 0,
    });
    this.#clients.push(client);
    return client;
  }

  async load(): Promise<void> {
    await this.#project.load();
    this.#age = 0;
    this.logger.lines.length = 0;
  }

  /** As Refresh and Retry do. */
  refresh(): Promise<void> {
    return this.#project.refresh();
  }

  moveTo(endpoint: string, timeoutMs: number): void {
    this.#source = this.#clientOf(endpoint, timeoutMs);
  }

  get items(): readonly vscode.TreeItem[] {
    return this.#tree.getChildren().map((row) => this.#tree.getTreeItem(row));
  }

  dispose(): void {
    for (const client of this.#clients) client.dispose();
    this.#tree.dispose();
    this.#project.dispose();
  }
}

interface MenuItem {
  readonly command: string;
  readonly when: string;
  readonly group: string;
}

/** The buttons of a row, as the manifest puts them there. */
function buttonsOf({ contextValue = '' }: vscode.TreeItem): readonly string[] {
  const { contributes } = vscode.extensions.getExtension('csms-explorer.csms-explorer')!.packageJSON as {
    readonly contributes: { readonly menus: Readonly<Record<string, readonly MenuItem[]>> };
  };
  return contributes.menus['view/item/context']!.filter(({ group }) => group.startsWith('inline'))
    .filter(({ when }) => new RegExp(/viewItem =~ \/(.*)\/$/u.exec(when)?.[1] ?? '^$', 'u').test(contextValue))
    .sort((one, other) => (one.group < other.group ? -1 : 1))
    .map(({ command }) => command);
}

const { signIn, retry, showLog } = commandIds;

/** What people read, and with which buttons, after a good load and then this. */
const expectations: readonly (readonly [FaultName, label: string, sentence: RegExp, buttons: readonly string[]])[] = [
  ['resetBeforeHeaders', 'The service cannot be reached', /reached \(ECONNRESET\)\. Check .*proxy/u, [retry, showLog]],
  ['resetAfterHeaders', 'The service cannot be reached', /reached \(ECONNRESET\)\. Check .*proxy/u, [retry, showLog]],
  ['silent', 'The service did not answer in time', /in time\. Check .*requestTimeoutSeconds/u, [retry, showLog]],
  ['endless', 'The service did not answer in time', /in time\. Check .*requestTimeoutSeconds/u, [retry, showLog]],
  ['unauthorized', 'Sign-in not accepted', /not accepted \(401\).* Sign in again\./u, [signIn, retry, showLog]],
  ['invalidTokenAs400', 'Sign-in not accepted', /not accepted \(401\).* Sign in again\./u, [signIn, retry, showLog]],
  ['forbidden', 'No permission to list secrets', /\(403\).*csms:secret:getSecretsByTag/u, [signIn, retry, showLog]],
  ['notFound', 'The project is not known', /does not know this project \(404\)\. Check/u, [signIn, retry, showLog]],
  ['badRequest', 'Loading failed', /refused the request \(400\)\. The service says: No\./u, [retry, showLog]],
  [
    'throttledForLong',
    'The service asks for fewer requests',
    /fewer requests \(429\)\. Try again in a moment/u,
    [retry, showLog],
  ],
  ['overloaded', 'The service cannot be reached', /not available .* \(503\)\. Try again later/u, [retry, showLog]],
  ['htmlAs502', 'The service cannot be reached', /not available .* \(502\)\. Try again later/u, [retry, showLog]],
  ['htmlAs200', 'The answer is not from CSMS', /not from CSMS\. Check .*login page/u, [retry, showLog]],
  ['truncated', 'The answer is not from CSMS', /not from CSMS\. Check .*login page/u, [retry, showLog]],
  ['proxyAuthentication', 'The service cannot be reached', /PROXY_AUTHENTICATION_REQUIRED/u, [retry, showLog]],
  ['loginToNetwork', 'The service cannot be reached', /NETWORK_AUTHENTICATION_REQUIRED/u, [retry, showLog]],
  [
    'temporaryRedirect',
    'The answer is not from CSMS',
    /a redirect, which is not followed\. Check the endpoint/u,
    [retry, showLog],
  ],
  ['hugeBody', 'Loading failed', /larger than CSMS Explorer accepts/u, [retry, showLog]],
  ['compressedGibibyte', 'Loading failed', /larger than CSMS Explorer accepts/u, [retry, showLog]],
];

describe('after a good load, the tree', () => {
  const disposals: (() => unknown)[] = [];
  let server: FaultServer;
  before(async () => {
    server = await FaultServer.start();
  });
  afterEach(async () => {
    for (const dispose of disposals.splice(0).reverse()) await dispose();
  });
  after(() => server.dispose());

  async function loadedTree(timeoutMs = 15_000): Promise<TreeUnderTest> {
    const tree = new TreeUnderTest(server.endpoint, timeoutMs);
    disposals.push(() => tree.dispose());
    server.play(page(...oldRows.map((name) => wireRow(name))));
    await tree.load();
    assert.deepEqual(
      tree.items.map(({ label }) => label),
      oldRows,
    );
    return tree;
  }

  function assertOldRowsUnder(
    { items, logger }: TreeUnderTest,
    label: string,
    sentence: RegExp,
    buttons: readonly string[],
  ): void {
    const [notice, ...rows] = items;
    assert.deepEqual(
      rows.map((row) => row.label),
      oldRows,
    );
    assert.equal(notice?.label, label);
    assert.equal(notice.description, 'data from 5 minutes ago');
    assert.ok(typeof notice.tooltip === 'string');
    assert.match(notice.tooltip, sentence);
    assert.deepEqual(buttonsOf(notice), buttons);
    assert.doesNotMatch(logger.lines.join('\n'), new RegExp(token, 'u'));
  }

  for (const [name, label, sentence, buttons] of expectations) {
    it(`keeps its rows, tells their age, what happened and what helps, and logs the call: ${name}`, async () => {
      const tree = await loadedTree(stalls.has(name) ? 200 : 15_000);
      server.play(faults[name]);
      await tree.refresh();
      assertOldRowsUnder(tree, label, sentence, buttons);

      const { body } = server.requests.at(-1)!;
      const { sequence } = JSON.parse(body) as { readonly sequence: string };
      const calls = tree.logger.lines.filter((line) => line.startsWith('warn ListResourceInstances: '));
      assert.match(calls.at(-1) ?? '', new RegExp(`\\(request \\S+, sequence ${sequence}\\)`, 'u'));
      assert.match(tree.logger.lines.at(-1) ?? '', /^warn Loading secrets ended: ListResourceInstances: /u);

      server.play(page(wireRow('new')));
      await tree.refresh();
      assert.deepEqual(
        tree.items.map((item) => item.label),
        ['new'],
        'it is over with the next refresh',
      );
    });
  }

  it('logs the id that the service gave the request', async () => {
    const tree = await loadedTree();
    server.play(faults.forbidden);
    await tree.refresh();
    assert.match(
      tree.logger.lines[0] ?? '',
      /\(403, CSMS\.0002\) in \d+ ms \(request request-1, sequence [0-9a-f-]{36}\)/u,
    );
  });

  it('keeps its rows when the certificate is not trusted, and names the settings', async () => {
    const tree = await loadedTree();
    let requests = 0;
    const stranger = createServer(selfSignedCertificate('127.0.0.1'), () => requests++);
    await once(stranger.listen(0, '127.0.0.1'), 'listening');
    disposals.push(() => stranger.close());
    tree.moveTo(`https://127.0.0.1:${(stranger.address() as AddressInfo).port}`, 15_000);
    await tree.refresh();
    assertOldRowsUnder(tree, 'The certificate is not trusted', /http\.systemCertificates.*NODE_EXTRA_CA_CERTS/u, [
      retry,
      showLog,
    ]);
    assert.match(tree.logger.lines[0] ?? '', /certificate \(\w*CERT\w*\).*\(request -, sequence [0-9a-f-]{36}\)/u);
    assert.equal(requests, 0, 'the token is not sent');
  });

  for (const [what, fault, label, description, names] of [
    ['an unreadable row', faults.unreadableBetweenGood, '1 secret could not be read', '', ['a', 'c']],
    [
      'a total that is too large',
      pagingFaults.totalTooLarge,
      'The service did not list all secrets',
      '12 of 40 loaded',
      undefined,
    ],
    [
      'a server that ignores the offset',
      pagingFaults.offsetIgnored,
      'The service did not list all secrets',
      '5 of 12 loaded',
      undefined,
    ],
    [
      'a list that never comes to rest',
      pagingFaults.restless,
      'The list kept changing while it was read',
      '',
      undefined,
    ],
  ] satisfies readonly (readonly [string, Fault, string, string, readonly string[] | undefined])[]) {
    it(`shows what came, and says that it may not be all: ${what}`, async () => {
      const tree = await loadedTree();
      server.play(fault);
      await tree.refresh();
      const [notice, ...rows] = tree.items;
      assert.equal(notice?.label, label);
      assert.equal(notice.description, description);
      assert.notEqual(notice.tooltip, '');
      assert.deepEqual(buttonsOf(notice), [retry, showLog]);
      const labels = rows.map((row) => row.label);
      if (names) assert.deepEqual(labels, names);
      assert.ok(labels.length > 0 && !labels.includes('db'), 'the rows are the new ones');
      assert.match(tree.logger.lines.join('\n'), /warn (?:Could not read secret|The service states|The list changed)/u);
    });
  }
});
