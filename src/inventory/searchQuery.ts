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
  for (const word of scanQuery(text)) {
    const key = word.value && keyLike(word.key, tagKeys);
    if (word.value && key !== undefined) {
      tags.push({ key, value: word.value.text, isWhole: word.value.isClosed });
    } else words.push(word.text.toLowerCase());
  }
  return { words: words.filter((word) => word !== ''), tags };
}

/** The key that is written so, or else one that differs in letter case only. */
export function keyLike(text: string, tagKeys: readonly { readonly key: string }[]): string | undefined {
  const wanted = text.toLowerCase();
  return (tagKeys.find(({ key }) => key === text) ?? tagKeys.find(({ key }) => key.toLowerCase() === wanted))?.key;
}

/** A tag key as it is typed before the colon. */
export function queryKey(key: string): string {
  return /^[^\s"\\:：]+$/u.test(key) ? key : inQuotes(key);
}

/** The beginning of a value as it is typed behind the colon; in quotes, it is the whole value. */
export function queryValue(value: string): string {
  return /^[^\s"\\]+$/u.test(value) ? value : inQuotes(value);
}

function inQuotes(text: string): string {
  return `"${text.replaceAll(/["\\]/gu, '\\$&')}"`;
}

export interface QueryWord {
  /** UTF-16 offset in what was typed. */
  readonly start: number;
  readonly end: number;
  /** The whole word without quotes. */
  readonly text: string;
  /** What stands before the first colon; the whole word where there is none. */
  readonly key: string;
  readonly value: { readonly start: number; readonly text: string; readonly isClosed: boolean } | undefined;
}

export function scanQuery(typed: string): readonly QueryWord[] {
  const words: QueryWord[] = [];
  let at = 0;
  for (;;) {
    while (/\s/u.test(typed.charAt(at))) at++;
    if (at >= typed.length) return words;
    const word = scanWord(typed, at);
    words.push(word);
    at = word.end;
  }
}

function scanWord(typed: string, start: number): QueryWord {
  let at = start;
  let text = '';
  let inside = false;
  /** Where the text in quotes ended that was the last to end. */
  let closedAt = -1;
  let colon: { readonly at: number; readonly before: number } | undefined;
  for (; at < typed.length; at++) {
    const character = typed.charAt(at);
    if (!inside && /\s/u.test(character)) break;
    if (character === '"') {
      inside = !inside;
      if (!inside) closedAt = at + 1;
      continue;
    }
    if (!inside && /[:：]/u.test(character) && text !== '') colon ??= { at, before: text.length };
    const isEscape = inside && character === '\\' && /["\\]/u.test(typed.charAt(at + 1));
    text += isEscape ? typed.charAt(++at) : character;
  }
  if (!colon) return { start, end: at, text, key: text, value: undefined };
  const valueStart = colon.at + 1;
  const isClosed = closedAt === at && typed.charAt(valueStart) === '"';
  const value = { start: valueStart, text: text.slice(colon.before + 1), isClosed };
  return { start, end: at, text, key: text.slice(0, colon.before), value };
}
