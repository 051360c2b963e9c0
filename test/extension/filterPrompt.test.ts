import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { CsmsClient } from '../../src/csms/csmsClient';
import type { Secret } from '../../src/model/secret';
import { noFilter, type SecretFilter } from '../../src/model/secretFilter';
import { ServiceError } from '../../src/model/serviceError';
import type { FilterDraft } from '../../src/query/filterText';
import { FilterPrompt } from '../../src/vscode/filter/filterPrompt';
import type { RequestDocuments } from '../../src/vscode/filter/requestDocuments';
import { FakeSource, page, secret, tags } from '../support/builders';
import { FakePrompts } from '../support/fakePrompts';
import { projectOver } from '../support/projects';
import { WatchedEditor } from '../support/watchedEditor';

const filter: SecretFilter = { tags: [{ key: 'env', values: ['prod', ''] }], nameContains: ['db'] };
const full: SecretFilter = {
  tags: 'abcdefghij'.split('').map((key) => ({ key, values: [] })),
  nameContains: [],
};
const tooMuch: SecretFilter = { ...full, tags: [...full.tags, { key: 'k', values: [] }] };
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
  readonly count?: CsmsClient['count'];
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
    const { secrets: listed = [] } = start;
    const project = projectOver(new FakeSource(() => page(listed)), { client: { count }, filter: applied });
    await project.all.load();
    const requests = {
      show: (_: unknown, shown: SecretFilter) => Promise.resolve(void shownRequests.push(shown)),
    } as unknown as RequestDocuments;
    const prompt = new FilterPrompt({ conditions, text }, project, requests, (error) => errors.push(error));
    const outcome = prompt.run(closing.signal);
    const list = await prompts.next('Filter Secrets');
    if (listed.length > 0 && text === '') await list.until((rows) => rows.some(({ label }) => label === 'team'));
    return { prompt, list, outcome };
  }

  describe('while nothing is typed', () => {
    it('offers saved filters first, then what can be added: the keys of most secrets at once', async () => {
      await saveFilters({ mine: 'env=prod' });
      const { list } = await open({ secrets });
      assert.deepEqual(list.labels, [
        'Saved filters',
        'mine',
        'Add a condition: choose, or type a word',
        'env',
        'app',
        'team',
        'Add Tag Condition…',
        'Add Name Condition…',
      ]);
    });

    it('shows conditions in words, with a way to remove each', async () => {
      const { list, prompt } = await open({ conditions: filter, applied: filter, count: () => Promise.resolve(1) });
      await list.until(([apply]) => apply?.description === '1 secret matches');
      list.press('Remove Condition', 'env = prod or (empty value)');
      assert.deepEqual(prompt.draft.conditions, { tags: [], nameContains: ['db'] });
      list.press('Remove Condition', 'name contains db');
      assert.deepEqual(prompt.draft.conditions, noFilter);
    });

    it('says whether the conditions are applied, and leads back to those that are', async () => {
      const { list, prompt } = await open({ conditions: full, applied: filter });
      assert.ok(list.labels.includes('Conditions, not applied yet'));
      list.enter('Discard Changes');
      assert.deepEqual(prompt.draft, { conditions: filter, text: '' });
      assert.ok(list.labels.includes('Conditions, all of which must match'));
      assert.ok(!list.labels.includes('Discard Changes'));
    });

    it('offers to show all secrets when every condition of the applied filter was removed', async () => {
      const { list, outcome } = await open({ applied: filter });
      assert.equal(list.labels[0], 'Show All Secrets');
      list.enter('Show All Secrets');
      assert.deepEqual(await outcome, { kind: 'apply', filter: noFilter });
      assert.ok(!(await open()).list.labels.includes('Show All Secrets'));
    });

    it('refuses an eleventh tag condition', async () => {
      const { list } = await open({ conditions: full });
      assert.ok(list.labels.includes('At most 10 tag conditions are allowed.'));
      assert.ok(!list.labels.includes('Add Tag Condition…'));
    });

    it('neither counts, applies, shows nor saves what is beyond the limits, and says why', async () => {
      let isCounted = false;
      const count = () => {
        isCounted = true;
        return never();
      };
      const { list } = await open({ conditions: tooMuch, count });
      assert.equal(list.labels[0], 'At most 10 tag conditions are allowed.');
      assert.ok(!list.labels.includes('Apply Filter') && !list.labels.includes('Save Filter…'));
      assert.deepEqual([list.buttons, isCounted], [[], false]);
    });

    it('leads to the settings when those cannot be read', async () => {
      for (const [value, label] of [
        ['nonsense', 'The setting "csmsExplorer.savedFilters" does not hold named filters'],
        [{ odd: 7 }, 'odd'],
      ] as const) {
        await saveFilters(value);
        editor.forget();
        const { list, outcome } = await open();
        list.enter(label);
        assert.equal(await outcome, undefined);
        assert.match(String(editor.sinks.get('command arguments')), /openSettings.*csmsExplorer\.savedFilters/u);
      }
    });

    it('puts the text of a saved filter that is wrong into the box', async () => {
      await saveFilters({ odd: 'env=' });
      const { list, prompt } = await open();
      assert.match(list.row('odd').description ?? '', /Write a value/u);
      list.enter('odd');
      assert.deepEqual([prompt.draft.text, list.value], ['env=', 'env=']);
    });

    it('shows the request of the filter', async () => {
      const { list } = await open({ conditions: filter });
      list.press('Show Filter Request');
      assert.deepEqual(shownRequests, [filter]);
    });
  });

  describe('counting matches', () => {
    it('shows why the service refuses a filter, as text', async () => {
      const refusal = {
        kind: 'rejected',
        operation: 'x',
        status: 400,
        serviceMessage: '[no](command:x) $(flame)',
      } as const;
      const { list } = await open({ conditions: filter, count: () => Promise.reject(new ServiceError(refusal)) });
      await list.until(([apply]) => apply?.detail !== undefined);
      const { description, detail } = list.row('Apply Filter');
      assert.equal(description, '');
      assert.match(detail ?? '', /The service says: \[no\] \(command:x\) \$ \(flame\)$/u);
      assert.deepEqual(errors, []);
    });

    it('leads to the sign-in where the service wants that first', async () => {
      const count = () => Promise.reject(new ServiceError({ kind: 'unauthorized', operation: 'x', status: 401 }));
      const { list, outcome } = await open({ conditions: filter, count });
      await list.until(([first]) => first?.label === 'Sign In…');
      list.enter('Sign In…');
      assert.deepEqual(await outcome, { kind: 'signIn' });
    });

    it('tells of a defect, which is no answer of the service', async () => {
      const { list } = await open({ conditions: filter, count: () => Promise.reject(new TypeError('a defect')) });
      await list.until(([apply]) => apply?.detail === 'The matches cannot be counted.');
      assert.equal(errors.length, 1);
    });

    it('asks once after several changes', async () => {
      const asked: SecretFilter[] = [];
      const count = (each: SecretFilter) => {
        asked.push(each);
        return Promise.resolve(37);
      };
      const { list } = await open({ count });
      for (const text of ['env=p', 'env=pr', 'env=prod']) list.type(text);
      assert.equal(list.row('Apply Filter').description, 'counting…');
      await list.until(([apply]) => apply?.description === '37 secrets match');
      assert.deepEqual(asked, [{ tags: [{ key: 'env', values: ['prod'] }], nameContains: [] }]);
    });
  });

  describe('while a word is typed', () => {
    it('offers conditions with it, which Enter adds', async () => {
      const { list, prompt } = await open({ secrets });
      list.type('pro');
      assert.deepEqual(list.labels.slice(1, 3), ['env = prod', 'name contains pro']);
      assert.equal(list.row('env = prod').description, '2 secrets');
      list.enter('env = prod');
      const added = { tags: [{ key: 'env', values: ['prod'] }], nameContains: [] };
      assert.deepEqual([prompt.draft, list.value], [{ conditions: added, text: '' }, '']);
    });

    it('adds a value to the condition on its key', async () => {
      const { list } = await open({ secrets, conditions: filter });
      list.type('stag');
      assert.equal(list.labels[1], 'env = prod or (empty value) or staging');
    });

    it('leads from a key to its values', async () => {
      const { list } = await open({ secrets });
      list.type('tea');
      list.enter('team');
      await prompts.next('Tag Condition: Values of team');
    });

    it('refuses what would go beyond the limits', async () => {
      const { list, prompt } = await open({ secrets, conditions: full, text: 'prod' });
      await list.until((rows) => rows.some(({ label }) => label === 'env = prod'));
      assert.equal(list.row('env = prod').description, 'At most 10 tag conditions are allowed.');
      list.enter('env = prod');
      assert.equal(prompt.draft.text, 'prod');
    });
  });

  describe('while a filter is typed', () => {
    const whole = {
      tags: [
        { key: 'env', values: ['staging'] },
        { key: 'team', values: ['payments'] },
      ],
      nameContains: ['db'],
    };

    it('applies it together with the conditions, of which none is lost', async () => {
      const { list, outcome } = await open({ conditions: filter, text: 'team=payments env=staging' });
      list.enter('Apply Filter');
      assert.deepEqual(await outcome, { kind: 'apply', filter: whole });
    });

    it('turns it into conditions, and those into a text', async () => {
      const { list, prompt } = await open({ conditions: filter, text: 'team=payments env=staging' });
      list.enter('Edit as Conditions');
      assert.deepEqual(prompt.draft, { conditions: whole, text: '' });
      list.enter('Edit as Text');
      assert.deepEqual(prompt.draft, { conditions: noFilter, text: 'env=staging team=payments name~db' });
    });

    it('saves it whole, and goes on', async () => {
      const { list } = await open({ conditions: filter, text: 'team=payments env=staging' });
      list.enter('Save Filter…');
      const name = await prompts.next('Save Filter');
      name.type('mine');
      name.enter();
      const next = await prompts.next(vscode.workspace.workspaceFolders ? 'Save Filter' : 'Filter Secrets');
      if (vscode.workspace.workspaceFolders) {
        next.enter('User Settings');
        await prompts.next('Filter Secrets');
      }
      const saved = vscode.workspace.getConfiguration('csmsExplorer').get('savedFilters');
      assert.deepEqual({ ...(saved as object) }, { mine: 'env=staging team=payments name~db' });
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
      assert.deepEqual(
        values.selectedItems.map(({ label }) => label),
        ['Any value'],
      );
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
      assert.deepEqual(
        asked.selectedItems.map(({ label }) => label),
        ['Any value'],
      );
      asked.tick('Any value', 'staging');
      assert.deepEqual(
        asked.selectedItems.map(({ label }) => label),
        ['staging'],
      );
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
