import assert from 'node:assert/strict';
import type { ProjectTagKey } from '../../src/query/tagKeys';
import { SecretIndex } from '../../src/inventory/secretIndex';
import { noFilter, type SecretFilter } from '../../src/model/secretFilter';
import { keyItems } from '../../src/vscode/filter/askTagKey';
import { valueItems } from '../../src/vscode/filter/askTagValues';
import { filterOf } from '../../src/vscode/filter/filterDraft';
import { draftItems, type DraftFacts, type FilterItem } from '../../src/vscode/filter/filterItems';
import { typedItems } from '../../src/vscode/filter/typedFilterItems';
import { UnfinishedDrafts } from '../../src/vscode/filter/unfinishedDrafts';
import { secret, tags } from '../support/builders';

const filter: SecretFilter = { tags: [{ key: 'env', values: ['prod', ''] }], nameContains: ['db'] };
const full: SecretFilter = {
  tags: 'abcdefghij'.split('').map((key) => ({ key, values: [] })),
  nameContains: [],
};
const tooMuch: SecretFilter = { ...full, tags: [...full.tags, { key: 'k', values: [] }] };
const keys: readonly ProjectTagKey[] = SecretIndex.from([
  secret({ tags: tags('env=prod', 'app=checkout') }),
  secret({ tags: tags('env=prod', 'team=payments') }),
  secret({ tags: tags('env=staging') }),
]).tagKeys;

function rows(facts: Partial<DraftFacts>): readonly FilterItem[] {
  return draftItems({ conditions: noFilter, on: noFilter, count: undefined, keys: [], saved: [], ...facts });
}

function typed(text: string, conditions = noFilter): readonly FilterItem[] {
  return typedItems({ conditions, text }, undefined, keys);
}

function labels(items: readonly FilterItem[]): readonly string[] {
  return items.map(({ label }) => label);
}

