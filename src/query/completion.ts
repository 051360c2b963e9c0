import { quoted } from './filterText';
import { isClosed, scanFilter, scanSearch, type Term } from './scan';
import { queryKey, queryValue } from './searchText';
import { keyLike, matching, type ProjectTagKey } from './tagKeys';

/** A way to go on with the typed text. */
export interface FilterCompletion {
  /** The whole text with the completion in it. */
  readonly text: string;
  /** What is added or finished: a key, a value, or a whole condition. */
  readonly label: string;
  readonly kind: 'key' | 'value' | 'tag' | 'name';
  /** Secrets that have it. */
  readonly count: number | undefined;
}

/** A condition that a bare word may stand for: a tag, or with no value a key. */
export interface SuggestedCondition {
  readonly key: string;
  readonly value: string | undefined;
  readonly count: number | undefined;
  /** The word is the beginning of it, and not a part inside. */
  readonly isPrefix: boolean;
}

/**
 * Ways to go on at the end of a filter's text (`filterText.ts`): keys and whole conditions where a condition begins,
 * values after `=` and `,`. What is typed so far may stand anywhere in a key or value, in any letter case.
 *
 * @param limit how many are wanted
 */
export function completeFilter(
  text: string,
  tagKeys: readonly ProjectTagKey[],
  limit: number,
): readonly FilterCompletion[] {
  const end = openEnd(text);
  if (end === undefined) return [];
  const before = text.slice(0, end.start);
  const completions = end.condition
    ? valueCompletions(before, end.condition, tagKeys)
    : conditionCompletions(before, end, tagKeys);
  return completions.slice(0, limit);
}

/**
 * The tags and keys that a bare word may mean: exact ones first, then by how many secrets have them. `env:prod`, as search
 * has it, means values of that key.
 */
export function suggestedConditions(
  word: string,
  tagKeys: readonly ProjectTagKey[],
  limit: number,
): readonly SuggestedCondition[] {
  const [, before = '', behind = ''] = /^([^:：]+)[:：](.*)/su.exec(word) ?? [];
  const narrowed = keyLike(before, tagKeys);
  const typed = (narrowed === undefined ? word : behind).toLowerCase();
  const keys = narrowed === undefined ? tagKeys.map(({ key, count }) => ({ key, value: undefined, count })) : [];
  const tags = tagKeys
    .filter(({ key }) => narrowed === undefined || key === narrowed)
    .flatMap(({ key, values }) => values.map(({ value, count }) => ({ key, value, count })));
  return [...tags, ...keys]
    .map((condition) => ({ condition, rank: fitRank((condition.value ?? condition.key).toLowerCase(), typed) }))
    .filter(({ rank }) => rank < noFit)
    .sort((one, other) => one.rank - other.rank || (other.condition.count ?? 0) - (one.condition.count ?? 0))
    .slice(0, limit)
    .map(({ condition, rank }) => ({ ...condition, isPrefix: rank <= 1 }));
}

const noFit = 3;

/** 0 the whole text, 1 its beginning, 2 a part inside. */
function fitRank(text: string, typed: string): number {
  const found = text.indexOf(typed);
  if (found < 0) return noFit;
  if (found > 0) return 2;
  return text.length === typed.length ? 0 : 1;
}

/** Where the text can go on. */
interface OpenEnd {
  /** Where the unfinished word begins. */
  readonly start: number;
  /** The word so far. */
  readonly typed: string;
  /** The condition whose value it is; none where a condition begins. */
  readonly condition: Term | undefined;
  readonly takenKeys: ReadonlySet<string>;
}

function openEnd(text: string): OpenEnd | undefined {
  const scanned = scanFilter(text);
  const last = scanned.at(-1);
  const word = last?.words.at(-1) ?? last?.key;
  const takenKeys = new Set(scanned.flatMap(({ key, operator }) => (operator === '=' ? [key.text] : [])));
  if (!last || !word || word.end < text.length) {
    // A blank behind the last word, or text that runs on behind its quote.
    const isFree = !word || (!word.runsOn && /\s/u.test(text.at(-1) ?? ''));
    return isFree ? { start: text.length, typed: '', condition: undefined, takenKeys } : undefined;
  }
  const end = { start: word.start, typed: word.text, takenKeys };
  if (last.operator === undefined) return { ...end, condition: undefined };
  return last.operator === '=' && !isClosed(word) ? { ...end, condition: last } : undefined;
}

function conditionCompletions(
  before: string,
  { typed, takenKeys }: OpenEnd,
  tagKeys: readonly ProjectTagKey[],
): readonly FilterCompletion[] {
  const free = tagKeys.filter(({ key }) => !takenKeys.has(key));
  const keys = matching(free, typed, ({ key }) => key).map(
    ({ key, count }) => ({ text: `${before}${quoted(key)}=`, label: key, kind: 'key', count }) as const,
  );
  if (typed === '') return keys;
  const name = 'name'.startsWith(typed)
    ? [{ text: `${before}name~`, label: 'name~', kind: 'name', count: undefined } as const]
    : [];
  const tags = suggestedConditions(typed, free, Infinity).flatMap(({ key, value, count }) => {
    if (value === undefined) return [];
    const label = `${quoted(key)}=${quoted(value)}`;
    return [{ text: `${before}${label}`, label, kind: 'tag', count } as const];
  });
  return [...keys, ...name, ...tags];
}

function valueCompletions(
  before: string,
  { key, words }: Term,
  tagKeys: readonly ProjectTagKey[],
): readonly FilterCompletion[] {
  const typed = words.at(-1);
  const given = new Set(words.slice(0, -1).map(({ text }) => text));
  const ofKey = tagKeys.find((each) => each.key === key.text)?.values ?? [];
  return matching(ofKey, typed?.text ?? '', ({ value }) => value)
    .filter(({ value }) => !given.has(value) && (typed?.isOpen === true || value === '' || value !== typed?.text))
    .map(({ value, count }) => ({ text: `${before}${quoted(value)}`, label: value, kind: 'value', count }) as const);
}

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
  tagKeys: readonly ProjectTagKey[],
  limit: number,
): readonly SearchCompletion[] {
  const last = scanSearch(typed).at(-1);
  const value = last?.words[0];
  if (!last || (value ?? last.key).end < typed.length) return [];
  const begins = (text: string, typedText: string) => text.toLowerCase().startsWith(typedText.toLowerCase());
  if (!value) {
    const before = typed.slice(0, last.key.start);
    return tagKeys
      .filter(({ key }) => begins(key, last.key.text))
      .slice(0, limit)
      .map(({ key, count }) => ({ text: `${before}${queryKey(key)}:`, key, value: undefined, count }));
  }
  const narrowed = keyLike(last.key.text, tagKeys);
  if (narrowed === undefined || isClosed(value)) return [];
  const before = typed.slice(0, value.start);
  return (tagKeys.find(({ key }) => key === narrowed)?.values ?? [])
    .filter((each) => begins(each.value, value.text) && (each.value === '' || each.value !== value.text))
    .slice(0, limit)
    .map((each) => ({ text: `${before}${queryValue(each.value)} `, key: narrowed, ...each }));
}
