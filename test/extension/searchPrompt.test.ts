import assert from 'node:assert/strict';
import { ServiceError, type ServiceErrorKind } from '../../src/model/serviceError';
import { SearchPrompt } from '../../src/vscode/search/searchPrompt';
import { FakeSource, page, ScriptedSource, secret } from '../support/builders';
import { FakePrompts } from '../support/fakePrompts';
import { projectOver } from '../support/projects';
import { WatchedEditor } from '../support/watchedEditor';

describe('the search prompt', () => {
  let editor: WatchedEditor;
  beforeEach(() => {
    editor = new WatchedEditor();
  });
  afterEach(() => editor.dispose());

  /** Picks a row of the prompt. The service fails in that way until it is told that the key may be used again. */
  async function pickRow(pick: string, fails: ServiceErrorKind | undefined, isExpired = false) {
    let isTrusted = fails === undefined;
    const source = new FakeSource(() => {
      if (isTrusted) return page([secret({ id: 'a', name: 'db' })]);
      throw new ServiceError({ kind: fails ?? 'unavailable', operation: 'ListResourceInstances' });
    });
    const project = projectOver(source, {
      client: { resetCredential: () => (isTrusted = true) },
      maxConcurrentPages: () => 1,
      ...(isExpired && { expiresAt: 1 }),
    });
    await project.all.load();
    editor.answers = [{ to: /Search Secrets/u, type: 'db', pick }];
    const prompt = new SearchPrompt(project, [], assert.ifError, new AbortController().signal);
    const outcome = await prompt.run('');
    return { outcome, isTrusted };
  }

  it('uses a key once more that was refused, when a person asks for it', async () => {
    assert.equal((await pickRow('Retry: loading failed', 'clockSkew')).isTrusted, true);
  });

  it('leads to the sign-in when that is refused, and keeps what was typed', async () => {
    assert.deepEqual((await pickRow('Sign In…', 'unauthorized')).outcome, { kind: 'signIn', text: 'db' });
  });

  it('leads to the sign-in when that has expired, whatever is loaded', async () => {
    assert.deepEqual((await pickRow('Sign In…', undefined, true)).outcome, { kind: 'signIn', text: 'db' });
  });
});

describe('asking the service for what is not loaded', () => {
  let prompts: FakePrompts;
  let closing: AbortController;
  beforeEach(() => {
    prompts = new FakePrompts();
    closing = new AbortController();
  });
  afterEach(() => {
    closing.abort();
    prompts.dispose();
  });

  /** A search beside a load that waits for its first page. */
  async function openSearch() {
    const source = new ScriptedSource();
    const errors: unknown[] = [];
    const project = projectOver(source, { maxConcurrentPages: () => 1 });
    void new SearchPrompt(project, [], (error) => errors.push(error), closing.signal).run('');
    const list = await prompts.next('Search Secrets');
    await source.next();
    return { source, list, errors };
  }

  it('keeps what was found until the next answer, but not its number', async () => {
    const { source, list } = await openSearch();
    list.type('db');
    (await source.next()).answer(page([secret({ name: 'db-a' })], { totalCount: 70 }));
    await list.until(([first]) => first?.label === 'db-a');
    assert.ok(list.labels.includes('69 more: keep typing to narrow'));
    list.type('db-');
    assert.deepEqual([list.labels[0], list.labels.some((label) => label.includes('more'))], ['db-a', false]);
    (await source.next()).answer(page([secret({ name: 'db-b' })]));
    await list.until(([first]) => first?.label === 'db-b');
    assert.ok(!list.labels.includes('db-a'));
    list.type('');
    assert.ok(!list.labels.includes('db-b'));
  });

  it('leaves a failure of the service to the load beside it, and tells of a defect', async () => {
    const { source, list, errors } = await openSearch();
    list.type('db');
    (await source.next()).fail(new ServiceError({ kind: 'unavailable', operation: 'x' }));
    list.type('dbx');
    (await source.next()).fail(new TypeError('a defect'));
    while (errors.length === 0) await new Promise((resolve) => setImmediate(resolve));
    assert.ok(errors.length === 1 && errors[0] instanceof TypeError);
  });
});
