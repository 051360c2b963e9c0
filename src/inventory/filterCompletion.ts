import { scanFilter, type ScannedCondition, type Word } from '../model/filterScan';
import { quoted } from '../model/filterText';
import { matching, type KnownTagKey } from './knownTags';
import { keyLike } from './searchQuery';

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
export interface MeantCondition {
  readonly key: string;
  readonly value: string | undefined;
  readonly count: number | undefined;
  /** The word is the beginning of it, and not a part inside. */
  readonly isBegun: boolean;
}

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

/**
 * The tags and keys that a bare word may mean: exact ones first, then by how many secrets have them. `env:prod`, as search
 * has it, means values of that key.
 */
export function meantConditions(
  word: string,
  tagKeys: readonly KnownTagKey[],
  limit: number,
): readonly MeantCondition[] {
  const [, before = '', behind = ''] = /^([^:：]+)[:：](.*)/su.exec(word) ?? [];
  const narrowed = keyLike(before, tagKeys);
  const typed = (narrowed === undefined ? word : behind).toLowerCase();
  const keys = narrowed === undefined ? tagKeys.map(({ key, count }) => ({ key, value: undefined, count })) : [];
  const tags = tagKeys
    .filter(({ key }) => narrowed === undefined || key === narrowed)
    .flatMap(({ key, values: known }) => known.map(({ value, count }) => ({ key, value, count })));
  return [...tags, ...keys]
    .map((meant) => ({ meant, rank: fitRank((meant.value ?? meant.key).toLowerCase(), typed) }))
    .filter(({ rank }) => rank < noFit)
    .sort((one, other) => one.rank - other.rank || (other.meant.count ?? 0) - (one.meant.count ?? 0))
    .slice(0, limit)
    .map(({ meant, rank }) => ({ ...meant, isBegun: rank <= 1 }));
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
  readonly condition: ScannedCondition | undefined;
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
  const tags = meantConditions(typed, free, Infinity).flatMap(({ key, value, count }) => {
    if (value === undefined) return [];
    const label = `${quoted(key)}=${quoted(value)}`;
    return [{ text: `${before}${label}`, label, kind: 'tag', count } as const];
  });
  return [...keys, ...name, ...tags];
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
