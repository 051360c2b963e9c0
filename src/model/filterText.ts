import { keyProblem, nameProblem, valueProblem, type FilterProblem } from './filterProblem';
import { scanFilter, type ScannedCondition, type Span, type Word } from './filterScan';
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

/** A problem and the place where it is. */
export interface FilterTextProblem extends Span {
  readonly problem: SyntaxProblem | FilterProblem;
}

export type FilterTextResult = { readonly filter: SecretFilter } | FilterTextProblem;

/** Reads the text form. Never throws; the first problem from the left is reported. */
export function parseFilter(text: string, limits: FilterLimits): FilterTextResult {
  try {
    return { filter: new FilterReader(limits).read(scanFilter(text)) };
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

/** Carries a problem out of the reader; it does not leave this file. */
class ProblemAt extends Error {
  constructor(readonly at: FilterTextProblem) {
    super(at.problem.kind);
  }
}

class FilterReader {
  private readonly tags: TagCondition[] = [];
  private readonly names: string[] = [];

  constructor(private readonly limits: FilterLimits) {}

  read(conditions: readonly ScannedCondition[]): SecretFilter {
    for (const condition of conditions) this.readCondition(condition);
    return { tags: this.tags, nameContains: this.names };
  }

  private readCondition({ key, operator, words }: ScannedCondition): void {
    checkQuotes(key);
    if (operator === undefined) fail({ kind: 'noOperator', word: key.text }, key);
    if (operator === '=') this.readTag(key, words);
    else for (const word of words) this.readName(key, word);
  }

  private readName(key: Word, name: Word): void {
    if (key.text !== 'name') fail({ kind: 'onlyNameContains', key: key.text }, key);
    checkQuotes(name);
    if (name.start === name.end) fail({ kind: 'noName' }, key, name);
    this.check(nameProblem(name.text, this.limits), name);
    this.names.push(name.text);
    const max = this.limits.maxNameConditions;
    if (this.names.length > max) fail({ kind: 'tooManyNames', max }, key, name);
  }

  private readTag(key: Word, words: readonly Word[]): void {
    if (key.start === key.end) fail({ kind: 'noKey' }, { start: key.start, end: key.end + 1 });
    this.check(keyProblem(key.text, this.limits), key);
    if (this.tags.some((tag) => tag.key === key.text)) fail({ kind: 'duplicateKey', key: key.text }, key);
    this.tags.push({ key: key.text, values: this.readValues(key, words) });
    const max = this.limits.maxTagConditions;
    if (this.tags.length > max) fail({ kind: 'tooManyTags', max }, key);
  }

  private readValues(key: Word, words: readonly Word[]): string[] {
    for (const word of words) {
      checkQuotes(word);
      if (word.start === word.end) fail({ kind: 'noValue' }, key, word);
    }
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

  private check(problem: FilterProblem | undefined, word: Word): void {
    if (problem) fail(problem, word);
  }
}

function checkQuotes(word: Word): void {
  if (word.isOpen) fail({ kind: 'openQuote' }, word);
  if (word.runsOn) fail({ kind: 'textAfterQuote' }, { start: word.start, end: word.end + 1 });
}

function isAny({ text, isQuoted }: Word): boolean {
  return !isQuoted && (text === '*' || text === '＊');
}

function fail(problem: SyntaxProblem | FilterProblem, from: Span, to: Span = from): never {
  throw new ProblemAt({ problem, start: from.start, end: to.end });
}
