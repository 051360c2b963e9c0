import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { CsmsClient } from '../../src/csms/csmsClient';
import type { Secret } from '../../src/model/secret';
import { noFilter, type SecretFilter } from '../../src/model/secretFilter';
import { ServiceError } from '../../src/model/serviceError';
import type { FilterDraft } from '../../src/query/filterText';
import { type FilterOutcome, FilterPrompt } from '../../src/vscode/filter/filterPrompt';
import type { RequestDocuments } from '../../src/vscode/filter/requestDocuments';
import { FakeSource, page, secret, tags } from '../support/builders';
import { FakePrompts } from '../support/fakePrompts';
import { projectOver } from '../support/projects';
import { WatchedEditor } from '../support/watchedEditor';

const filter: SecretFilter = { tags: [{ key: 'env', values: ['prod', ''] }], nameContains: ['db'] };
const full: SecretFilter = {
  tags: Array.from('abcdefghij', (key) => ({ key, values: [] })),
  nameContains: [],
};
const tooMuch: SecretFilter = { ...full, tags: [...full.tags, { key: 'k', values: [] }] };
const prod: SecretFilter = { tags: [{ key: 'env', values: ['prod'] }], nameContains: [] };
/** The filter with a text beside it, which names one of its keys, and what they make together. */
const narrowed = draftOf(filter, 'team=payments env=staging');
const whole: SecretFilter = {
  tags: [
    { key: 'env', values: ['staging'] },
    { key: 'team', values: ['payments'] },
  ],
  nameContains: ['db'],
};
const written = 'env=staging team=payments name~db';
const secrets = [
  secret({ tags: tags('env=prod', 'app=checkout') }),
  secret({ tags: tags('env=prod', 'team=payments') }),
  secret({ tags: tags('env=staging') }),
];
/** What the service counts never comes, unless a test is about it. */
const never = (): Promise<number> => new Promise<number>(() => undefined);

interface Start extends Partial<FilterDraft> {
  readonly applied?: SecretFilter;
  readonly secrets?: readonly Secret[];
  readonly saved?: unknown;
  readonly count?: CsmsClient['count'];
}

/** What is chosen in a prompt that starts so, and what comes of it. */
type Case<T> = readonly [rule: string, start: Start, row: string, expected: T];

function draftOf(conditions: SecretFilter, text = ''): FilterDraft {
  return { conditions, text };
}

function isListed(label: string) {
  return (rows: readonly vscode.QuickPickItem[]) => rows.some((row) => row.label === label);
}

