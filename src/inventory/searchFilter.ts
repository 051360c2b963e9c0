import type { FilterLimits } from '../model/limits';
import type { SecretFilter, TagCondition } from '../model/secretFilter';
import type { KnownTagKey } from './knownTags';
import { parseQuery, type TagWord } from './searchQuery';

/** A search as a filter for the service. */
export interface SearchFilter {
  readonly filter: SecretFilter;
  /** Keys with more fitting values than a condition takes: their condition is "any value", which finds more. */
  readonly widened: readonly string[];
}

/**
 * What was typed, as the service can be asked for it: words are parts of the name, tag words their tags with the known
 * values that begin so. A value that nothing known begins with is taken as it is, so that it finds nothing, as in the
 * search. Words beyond the limits are left out. The service looks for words in the name alone.
 */
export function filterOfSearch(text: string, tagKeys: readonly KnownTagKey[], limits: FilterLimits): SearchFilter {
  const { words, tags } = parseQuery(text, tagKeys);
  const widened: string[] = [];
  const conditions = [...new Set(tags.map(({ key }) => key))].map((key): TagCondition => {
    const ofKey = tags.filter((word) => word.key === key);
    const values = valuesOf(ofKey, tagKeys.find((known) => known.key === key)?.values ?? []);
    if (values.length <= limits.maxValuesPerTag) return { key, values };
    widened.push(key);
    return { key, values: [] };
  });
  return {
    filter: {
      tags: conditions.slice(0, limits.maxTagConditions),
      nameContains: [...new Set(words)].slice(0, limits.maxNameConditions),
    },
    widened,
  };
}

/** The values that all words of one key allow; none where they allow any. */
function valuesOf(words: readonly TagWord[], known: KnownTagKey['values']): readonly string[] {
  const narrowing = words.filter(({ value, isWhole }) => isWhole || value !== '');
  if (narrowing.length === 0) return [];
  const fitting = known.filter(({ value }) => narrowing.every((word) => fits(word, value)));
  return fitting.length > 0 ? fitting.map(({ value }) => value) : [longest(narrowing)];
}

function fits({ value, isWhole }: TagWord, known: string): boolean {
  const [typed, text] = [value.toLowerCase(), known.toLowerCase()];
  return isWhole ? text === typed : text.startsWith(typed);
}

function longest(words: readonly TagWord[]): string {
  return words.reduce((best, { value }) => (value.length > best.length ? value : best), '');
}