describe('the rows of the filter prompt', () => {
  it('offer saved filters first, then what can be added: the keys of most secrets at once', () => {
    const saved = { name: 'mine', text: 'env=prod', result: { filter } };
    assert.deepEqual(labels(rows({ saved: [saved], keys })), [
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

  it('show conditions in words, with a way to remove each', () => {
    const shown = rows({ conditions: filter, on: filter, count: { kind: 'counted', count: 1 } });
    assert.equal(shown[0]?.description, '1 secret matches');
    assert.deepEqual(
      shown.flatMap(({ label, actions }) =>
        actions?.[0]?.kind === 'remove' ? [[label, actions[0].conditions.tags.length]] : [],
      ),
      [
        ['env = prod or (empty value)', 0],
        ['name contains db', 1],
      ],
    );
  });

  it('tell the whole sentence when the service refuses', () => {
    const failed = { kind: 'failed', sentence: 'It says no.', isSignInRefused: false } as const;
    const [apply] = rows({ conditions: filter, count: failed });
    assert.deepEqual([apply?.description, apply?.detail], ['', 'It says no.']);
    assert.equal(apply?.intent.kind, 'apply');
    const [signIn] = rows({ conditions: filter, count: { ...failed, isSignInRefused: true } });
    assert.deepEqual([signIn?.intent.kind, signIn?.detail], ['signIn', 'It says no.']);
  });

  it('say whether the conditions are on, and lead back to those that are', () => {
    assert.ok(labels(rows({ conditions: filter, on: filter })).includes('Conditions, all of which must match'));
    const changed = rows({ conditions: full, on: filter });
    assert.ok(labels(changed).includes('Conditions, not applied yet'));
    const discard = changed.find(({ label }) => label === 'Discard Changes');
    assert.deepEqual(discard?.intent, { kind: 'take', conditions: filter });
  });

  it('offer to show all secrets when every condition of the filter that is on was removed', () => {
    const [first] = rows({ on: filter });
    assert.deepEqual([first?.label, first?.intent], ['Show All Secrets', { kind: 'apply', filter: noFilter }]);
    assert.ok(!labels(rows({})).includes('Show All Secrets'));
  });

  it('refuse an eleventh tag condition', () => {
    const shown = rows({ conditions: full, keys });
    assert.ok(labels(shown).includes('At most 10 tag conditions are allowed.'));
    assert.ok(!labels(shown).includes('Add Tag Condition…') && !labels(shown).includes('env'));
  });

  it('neither apply nor save what is beyond the limits, and say why', () => {
    const shown = rows({ conditions: tooMuch });
    assert.equal(shown[0]?.label, 'At most 10 tag conditions are allowed.');
    assert.ok(shown.every(({ intent }) => intent.kind !== 'apply' && intent.kind !== 'save'));
    assert.equal(filterOf({ conditions: tooMuch, text: '' }), undefined);
  });

  it('lead to the settings when those cannot be read', () => {
    const broken = { name: 'odd', text: '', result: { problem: { kind: 'notText' } } } as const;
    for (const saved of [undefined, [broken]]) {
      assert.ok(rows({ saved }).some(({ intent }) => intent.kind === 'openSettings'));
    }
  });
});

describe('the rows while a word is typed', () => {
  it('offer conditions with it, ready to be added', () => {
    const [, first, name] = typed('pro');
    assert.deepEqual([first?.label, first?.description], ['env = prod', '2 secrets']);
    assert.deepEqual(first?.intent, {
      kind: 'take',
      conditions: { tags: [{ key: 'env', values: ['prod'] }], nameContains: [] },
    });
    assert.equal(name?.label, 'name contains pro');
  });

  it('add a value to the condition on its key', () => {
    assert.equal(typed('stag', filter)[1]?.label, 'env = prod or (empty value) or staging');
  });

  it('lead from a key to its values', () => {
    assert.deepEqual(typed('tea')[1]?.intent, { kind: 'tag', key: 'team' });
  });

  it('refuse what would go beyond the limits', () => {
    const [, first] = typed('prod', full);
    assert.deepEqual([first?.description, first?.intent.kind], ['At most 10 tag conditions are allowed.', 'nothing']);
  });
});

describe('the rows while a filter is typed', () => {
  it('apply, save and edit it together with the conditions, of which none is lost', () => {
    const shown = typed('team=payments env=staging', filter);
    const whole = {
      tags: [
        { key: 'env', values: ['staging'] },
        { key: 'team', values: ['payments'] },
      ],
      nameContains: ['db'],
    };
    const intents = new Map(shown.map(({ label, intent }) => [label, intent]));
    assert.deepEqual(intents.get('Apply Filter'), { kind: 'apply', filter: whole });
    assert.deepEqual(intents.get('Save Filter…'), { kind: 'save', filter: whole });
    assert.deepEqual(intents.get('Edit as Conditions'), { kind: 'take', conditions: whole });
    assert.deepEqual(filterOf({ conditions: filter, text: 'team=payments env=staging' }), whole);
  });

  it('go on with an unfinished last word before they blame it', () => {
    assert.deepEqual(labels(typed('env=prod tea')).slice(0, 2), ['Continue with', 'team']);
  });

  it('count characters to the place of a mistake, not UTF-16 units', () => {
    assert.equal(typed('𠮷=a b=')[0]?.description, 'at character 5');
  });

  it('draw no icon and no hidden character of what was typed', () => {
    const row = typed('"$(flame)\u202e" x').find(({ intent }) => intent.kind === 'nothing' && intent);
    assert.ok(row);
    const problem = typed('"$(flame)\u202e" x').find(({ detail }) => detail !== undefined);
    assert.ok(problem?.label.includes('\\$(flame)') && problem.detail?.includes('\\u202e'), JSON.stringify(problem));
  });
});

describe('choosing a key and values', () => {
  it('offers what was typed last, and says what is wrong with it', () => {
    const known = { keys };
    assert.deepEqual(
      keyItems('e', known, new Set()).map(({ label }) => label),
      ['env', 'team', 'e'],
    );
    assert.deepEqual(
      keyItems('env', known, new Set()).map(({ label }) => label),
      ['env'],
    );
    const [tooLong] = keyItems('k'.repeat(129), known, new Set());
    assert.deepEqual([tooLong?.key, tooLong?.description], [undefined, 'The key has 129 characters; 128 are allowed.']);
  });

  it('lets a key that has a condition be chosen to change it', () => {
    for (const key of ['env', 'typed']) {
      const [row] = keyItems(key, { keys }, new Set(['env', 'typed']));
      assert.deepEqual([row?.key, row?.description], [key, 'has a condition: choose to change it']);
    }
  });

  it('offers any value first, and what was typed last', () => {
    const known = [
      { value: 'prod', count: 2 },
      { value: '', count: undefined },
    ];
    assert.deepEqual(
      valueItems('', known).map(({ label }) => label),
      ['Any value', 'prod', '(empty value)'],
    );
    assert.deepEqual(
      valueItems('pr', known).map(({ label, value }) => [label, value]),
      [
        ['prod', 'prod'],
        ['pr', 'pr'],
      ],
    );
    assert.equal(valueItems('v'.repeat(256), known)[0]?.value, undefined);
  });
});

describe('an unfinished draft', () => {
  const draft = { conditions: filter, text: 'team=' };

  it('is there again once, for its connection', () => {
    const drafts = new UnfinishedDrafts();
    drafts.keep('one', noFilter, draft);
    assert.deepEqual(drafts.take('other', noFilter), { conditions: noFilter, text: '' });
    assert.deepEqual(drafts.take('one', noFilter), draft);
    assert.deepEqual(drafts.take('one', noFilter), { conditions: noFilter, text: '' });
  });

  it('gives way when another filter was put on meanwhile', () => {
    const drafts = new UnfinishedDrafts();
    drafts.keep('one', noFilter, draft);
    assert.deepEqual(drafts.take('one', full), { conditions: full, text: '' });
  });
});
