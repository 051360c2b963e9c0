import { scanFilter, type ScannedCondition, type Word } from '../model/filterScan';
import { quoted } from '../model/filterText';
import { matching, type KnownTagKey } from './knownTags';

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

/** A condition that a bare word may stand for. */
export type MeantCondition =
  | { readonly kind: 'tag'; readonly key: string; readonly value: string; readonly count: number | undefined }
  | { readonly kind: 'key'; readonly key: string; readonly count: number | undefined };

/**
 * Ways to go on at the end of a filter's text (`filterText.ts`): keys and whole conditions where a condition begins,
 * values after `=` and `,`. What is typed so far may stand anywhere in a key or value, in any letter case.
 *
 * @param limit how many are wanted
 */
export function completeFilter(
  text: string,
  tagKeys: readonly KnownTagKey[],
  limit: number,
): readonly FilterCompletion[] {
  const end = openEnd(text);
  if (end === undefined) return [];
  const before = text.slice(0, end.start);
  const completions = end.condition ? values(before, end.condition, tagKeys) : conditions(before, end, tagKeys);
  return completions.slice(0, limit);
}

/**
 * The text when it is one bare word, or the beginning of a quoted one: somebody who does not know how conditions are
 * written looks for a key or a value.
 */
export function bareWord(text: string): string | undefined {
  const [only, ...others] = scanFilter(text);
  return only?.operator === undefined && others.length === 0 ? only?.key.text : undefined;
}

/** The tags and keys that a bare word may mean: exact ones first, then by how many secrets have them. */
export function meantConditions(
  word: string,
  tagKeys: readonly KnownTagKey[],
  limit: number,
): readonly MeantCondition[] {
  const wanted = word.toLowerCase();
  const keys = tagKeys.map(({ key, count }) => ({ kind: 'key', key, count }) as const);
  const tags = tagKeys.flatMap(({ key, values: known }) =>
    known.map(({ value, count }) => ({ kind: 'tag', key, value, count }) as const),
  );
  const rankOf = (text: string): number => {
    const found = text.toLowerCase().indexOf(wanted);
    if (found !== 0) return found < 0 ? 3 : 2;
    return text.length === word.length ? 0 : 1;
  };
  return [...tags, ...keys]
    .map((meant) => ({ meant, rank: rankOf(meant.kind === 'tag' ? meant.value : meant.key) }))
    .filter(({ rank }) => rank < 3)
    .sort((one, other) => one.rank - other.rank || (other.meant.count ?? 0) - (one.meant.count ?? 0))
    .slice(0, limit)
    .map(({ meant }) => meant);
}

/** Where the text can go on. */
interface OpenEnd {
  /** Where the unfinished word begins. */
  readonly start: number;
  /** The word so far. */
  readonly typed: string;
  /** The condition whose value it is; none where a condition begins. */
  readonly condition: ScannedCondition | undefined;
  readonly takenKeys: ReadonlySet<string>;
}

function openEnd(text: string): OpenEnd | undefined {
  const scanned = scanFilter(text);
  const last = scanned.at(-1);
  const word = last?.words.at(-1) ?? last?.key;
  const keysOf = (all: readonly ScannedCondition[]): ReadonlySet<string> =>
    new Set(all.flatMap(({ key, operator }) => (operator === '=' ? [key.text] : [])));
  if (!last || !word || word.end < text.length) {
    // A blank behind the last word, or text that runs on behind its quote.
    const isFree = !word || (!word.runsOn && /\s/u.test(text.at(-1) ?? ''));
    return isFree ? { start: text.length, typed: '', condition: undefined, takenKeys: keysOf(scanned) } : undefined;
  }
  const end = { start: word.start, typed: word.text, takenKeys: keysOf(scanned.slice(0, -1)) };
  if (last.operator === undefined) return { ...end, condition: undefined };
  return last.operator === '=' && !isClosed(word) ? { ...end, condition: last } : undefined;
}

function isClosed({ isQuoted, isOpen }: Word): boolean {
  return isQuoted && !isOpen;
}

function conditions(
  before: string,
  { typed, takenKeys }: OpenEnd,
  tagKeys: readonly KnownTagKey[],
): readonly FilterCompletion[] {
  const free = tagKeys.filter(({ key }) => !takenKeys.has(key));
  const keys = matching(free, typed, ({ key }) => key).map(
    ({ key, count }) => ({ text: `${before}${quoted(key)}=`, label: key, kind: 'key', count }) as const,
  );
  if (typed === '') return keys;
  const name = 'name'.startsWith(typed)
    ? [{ text: `${before}name~`, label: 'name~', kind: 'name', count: undefined } as const]
    : [];
  const tags = meantConditions(typed, free, Infinity).flatMap((meant) =>
    meant.kind === 'tag'
      ? [{ ...meant, text: `${before}${tagText(meant)}`, label: tagText(meant), kind: 'tag' } as const]
      : [],
  );
  return [...keys, ...name, ...tags].map(({ text, label, kind, count }) => ({ text, label, kind, count }));
}

function tagText({ key, value }: { readonly key: string; readonly value: string }): string {
  return `${quoted(key)}=${quoted(value)}`;
}

function values(
  before: string,
  { key, words }: ScannedCondition,
  tagKeys: readonly KnownTagKey[],
): readonly FilterCompletion[] {
  const typed = words.at(-1);
  const given = new Set(words.slice(0, -1).map(({ text }) => text));
  const known = tagKeys.find((each) => each.key === key.text)?.values ?? [];
  return matching(known, typed?.text ?? '', ({ value }) => value)
    .filter(({ value }) => !given.has(value) && (typed?.isOpen === true || value === '' || value !== typed?.text))
    .map(({ value, count }) => ({ text: `${before}${quoted(value)}`, label: value, kind: 'value', count }) as const);
}