describe('the filter prompt', () => {
  let editor: WatchedEditor;
  let prompts: FakePrompts;
  let closing: AbortController;
  let errors: unknown[];
  const shownRequests: SecretFilter[] = [];
  beforeEach(() => {
    editor = new WatchedEditor();
    prompts = new FakePrompts();
    closing = new AbortController();
    errors = [];
  });
  afterEach(async () => {
    closing.abort();
    prompts.dispose();
    editor.dispose();
    await saveFilters(undefined);
  });

  async function saveFilters(value: unknown): Promise<void> {
    await vscode.workspace
      .getConfiguration('csmsExplorer')
      .update('savedFilters', value, vscode.ConfigurationTarget.Global);
  }

  /** Opens the prompt. Without tags in the project, it shows only what does not depend on them. */
  async function open({ conditions = noFilter, text = '', applied = noFilter, count = never, ...start }: Start = {}) {
    const { secrets: listed = [], saved } = start;
    if (saved !== undefined) await saveFilters(saved);
    const project = projectOver(new FakeSource(() => page(listed)), { client: { count }, filter: applied });
    await project.all.load();
    const requests = {
      show: (_: unknown, shown: SecretFilter) => Promise.resolve(void shownRequests.push(shown)),
    } as unknown as RequestDocuments;
    const prompt = new FilterPrompt({ conditions, text }, project, requests, (error) => errors.push(error));
    const outcome = prompt.run(closing.signal);
    const list = await prompts.next('Filter Secrets');
    if (listed.length > 0 && text === '') await list.until(isListed('team'));
    return { prompt, list, outcome };
  }

  it('offers saved filters first, then what can be added: the keys of most secrets at once', async () => {
    const { list } = await open({ secrets, saved: { mine: 'env=prod' } });
    const add = ['Add Tag Condition…', 'Add Name Condition…'];
    const headed = ['Saved filters', 'mine', 'Add a condition: choose, or type a word'];
    assert.deepEqual(list.labels, [...headed, 'env', 'app', 'team', ...add]);
  });

  const tooManyTags = 'At most 10 tag conditions are allowed.';
  const missing: readonly Case<string>[] = [
    [
      'says what is not applied',
      { ...draftOf(full), applied: filter },
      'Conditions, not applied yet',
      'Show All Secrets',
    ],
    [
      'says what is applied, and offers no way back to it',
      { ...draftOf(filter), applied: filter },
      'Conditions, all of which must match',
      'Discard Changes',
    ],
    ['does not offer all secrets while they are shown', {}, 'Add Tag Condition…', 'Show All Secrets'],
    ['refuses an eleventh tag condition', draftOf(full), tooManyTags, 'Add Tag Condition…'],
  ];
  for (const [rule, start, row, unlisted] of missing) {
    it(rule, async () => {
      const { labels } = (await open(start)).list;
      assert.deepEqual([labels.includes(row), labels.includes(unlisted)], [true, false], labels.join(' | '));
    });
  }

  const added = { ...filter, tags: [{ key: 'env', values: ['prod', '', 'staging'] }] };
  const changes: readonly Case<FilterDraft>[] = [
    ['leads back to what is applied', { ...draftOf(full), applied: filter }, 'Discard Changes', draftOf(filter)],
    ['turns a text into conditions', narrowed, 'Edit as Conditions', draftOf(whole)],
    ['turns conditions into a text', draftOf(whole), 'Edit as Text', draftOf(noFilter, written)],
    ['puts a saved filter that is wrong into the box', { saved: { odd: 'env=' } }, 'odd', draftOf(noFilter, 'env=')],
    ['adds what a word means', { secrets, text: 'pro' }, 'env = prod', draftOf(prod)],
    [
      'adds a value to its key',
      { ...draftOf(filter, 'stag'), secrets },
      'env = prod or (empty value) or staging',
      draftOf(added),
    ],
    ['adds nothing beyond the limits', { ...draftOf(full, 'prod'), secrets }, 'env = prod', draftOf(full, 'prod')],
  ];
  for (const [rule, start, row, draft] of changes) {
    it(rule, async () => {
      const { list, prompt } = await open(start);
      await list.until(isListed(row));
      list.enter(row);
      assert.deepEqual([prompt.draft, list.value], [draft, draft.text]);
    });
  }

  const refusedSignIn = () => Promise.reject(new ServiceError({ kind: 'unauthorized', operation: 'x', status: 401 }));
  const endings: readonly Case<FilterOutcome>[] = [
    ['shows all secrets again', { applied: filter }, 'Show All Secrets', { kind: 'apply', filter: noFilter }],
    ['applies a saved filter', { saved: { mine: 'env=prod' } }, 'mine', { kind: 'apply', filter: prod }],
    ['applies text and conditions together', narrowed, 'Apply Filter', { kind: 'apply', filter: whole }],
    ['leads to the sign-in', { ...draftOf(filter), count: refusedSignIn }, 'Sign In…', { kind: 'signIn' }],
  ];
  for (const [rule, start, row, ended] of endings) {
    it(rule, async () => {
      const { list, outcome } = await open(start);
      await list.until(isListed(row));
      list.enter(row);
      assert.deepEqual(await outcome, ended);
    });
  }

  const descriptions: readonly Case<string>[] = [
    ['counts the secrets of a condition that a word means', { secrets, text: 'pro' }, 'env = prod', '2 secrets'],
    ['says why a condition cannot be added', { ...draftOf(full, 'prod'), secrets }, 'env = prod', tooManyTags],
    ['says why a saved filter is wrong', { saved: { odd: 'env=' } }, 'odd', 'Write a value, or * for any value.'],
  ];
  for (const [rule, start, row, description] of descriptions) {
    it(rule, async () => {
      const { list } = await open(start);
      await list.until(isListed(row));
      assert.equal(list.row(row).description, description);
    });
  }

  it('leads to the settings when those cannot be read', async () => {
    for (const [saved, label] of [
      ['nonsense', 'The setting "csmsExplorer.savedFilters" does not hold named filters'],
      [{ odd: 7 }, 'odd'],
    ] as const) {
      editor.forget();
      const { list, outcome } = await open({ saved });
      list.enter(label);
      assert.equal(await outcome, undefined);
      assert.match(String(editor.sinks.get('command arguments')), /openSettings.*csmsExplorer\.savedFilters/u);
    }
  });

  it('shows conditions in words, with a way to remove each', async () => {
    const { list, prompt } = await open({ conditions: filter, applied: filter, count: () => Promise.resolve(1) });
    await list.until(([apply]) => apply?.description === '1 secret matches');
    list.press('Remove Condition', 'env = prod or (empty value)');
    assert.deepEqual(prompt.draft.conditions, { tags: [], nameContains: ['db'] });
    list.press('Remove Condition', 'name contains db');
    assert.deepEqual(prompt.draft.conditions, noFilter);
  });

  it('neither counts, applies, shows nor saves what is beyond the limits, and says why', async () => {
    let isCounted = false;
    const { list } = await open({ conditions: tooMuch, count: () => Promise.resolve(Number((isCounted = true))) });
    assert.equal(list.labels[0], tooManyTags);
    assert.ok(!list.labels.includes('Apply Filter') && !list.labels.includes('Save Filter…'));
    assert.deepEqual([list.buttons, isCounted], [[], false]);
  });

  it('shows the request of the filter', async () => {
    const { list } = await open({ conditions: filter });
    list.press('Show Filter Request');
    assert.deepEqual(shownRequests, [filter]);
  });

  it('saves conditions and text together, and goes on', async () => {
    const { list } = await open(narrowed);
    list.enter('Save Filter…');
    const name = await prompts.next('Save Filter');
    name.type('mine');
    name.enter();
    if (vscode.workspace.workspaceFolders) (await prompts.next('Save Filter')).enter('User Settings');
    await prompts.next('Filter Secrets');
    const saved = vscode.workspace.getConfiguration('csmsExplorer').get('savedFilters');
    assert.deepEqual({ ...(saved as object) }, { mine: written });
  });

  describe('counting matches', () => {
    it('shows why the service refuses a filter, as text', async () => {
      const serviceMessage = '[no](command:x) $(flame)';
      const refusal = new ServiceError({ kind: 'rejected', operation: 'x', status: 400, serviceMessage });
      const { list } = await open({ conditions: filter, count: () => Promise.reject(refusal) });
      await list.until(([apply]) => apply?.detail !== undefined);
      const { description, detail } = list.row('Apply Filter');
      assert.equal(description, '');
      assert.match(detail ?? '', /The service says: \[no\] \(command:x\) \$ \(flame\)$/u);
      assert.deepEqual(errors, []);
    });

    it('tells of a defect, which is no answer of the service', async () => {
      const { list } = await open({ conditions: filter, count: () => Promise.reject(new TypeError('a defect')) });
      await list.until(([apply]) => apply?.detail === 'The matches cannot be counted.');
      assert.equal(errors.length, 1);
    });

    it('asks once after several changes', async () => {
      const asked: SecretFilter[] = [];
      const count = (each: SecretFilter) => Promise.resolve(36 + asked.push(each));
      const { list } = await open({ count });
      for (const text of ['env=p', 'env=pr', 'env=prod']) list.type(text);
      assert.equal(list.row('Apply Filter').description, 'counting…');
      await list.until(([apply]) => apply?.description === '37 secrets match');
      assert.deepEqual(asked, [prod]);
    });
  });

  describe('while something is typed', () => {
    it('offers conditions with a word: first those that begin with it', async () => {
      const { list } = await open({ secrets });
      list.type('pro');
      assert.deepEqual(list.labels.slice(1, 3), ['env = prod', 'name contains pro']);
    });

    it('leads from a key to its values', async () => {
      const { list } = await open({ secrets });
      list.type('tea');
      list.enter('team');
      await prompts.next('Tag Condition: Values of team');
    });

    it('goes on with an unfinished last word before it blames it', async () => {
      const { list } = await open({ secrets });
      list.type('env=prod tea');
      assert.deepEqual(list.labels.slice(0, 2), ['Continue with', 'team']);
    });

    it('counts characters to the place of a mistake, not UTF-16 units', async () => {
      const { list } = await open({ text: '𠮷=a b=' });
      assert.equal(list.items[0]?.description, 'at character 5');
    });

    it('draws no icon and no hidden character of what was typed', async () => {
      const { list } = await open({ text: '"$(flame)\u202e" x' });
      const problem = list.items.find(({ detail }) => detail !== undefined);
      assert.ok(problem?.label.includes('\\$(flame)') && problem.detail?.includes('\\u202e'), JSON.stringify(problem));
    });
  });

  describe('asking for a key', () => {
    const askKey = async (start: Start) => {
      const opened = await open(start);
      opened.list.enter('Add Tag Condition…');
      return { ...opened, keys: await prompts.next('Tag Condition: Key') };
    };

    it('offers what was typed last, and says what is wrong with it', async () => {
      const { keys } = await askKey({ secrets });
      await keys.until((rows) => rows.length === 3);
      keys.type('e');
      assert.deepEqual(keys.labels, ['env', 'team', 'e']);
      keys.type('env');
      assert.deepEqual(keys.labels, ['env']);
      keys.type('k'.repeat(129));
      assert.equal(keys.items[0]?.description, 'The key has 129 characters; 128 are allowed.');
      keys.enter(); // It is not taken: the prompt is still there.
      keys.type('mine');
      keys.enter('mine');
      await prompts.next('Tag Condition: Values of mine');
    });

    it('lets a key that has a condition be chosen to change it', async () => {
      const conditions = { tags: ['env', 'typed'].map((key) => ({ key, values: [] })), nameContains: [] };
      const { keys } = await askKey({ secrets, conditions });
      await keys.until((rows) => rows.length === 3);
      for (const key of ['env', 'typed']) {
        keys.type(key);
        assert.equal(keys.row(key).description, 'has a condition: choose to change it');
      }
      keys.enter('typed');
      const values = await prompts.next('Tag Condition: Values of typed');
      assert.deepEqual(values.ticked, ['Any value']);
    });

    it('leads back from the values, and from there to the list', async () => {
      const { keys } = await askKey({ secrets });
      await keys.until((rows) => rows.length === 3);
      keys.enter('env');
      (await prompts.next('Tag Condition: Values of env')).goBack();
      (await prompts.next('Tag Condition: Key')).goBack();
      await prompts.next('Filter Secrets');
    });

    it('ends with the prompt when it is dismissed', async () => {
      const { keys, outcome } = await askKey({});
      keys.dismiss();
      assert.equal(await outcome, undefined);
    });
  });

  describe('asking for values', () => {
    const askValues = async (values?: readonly string[]) => {
      const conditions = values ? { tags: [{ key: 'env', values }], nameContains: [] } : noFilter;
      const opened = await open({ secrets, conditions });
      opened.list.enter(opened.list.labels.find((label) => label.startsWith('env')));
      const asked = await prompts.next('Tag Condition: Values of env');
      await asked.until((rows) => rows.length > 2);
      return { ...opened, asked };
    };
    const valuesOf = ({ draft }: FilterPrompt) => draft.conditions.tags[0]?.values;

    it('offers any value first, and what was typed last', async () => {
      const { asked } = await askValues(['', 'staging']);
      assert.deepEqual(asked.labels, ['Any value', 'prod', 'staging', '(empty value)']);
      asked.type('pr');
      assert.deepEqual(asked.labels, ['prod', 'pr']);
      asked.type('v'.repeat(256));
      assert.equal(asked.items[0]?.description, 'The value has 256 characters; 255 are allowed.');
    });

    it('gives them in the order of ticking, also those that a text hides', async () => {
      const { asked, prompt } = await askValues();
      asked.tick('staging');
      asked.tick('prod', 'staging');
      asked.type('mine');
      asked.enter();
      await prompts.next('Filter Secrets');
      assert.deepEqual(valuesOf(prompt), ['staging', 'prod', 'mine']);
    });

    it('takes only the ticked ones where a text was to find them', async () => {
      const { asked, prompt } = await askValues();
      asked.type('pro');
      asked.tick('prod');
      asked.enter();
      await prompts.next('Filter Secrets');
      assert.deepEqual(valuesOf(prompt), ['prod']);
    });

    it('lets any value and single values exclude each other: what was ticked last counts', async () => {
      const { asked, prompt } = await askValues(['prod']);
      asked.tick('Any value', 'prod');
      assert.deepEqual(asked.ticked, ['Any value']);
      asked.tick('Any value', 'staging');
      assert.deepEqual(asked.ticked, ['staging']);
      asked.tick('Any value', 'staging');
      asked.enter();
      await prompts.next('Filter Secrets');
      assert.deepEqual(valuesOf(prompt), []);
    });

    it('says what is missing, and what is too much, and stays open', async () => {
      const { asked } = await askValues();
      asked.enter();
      assert.equal(asked.title, 'Tick a value, or "Any value".');
      const digits = '123456789'.split('');
      for (const value of digits) {
        asked.type(value);
        asked.tick(value);
      }
      asked.type('');
      asked.tick(...digits, 'prod', 'staging');
      assert.equal(asked.title, 'At most 10 values of a key are allowed.');
      asked.enter();
      assert.equal(asked.title, 'At most 10 values of a key are allowed.');
    });
  });
});
