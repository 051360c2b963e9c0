import fc from 'fast-check';
import assert from 'node:assert/strict';
import { filterOfSearch } from '../../../src/query/searchText';
import { queryKey, queryValue } from '../../../src/query/searchText';
import { SecretIndex } from '../../../src/inventory/secretIndex';
import { SecretSearch } from '../../../src/inventory/secretSearch';
import { filterLimits, filterProblem } from '../../../src/model/limits';
import type { Secret, Tag } from '../../../src/model/secret';
import type { SecretFilter } from '../../../src/model/secretFilter';
import { cases } from '../../support/cases';
import { secret } from '../../support/builders';

const value = fc.oneof(
  fc.constantFrom('', 'p', 'prod', 'Prod', 'production', 'rod', 'a b', 'x:y', '"', '\\'),
  fc.string({ maxLength: 3 }),
);
const key = fc.oneof(fc.constantFrom('env', 'Env'), fc.constantFrom('env', 'cost center', 'a:b', '__proto__', 'k"'));
const name = fc.string({ unit: fc.constantFrom('a', 'b', 'D', '-', '1'), minLength: 1, maxLength: 5 });
const tag = fc.record({ key, value });
const listsWith = (tags: fc.Arbitrary<readonly Tag[]>): fc.Arbitrary<readonly Secret[]> =>
  fc.array(
    fc.record({ name, tags }).map((facts) => secret(facts)),
    { maxLength: 10 },
  );
const lists = listsWith(fc.array(tag, { maxLength: 3 }));
/** As the service keeps them. A filter cannot ask for two values of one key at once. */
const listsOfUniqueKeys = listsWith(fc.uniqueArray(tag, { maxLength: 3, selector: (each) => each.key }));

/** A condition of the search as a person means it. */
interface Meant {
  readonly key: string;
  readonly value: string;
  readonly isWhole: boolean;
}

const meant: fc.Arbitrary<Meant> = fc.record({ key, value, isWhole: fc.boolean() });

function typed({ key: tagKey, value: tagValue, isWhole }: Meant): string {
  const whole = `"${tagValue.replaceAll(/["\\]/gu, '\\$&')}"`;
  return `${queryKey(tagKey)}:${isWhole ? whole : queryValue(tagValue)}`;
}

function fits({ tags }: Secret, { key: wanted, value: begins, isWhole }: Meant): boolean {
  return tags.some(({ key: has, value: own }) => {
    const [text, start] = [own.toLowerCase(), begins.toLowerCase()];
    return has === wanted && (isWhole ? text === start : text.startsWith(start));
  });
}

/** ListResourceInstances in its own words: keys by AND, values by OR, parts of the name by AND. */
function serviceFinds({ tags, name: has }: Secret, filter: SecretFilter): boolean {
  return (
    filter.tags.every(({ key: wanted, values }) =>
      tags.some(({ key: own, value: is }) => own === wanted && (values.length === 0 || values.includes(is))),
    ) && filter.nameContains.every((part) => has.toLowerCase().includes(part.toLowerCase()))
  );
}

const ids = (list: readonly Secret[]): readonly string[] => list.map(({ id }) => id).sort();

describe('A search, whatever the secrets', () => {
  it('finds exactly the secrets that have the tags which were typed', () => {
    fc.assert(
      fc.property(lists, fc.array(meant, { minLength: 1, maxLength: 3 }), (list, conditions) => {
        const index = SecretIndex.from(list);
        const known = new Set(index.tagKeys.map((each) => each.key));
        fc.pre(conditions.every((each) => known.has(each.key)));
        // A value that must be quoted is typed as a whole one.
        const exact = conditions.map((each) => ({ ...each, isWhole: each.isWhole || typed(each).endsWith('"') }));
        const { hits } = new SecretSearch(index).search(conditions.map(typed).join(' '), 1000);
        const expected = list.filter((each) => exact.every((condition) => fits(each, condition)));
        assert.deepEqual(ids(hits.map((hit) => hit.secret)), ids(expected));
      }),
      { numRuns: cases(300) },
    );
  });

  it('as a filter keeps the limits and misses none of the secrets that it finds by name and tag', () => {
    const words = fc.oneof(
      { weight: 8, arbitrary: meant.map(typed) },
      { weight: 1, arbitrary: name },
      { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
    );
    fc.assert(
      fc.property(listsOfUniqueKeys, fc.array(words, { maxLength: 4 }), (list, parts) => {
        const index = SecretIndex.from(list);
        const text = parts.join(' ');
        const { filter } = filterOfSearch(text, index.tagKeys, filterLimits.current);
        const problem = filterProblem(filter, filterLimits.current);
        assert.ok(problem === undefined || problem.kind === 'forbiddenCharacter', JSON.stringify(problem));
        const hits = new SecretSearch(index)
          .search(text, 1000)
          .hits.filter(
            ({ field }) => field === undefined || ['exactName', 'namePrefix', 'nameWord', 'name'].includes(field),
          );
        for (const { secret: hit } of hits) assert.ok(serviceFinds(hit, filter), JSON.stringify([text, filter, hit]));
      }),
      { numRuns: cases(300) },
    );
  });
});
