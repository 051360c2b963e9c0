import { keyProblem, nameProblem, valueProblem, type FilterProblem } from './filterProblem';
import type { FilterLimits } from './limits';
import type { SecretFilter, TagCondition } from './secretFilter';

/*
 * The text form of a filter:
 *
 *   filter    = { condition }                      blanks between them; all conditions hold
 *   condition = key "=" values | "name~" text
 *   values    = "*" | value { "," value }          "*" is any value; several values are alternatives
 *   key, value, text = word | '"' { any character, with \" and \\ for " and \ } '"'
 *
 * A word ends at a blank; a key also ends at "=" or "~", a value at ",". The full-width forms that Chinese input
 * methods type for = ~ , * and quotes count as the plain ones outside quotes.
 */

/** What is wrong with the text itself. */
export type SyntaxProblem =
  | { readonly kind: 'noOperator'; readonly word: string }
  | { readonly kind: 'noKey' }
  | { readonly kind: 'noValue' }
  | { readonly kind: 'noName' }
  | { readonly kind: 'openQuote' }
  | { readonly kind: 'textAfterQuote' }
  | { readonly kind: 'onlyNameContains'; readonly key: string }
  | { readonly kind: 'anyAndValues' };

/** A problem and the place where it is: UTF-16 offsets, the end exclusive. */
export interface FilterTextProblem {
  readonly problem: SyntaxProblem | FilterProblem;
  readonly start: number;
  readonly end: number;
}

export type FilterTextResult = { readonly filter: SecretFilter } | FilterTextProblem;

/** Reads the text form. Never throws; the first problem from the left is reported. */
export function parseFilter(text: string, limits: FilterLimits): FilterTextResult {
  try {
    return { filter: new FilterReader(text, limits).read() };
  } catch (error) {
    if (error instanceof ProblemAt) return error.at;
    throw error;
  }
}

/** Writes the text form. `parseFilter` reads back an equal filter, if the filter keeps the limits. */
export function printFilter({ tags, nameContains }: SecretFilter): string {
  return [
    ...tags.map(({ key, values }) => `${quoted(key)}=${values.length === 0 ? '*' : values.map(quoted).join(',')}`),
    ...nameContains.map((name) => `name~${quoted(name)}`),
  ].join(' ');
}

/** A key, value or name as `printFilter` writes it: in quotes unless it reads back the same in every place. */
export function quoted(text: string): string {
  return /^[^\s=~,*"\\＝～，＊“”＂]+$/u.test(text) ? text : `"${text.replaceAll(/["\\]/gu, '\\$&')}"`;
}

const plainForms: ReadonlyMap<string, string> = new Map([
  ['＝', '='],
  ['～', '~'],
  ['，', ','],
  ['＊', '*'],
  ['“', '"'],
  ['”', '"'],
  ['＂', '"'],
]);

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly isQuoted: boolean;
}

/** Carries a problem out of the reader; it does not leave this file. */
class ProblemAt extends Error {
  constructor(readonly at: FilterTextProblem) {
    super(at.problem.kind);
  }
}

class FilterReader {
  private position = 0;
  private readonly tags: TagCondition[] = [];
  private readonly names: string[] = [];

  constructor(
    private readonly text: string,
    private readonly limits: FilterLimits,
  ) {}

  read(): SecretFilter {
    for (;;) {
      this.skipBlanks();
      if (this.position >= this.text.length) return { tags: this.tags, nameContains: this.names };
      this.readCondition();
    }
  }

  private readCondition(): void {
    const key = this.readWord(/[\s=~]/u);
    const operator = this.peek();
    if (operator !== '=' && operator !== '~') fail({ kind: 'noOperator', word: key.text }, key);
    this.position++;
    if (operator === '~') this.readName(key);
    else this.readTag(key);
  }

  private readName(key: Word): void {
    if (key.text !== 'name') fail({ kind: 'onlyNameContains', key: key.text }, key);
    const name = this.readWord(/\s/u);
    if (name.start === name.end) fail({ kind: 'noName' }, key, name);
    this.check(nameProblem(name.text, this.limits), name);
    this.names.push(name.text);
    const max = this.limits.maxNameConditions;
    if (this.names.length > max) fail({ kind: 'tooManyNames', max }, key, name);
  }

  private readTag(key: Word): void {
    if (key.start === key.end) fail({ kind: 'noKey' }, { start: key.start, end: key.end + 1 });
    this.check(keyProblem(key.text, this.limits), key);
    if (this.tags.some((tag) => tag.key === key.text)) fail({ kind: 'duplicateKey', key: key.text }, key);
    this.tags.push({ key: key.text, values: this.readValues(key) });
    const max = this.limits.maxTagConditions;
    if (this.tags.length > max) fail({ kind: 'tooManyTags', max }, key);
  }

  private readValues(key: Word): string[] {
    const words: Word[] = [];
    do {
      const word = this.readWord(/[\s,]/u);
      if (word.start === word.end) fail({ kind: 'noValue' }, key, word);
      words.push(word);
    } while (this.take(','));
    const any = words.find(isAny);
    if (any) {
      if (words.length > 1) fail({ kind: 'anyAndValues' }, any);
      return [];
    }
    const values: string[] = [];
    for (const word of words) {
      this.check(valueProblem(word.text, this.limits), word);
      if (values.includes(word.text)) fail({ kind: 'duplicateValue', value: word.text }, word);
      values.push(word.text);
      const max = this.limits.maxValuesPerTag;
      if (values.length > max) fail({ kind: 'tooManyValues', max }, word);
    }
    return values;
  }

  /** Reads up to a character that `ends` matches, or a quoted text. An empty span means that nothing was there. */
  private readWord(ends: RegExp): Word {
    const start = this.position;
    if (this.peek() === '"') return this.readQuoted(ends);
    while (this.position < this.text.length && !ends.test(this.peek())) this.position++;
    return { text: this.text.slice(start, this.position), start, end: this.position, isQuoted: false };
  }

  private readQuoted(ends: RegExp): Word {
    const start = this.position++;
    // A quote is closed by its own kind, so that the other kind may stand inside.
    const closing = this.text[start] === '"' ? '"' : '“”＂';
    let text = '';
    for (;;) {
      if (this.position >= this.text.length) fail({ kind: 'openQuote' }, { start, end: this.text.length });
      if (closing.includes(this.text.charAt(this.position))) break;
      if (this.text[this.position] === '\\' && this.position + 1 < this.text.length) this.position++;
      text += this.text.charAt(this.position++);
    }
    const end = ++this.position;
    if (end < this.text.length && !ends.test(this.peek())) fail({ kind: 'textAfterQuote' }, { start, end: end + 1 });
    return { text, start, end, isQuoted: true };
  }

  private check(problem: FilterProblem | undefined, word: Word): void {
    if (problem) fail(problem, word);
  }

  /** The character here, in its plain form; empty at the end. */
  private peek(): string {
    const character = this.text[this.position] ?? '';
    return plainForms.get(character) ?? character;
  }

  private take(character: string): boolean {
    if (this.peek() !== character) return false;
    this.position++;
    return true;
  }

  private skipBlanks(): void {
    while (/\s/u.test(this.peek())) this.position++;
  }
}

function isAny({ text, isQuoted }: Word): boolean {
  return !isQuoted && (text === '*' || text === '＊');
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function fail(problem: SyntaxProblem | FilterProblem, from: Span, to: Span = from): never {
  throw new ProblemAt({ problem, start: from.start, end: to.end });
}
