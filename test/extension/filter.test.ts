import assert from 'node:assert/strict';
import { noFilter, type SecretFilter } from '../../src/model/secretFilter';
import { ServiceError } from '../../src/model/serviceError';
import { filterName, problemSentence } from '../../src/vscode/filter/filterWords';
import { MatchCounter, matchCountWords, type MatchCount } from '../../src/vscode/filter/matchCount';

const filter: SecretFilter = { tags: [{ key: 'env', values: ['prod', ''] }], nameContains: ['db'] };

function answers(count: (asked: SecretFilter, signal: AbortSignal) => Promise<number>) {
  const told: MatchCount[] = [];
  const defects: unknown[] = [];
  let wake: (() => void) | undefined;
  const counter = new MatchCounter(
    count,
    (now) => {
      if (now) told.push(now);
      wake?.();
    },
    (error) => defects.push(error),
  );
  const until = async (accept: (now: MatchCount | undefined) => boolean) => {
    while (!accept(told.at(-1))) await new Promise<void>((resolve) => (wake = resolve));
  };
  return { counter, told, defects, until };
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
    const { counter, told, defects, until } = answers(() =>
      Promise.reject(
        new ServiceError({ kind: 'rejected', operation: 'x', status: 400, serviceMessage: '[no](command:x) $(flame)' }),
      ),
    );
    counter.ask(filter);
    await until((now) => now?.kind === 'failed');
    const last = told.at(-1);
    assert.ok(last?.kind === 'failed');
    assert.match(last.sentence, /The service says: \[no\] \(command:x\) \$ \(flame\)$/u);
    assert.deepEqual(defects, []);
    counter.dispose();
  });

  it('tells of a defect, which is no answer of the service', async () => {
    const { counter, defects, until } = answers(() => Promise.reject(new TypeError('a defect')));
    counter.ask(filter);
    await until((now) => now?.kind === 'failed');
    assert.equal(defects.length, 1);
    counter.dispose();
  });
});

describe('the words of a filter', () => {
  it('name conditions, any value included', () => {
    assert.equal(
      filterName({ ...filter, tags: [...filter.tags, { key: 'team', values: [] }] }),
      'env = prod or (empty value), team = any value, name contains db',
    );
  });

  it('are cut after a few conditions and values', () => {
    const tags = 'abcdef'.split('').map((key) => ({ key, values: ['1', '2', '3', '4', '5'] }));
    assert.equal(filterName({ tags: tags.slice(0, 1), nameContains: [] }), 'a = 1 or 2 or 3 or 2 more');
    assert.match(filterName({ tags, nameContains: ['x'] }), /, d = 1 or 2 or 3 or 2 more and 3 more$/u);
  });

  it('have a sentence for a problem', () => {
    assert.equal(
      problemSentence({ kind: 'keyTooLong', length: 129, max: 128 }),
      'The key has 129 characters; 128 are allowed.',
    );
  });
});
