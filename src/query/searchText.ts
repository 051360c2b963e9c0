import type { FilterLimits } from '../model/limits';
import type { SecretFilter, TagCondition } from '../model/secretFilter';
import { isClosed, scanSearch, writtenWord } from './scan';
import { keyLike, type ProjectTagKey } from './tagKeys';

/*
 * What a person types to search:
 *
 *   query  = { word }                 blanks between them; every word must be found
 *   word   = key ":" value | text     narrows by tag when the key is one of the project, in any letter case
 *   quotes   keep blanks and colons together; \" and \\ stand for " and \ inside them
 *
 * A value is the beginning of a tag's value, unless a closed quote ends it: "env":"prod" is that value alone. The
 * full-width colon of Chinese input methods counts as the plain one.
 */

/** What was typed: every word must be found, and every tag word narrows to secrets with that tag. */
export interface SearchQuery {
  /** In lower case. */
  readonly words: readonly string[];
  readonly tags: readonly TagWord[];
}

export interface TagWord {
  readonly key: string;
  /** The beginning of a value, or all of it, as typed; letter case does not count. */
  readonly value: string;
  readonly isWhole: boolean;
}

/** @param tagKeys the keys of the project; a colon after anything else is part of a word */
export function parseQuery(text: string, tagKeys: readonly { readonly key: string }[]): SearchQuery {
  const words: string[] = [];
  const tags: TagWord[] = [];
  for (const { key: before, words: behind } of scanSearch(text)) {
    const [value] = behind;
    const key = value && keyLike(before.text, tagKeys);
    if (value && key !== undefined) {
      tags.push({ key, value: value.text, isWhole: isClosed(value) });
    } else words.push(`${before.text}${value ? text.charAt(before.end) + value.text : ''}`.toLowerCase());
  }
  return { words: words.filter((word) => word !== ''), tags };
}

/** A tag key as it is typed before the colon. */
export function queryKey(key: string): string {
  return writtenWord(key, /^[^\s"\\:：]+$/u);
}

/** The beginning of a value as it is typed behind the colon; in quotes, it is the whole value. */
export function queryValue(value: string): string {
  return writtenWord(value, /^[^\s"\\]+$/u);
}

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
export function filterOfSearch(text: string, tagKeys: readonly ProjectTagKey[], limits: FilterLimits): SearchFilter {
  const { words, tags } = parseQuery(text, tagKeys);
  const widened: string[] = [];
  const conditions = [...new Set(tags.map(({ key }) => key))].map((key): TagCondition => {
    const ofKey = tags.filter((word) => word.key === key);
    const values = valuesOf(ofKey, tagKeys.find((each) => each.key === key)?.values ?? []);
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
function valuesOf(words: readonly TagWord[], ofProject: ProjectTagKey['values']): readonly string[] {
  const narrowing = words.filter(({ value, isWhole }) => isWhole || value !== '');
  if (narrowing.length === 0) return [];
  const fitting = ofProject.filter(({ value }) => narrowing.every((word) => fits(word, value)));
  return fitting.length > 0 ? fitting.map(({ value }) => value) : [longest(narrowing)];
}

function fits({ value, isWhole }: TagWord, candidate: string): boolean {
  const [typed, text] = [value.toLowerCase(), candidate.toLowerCase()];
  return isWhole ? text === typed : text.startsWith(typed);
}

function longest(words: readonly TagWord[]): string {
  return words.reduce((best, { value }) => (value.length > best.length ? value : best), '');
}
