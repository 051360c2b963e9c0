import {
  filterProblem,
  keyProblem,
  nameProblem,
  valueProblem,
  type FilterLimits,
  type FilterProblem,
} from '../model/limits';
import { combinedFilter, isEmptyFilter, noFilter, type SecretFilter } from '../model/secretFilter';
import { scanFilter, writtenWord, type Span, type Term, type Word } from './scan';

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
  let filter = noFilter;
  for (const term of scanFilter(text)) {
    const result = withTerm(filter, term, limits);
    if ('problem' in result) return result;
    ({ filter } = result);
  }
  return { filter };
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
  return writtenWord(text, /^[^\s=~,*"\\＝～，＊“”＂]+$/u);
}

/** What a person has put together so far: conditions, and a text beside them that narrows further. */
export interface FilterDraft {
  readonly conditions: SecretFilter;
  readonly text: string;
}

/** What a draft amounts to. */
export type InterpretedDraft =
  | { readonly kind: 'empty' }
  /**
   * The text is one bare word, or the beginning of a quoted one: somebody who does not know how conditions are written
   * looks for a key or a value.
   */
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'invalid'; readonly at: FilterTextProblem }
  /** The service would refuse the filter. */
  | { readonly kind: 'overLimits'; readonly filter: SecretFilter; readonly problem: FilterProblem }
  | { readonly kind: 'ready'; readonly filter: SecretFilter };

export function interpretDraft({ conditions, text }: FilterDraft, limits: FilterLimits): InterpretedDraft {
  const [only, ...others] = scanFilter(text);
  if (only && only.operator === undefined && others.length === 0) return { kind: 'word', word: only.key.text };
  const typed = parseFilter(text, limits);
  if ('problem' in typed) return { kind: 'invalid', at: typed };
  const filter = combinedFilter(conditions, typed.filter);
  if (isEmptyFilter(filter)) return { kind: 'empty' };
  const problem = filterProblem(filter, limits);
  return problem ? { kind: 'overLimits', filter, problem } : { kind: 'ready', filter };
}

function withTerm(filter: SecretFilter, { key, operator, words }: Term, limits: FilterLimits): FilterTextResult {
  const problem = quoteProblem(key);
  if (problem) return problem;
  if (operator === '=') return withTag(filter, key, words, limits);
  const [name] = words;
  return name ? withName(filter, key, name, limits) : at({ kind: 'noOperator', word: key.text }, key);
}

function withName(filter: SecretFilter, key: Word, name: Word, limits: FilterLimits): FilterTextResult {
  const nameContains = [...filter.nameContains, name.text];
  const max = limits.maxNameConditions;
  return (
    problemAt(key.text !== 'name' && { kind: 'onlyNameContains', key: key.text }, key) ??
    quoteProblem(name) ??
    problemAt(isMissing(name) && { kind: 'noName' }, key, name) ??
    problemAt(nameProblem(name.text, limits), name) ??
    problemAt(nameContains.length > max && { kind: 'tooManyNames', max }, key, name) ?? {
      filter: { ...filter, nameContains },
    }
  );
}

function withTag(filter: SecretFilter, key: Word, words: readonly Word[], limits: FilterLimits): FilterTextResult {
  const isTaken = filter.tags.some((tag) => tag.key === key.text);
  const problem =
    problemAt(isMissing(key) && { kind: 'noKey' }, { start: key.start, end: key.end + 1 }) ??
    problemAt(keyProblem(key.text, limits), key) ??
    problemAt(isTaken && { kind: 'duplicateKey', key: key.text }, key);
  if (problem) return problem;
  const result = valuesOf(key, words, limits);
  if ('problem' in result) return result;
  const tags = [...filter.tags, { key: key.text, values: result.values }];
  const max = limits.maxTagConditions;
  return problemAt(tags.length > max && { kind: 'tooManyTags', max }, key) ?? { filter: { ...filter, tags } };
}

function valuesOf(
  key: Word,
  words: readonly Word[],
  limits: FilterLimits,
): { readonly values: readonly string[] } | FilterTextProblem {
  for (const word of words) {
    const problem = quoteProblem(word) ?? problemAt(isMissing(word) && { kind: 'noValue' }, key, word);
    if (problem) return problem;
  }
  const any = words.find(isAny);
  if (any) return words.length > 1 ? at({ kind: 'anyAndValues' }, any) : { values: [] };
  const max = limits.maxValuesPerTag;
  const values: string[] = [];
  for (const word of words) {
    const problem =
      problemAt(valueProblem(word.text, limits), word) ??
      problemAt(values.includes(word.text) && { kind: 'duplicateValue', value: word.text }, word) ??
      problemAt(values.length === max && { kind: 'tooManyValues', max }, word);
    if (problem) return problem;
    values.push(word.text);
  }
  return { values };
}

function quoteProblem(word: Word): FilterTextProblem | undefined {
  if (word.isOpen) return at({ kind: 'openQuote' }, word);
  return problemAt(word.runsOn && { kind: 'textAfterQuote' }, { start: word.start, end: word.end + 1 });
}

function isMissing({ start, end }: Word): boolean {
  return start === end;
}

function isAny({ text, isQuoted }: Word): boolean {
  return !isQuoted && (text === '*' || text === '＊');
}

function problemAt(
  problem: SyntaxProblem | FilterProblem | false | undefined,
  from: Span,
  to: Span = from,
): FilterTextProblem | undefined {
  return problem ? at(problem, from, to) : undefined;
}

function at(problem: SyntaxProblem | FilterProblem, from: Span, to: Span = from): FilterTextProblem {
  return { problem, start: from.start, end: to.end };
}
