import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { storageKeys } from '../../src/ids';
import { noFilter, type SecretFilter } from '../../src/model/secretFilter';
import { ServiceError } from '../../src/model/serviceError';
import { draftItems, typedItems } from '../../src/vscode/filter/filterItems';
import { FilterStore } from '../../src/vscode/filter/filterStore';
import { filterName, problemSentence } from '../../src/vscode/filter/filterWords';
import { MatchCounter, matchCountWords, type MatchCount } from '../../src/vscode/filter/matchCount';
import { saveFilter, savedFilters } from '../../src/vscode/filter/savedFilters';
import { FakeMemento } from '../support/fakeEditor';

const filter: SecretFilter = { tags: [{ key: 'env', values: ['prod', ''] }], nameContains: ['db'] };

function answers(count: (asked: SecretFilter, signal: AbortSignal) => Promise<number>) {
  const told: MatchCount[] = [];
  let wake: (() => void) | undefined;
  const counter = new MatchCounter(count, (now) => {
    told.push(now);
    wake?.();
  });
  const until = async (accept: (now: MatchCount | undefined) => boolean) => {
    while (!accept(told.at(-1))) await new Promise<void>((resolve) => (wake = resolve));
  };
  return { counter, told, until };
}

describe('the live number of matches', () => {
  it('is asked for once after several changes, and cancels the question before', async () => {
    const asked: SecretFilter[] = [];
    const { counter, told, until } = answers((each) => {
      asked.push(each);
      return Promise.resolve(37);
    });
    counter.ask(noFilter);
    counter.ask(filter);
    await until((now) => now?.kind === 'counted');
    assert.deepEqual(asked, [filter]);
    assert.equal(matchCountWords(told.at(-1)), '37 secrets match');
    counter.dispose();
  });

  it('never lets an older answer win', async () => {
    const pending: { readonly signal: AbortSignal; readonly answer: (count: number) => void }[] = [];
    let arrived: (() => void) | undefined;
    const { counter, told, until } = answers(
      (_, signal) =>
        new Promise((answer) => {
          pending.push({ signal, answer });
          arrived?.();
        }),
    );
    const next = (count: number) =>
      new Promise<void>((resolve) => {
        arrived = () => {
          if (pending.length === count) resolve();
        };
      });
    const first = next(1);
    counter.ask(noFilter);
    await first;
    const second = next(2);
    counter.ask(filter);
    await second;
    assert.ok(pending[0]!.signal.aborted);
    pending[1]!.answer(2);
    await until((now) => now?.kind === 'counted');
    pending[0]!.answer(1);
    await Promise.resolve();
    assert.deepEqual(told.at(-1), { kind: 'counted', count: 2 });
    counter.dispose();
  });

  it('shows why the service refuses a filter, as text', async () => {
    const { counter, told, until } = answers(() =>
      Promise.reject(
        new ServiceError({ kind: 'rejected', operation: 'x', status: 400, serviceMessage: '[no](command:x) $(flame)' }),
      ),
    );
    counter.ask(filter);
    await until((now) => now?.kind === 'failed');
    assert.match(matchCountWords(told.at(-1)), /The service says: \[no\] \(command:x\) \$ \(flame\)$/u);
    counter.dispose();
  });
});

describe('the rows of the filter prompt', () => {
  it('offer saved filters first, then what can be added', () => {
    const saved = { name: 'mine', text: 'env=prod', result: { filter } };
    const labels = draftItems(noFilter, undefined, [saved]).map(({ label }) => label);
    assert.deepEqual(labels, ['Saved filters', 'mine', 'New conditions', 'Add Tag Condition…', 'Add Name Condition…']);
  });

  it('show conditions in words, with a way to remove each', () => {
    const rows = draftItems(filter, { kind: 'counted', count: 1 }, []);
    assert.equal(rows[0]?.description, '1 secret matches');
    const removable = rows.filter(({ without }) => without !== undefined);
    assert.deepEqual(
      removable.map(({ label, without }) => [label, without!.tags.length + without!.nameContains.length]),
      [
        ['env = prod or (empty value)', 1],
        ['name contains db', 1],
      ],
    );
  });

  it('draw no icon and no hidden character of what was typed', () => {
    const [row] = typedItems('"$(flame)\u202e"', undefined, []);
    assert.ok(row?.label.includes('\\$(flame)') && row.detail?.includes('\\u202e'), JSON.stringify(row));
  });
});

describe('the words of a filter', () => {
  it('name conditions, any value included', () => {
    assert.equal(
      filterName({ ...filter, tags: [...filter.tags, { key: 'team', values: [] }] }),
      'env = prod or (empty value), team = any value, name contains db',
    );
  });

  it('have a sentence for a problem', () => {
    assert.equal(
      problemSentence({ kind: 'keyTooLong', length: 129, max: 128 }),
      'The key has 129 characters; 128 are allowed.',
    );
  });
});

describe('the filter that is on', () => {
  it('belongs to its connection, and one without conditions is none', async () => {
    const store = new FilterStore(new FakeMemento());
    await store.set('__proto__', filter);
    assert.deepEqual(store.get('__proto__'), filter);
    assert.equal(store.get('other'), undefined);
    await store.set('__proto__', noFilter);
    assert.equal(store.get('__proto__'), undefined);
    store.dispose();
  });

  it('counts as none when what is stored cannot be read or would be refused', () => {
    const state = new FakeMemento();
    const store = new FilterStore(state);
    state.values.set(storageKeys.filters, 'nonsense');
    assert.equal(store.get('one'), undefined);
    state.values.set(storageKeys.filters, [['one', { tags: [{ key: '', values: [] }], nameContains: [] }]]);
    assert.equal(store.get('one'), undefined);
    store.dispose();
  });
});

describe('saved filters', () => {
  const configuration = () => vscode.workspace.getConfiguration('csmsExplorer');
  afterEach(() => configuration().update('savedFilters', undefined, vscode.ConfigurationTarget.Global));

  it('are written beside those that stand there, and read back', async () => {
    await configuration().update('savedFilters', { broken: 'env=', odd: 7 }, vscode.ConfigurationTarget.Global);
    await saveFilter('mine', filter, vscode.ConfigurationTarget.Global);
    const saved = savedFilters();
    assert.deepEqual(
      saved.map(({ name }) => name),
      ['broken', 'odd', 'mine'],
    );
    assert.deepEqual(saved[2]?.result, { filter });
    assert.ok('problem' in saved[0]!.result && 'problem' in saved[1]!.result);
    assert.deepEqual(configuration().get('savedFilters'), { broken: 'env=', odd: 7, mine: 'env=prod,"" name~db' });
  });
});
