import assert from 'node:assert/strict';
import { noFilter, type SecretFilter } from '../../src/model/secretFilter';
import { ServiceError } from '../../src/model/serviceError';
import { ServiceSearch } from '../../src/vscode/search/serviceSearch';
import { page, ScriptedSource, secret } from '../support/builders';

const filter: SecretFilter = { tags: [], nameContains: ['db'] };

function serviceSearch() {
  const source = new ScriptedSource();
  const errors: unknown[] = [];
  let wake: (() => void) | undefined;
  const changed = () => new Promise<void>((resolve) => (wake = resolve));
  const search = new ServiceSearch(
    source,
    () => wake?.(),
    (error) => {
      errors.push(error);
      wake?.();
    },
  );
  return { source, search, errors, changed };
}

describe('asking the service for what is not loaded', () => {
  it('keeps what was found until the next answer, but not its number', async () => {
    const { source, search, changed } = serviceSearch();
    const [one, two] = [secret(), secret()];
    const first = changed();
    search.ask(filter);
    (await source.next()).answer(page([one], { totalCount: 70 }));
    await first;
    assert.deepEqual([search.secrets, search.total], [[one], 70]);
    const second = changed();
    search.ask({ ...filter, nameContains: ['dbx'] });
    assert.deepEqual([search.secrets, search.total], [[one], 0]);
    (await source.next()).answer(page([two]));
    await second;
    assert.deepEqual(search.secrets, [two]);
    search.ask(noFilter);
    assert.deepEqual([search.secrets, search.total], [[], 0]);
    search.dispose();
  });

  it('cancels the question before and drops its late answer', async () => {
    const { source, search, changed } = serviceSearch();
    search.ask(filter);
    const older = await source.next();
    const answered = changed();
    search.ask({ ...filter, nameContains: ['x'] });
    const newer = await source.next();
    assert.ok(older.signal.aborted);
    const found = secret();
    newer.answer(page([found]));
    await answered;
    older.answer(page([secret()]));
    await Promise.resolve();
    assert.deepEqual(search.secrets, [found]);
    search.dispose();
  });

  it('leaves a failure of the service to the load beside it, and tells of a defect', async () => {
    const { source, search, errors, changed } = serviceSearch();
    search.ask(filter);
    (await source.next()).fail(new ServiceError({ kind: 'unavailable', operation: 'x' }));
    const told = changed();
    search.ask({ ...filter, nameContains: ['x'] });
    (await source.next()).fail(new TypeError('a defect'));
    await told;
    assert.ok(errors.length === 1 && errors[0] instanceof TypeError);
    search.dispose();
  });
});
