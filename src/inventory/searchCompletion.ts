import type { KnownTagKey } from './knownTags';
import { keyLike, queryKey, queryValue, scanQuery } from './searchQuery';

/** A tag key, or a tag, that the last word of a search may become. */
export interface SearchCompletion {
  /** The whole text with the completion in it. */
  readonly text: string;
  readonly key: string;
  /** `undefined` where only the key is completed. */
  readonly value: string | undefined;
  /** Secrets that have it, once that is known. */
  readonly count: number | undefined;
}

/** @param limit how many are wanted */
export function completeSearch(
  typed: string,
  tagKeys: readonly KnownTagKey[],
  limit: number,
): readonly SearchCompletion[] {
  const word = scanQuery(typed).at(-1);
  if (!word || word.end < typed.length) return [];
  const begins = (text: string, typedText: string) => text.toLowerCase().startsWith(typedText.toLowerCase());
  if (!word.value) {
    return tagKeys
      .filter(({ key }) => begins(key, word.text))
      .slice(0, limit)
      .map(({ key, count }) => ({
        text: `${typed.slice(0, word.start)}${queryKey(key)}:`,
        key,
        value: undefined,
        count,
      }));
  }
  const { start, text, isClosed } = word.value;
  const key = keyLike(word.key, tagKeys);
  if (key === undefined || isClosed) return [];
  return (tagKeys.find((known) => known.key === key)?.values ?? [])
    .filter(({ value }) => begins(value, text) && (value === '' || value !== text))
    .slice(0, limit)
    .map(({ value, count }) => ({ text: `${typed.slice(0, start)}${queryValue(value)} `, key, value, count }));
}
