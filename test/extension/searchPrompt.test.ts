import assert from 'node:assert/strict';
import { ServiceError, type ServiceErrorKind } from '../../src/model/serviceError';
import { SearchPrompt } from '../../src/vscode/search/searchPrompt';
import { FakeSource, page, secret } from '../support/builders';
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
