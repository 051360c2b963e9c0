import { contentOfQuoted, type Scalar } from './flowText';

/** A line of YAML's block style: dashes of a list, then a key with a value, as far as they are there. */
export interface YamlLine {
  /** Without the line break. */
  readonly end: number;
  /** Where the next line begins. */
  readonly next: number;
  /** Columns of the dashes that begin an item. */
  readonly dashes: readonly number[];
  /** Where the text after the indentation and the dashes begins; `end` when there is none. */
  readonly content: number;
  /** The column of `content`. */
  readonly column: number;
  readonly key: string | undefined;
  /** Where the value of the key begins; `end` when there is none. */
  readonly value: number;
}

/** Reads the line that begins at an offset. */
export function yamlLineAt(text: string, start: number): YamlLine {
  const newline = text.indexOf('\n', start);
  const next = newline < 0 ? text.length : newline + 1;
  const lineBreak = newline < 0 ? text.length : newline;
  const end = lineBreak > start && text[lineBreak - 1] === '\r' ? lineBreak - 1 : lineBreak;
  const dashes: number[] = [];
  let content = skipBlanks(text, start, end);
  while (text[content] === '-' && (content + 1 === end || isBlank(text[content + 1]))) {
    dashes.push(content - start);
    content = skipBlanks(text, content + 1, end);
  }
  return { end, next, dashes, content, column: content - start, ...keyAt(text, content, end) };
}

/** Nothing, a comment, or a line of a template (Helm): what says nothing of the structure. */
export function isIdle(text: string, { dashes, content, end }: YamlLine): boolean {
  if (dashes.length > 0) return false;
  return content === end || text[content] === '#' || text.startsWith('{{', content);
}

/** The scalar of a line that begins at an offset; `undefined` for what is no literal scalar, such as a template's. */
export function literalScalar(text: string, start: number, end: number): Scalar | undefined {
  const first = text[start] ?? '';
  const scalar =
    start < end && (first === '"' || first === "'")
      ? ({ ...contentOfQuoted(text, start, first, { limit: end }), quote: first } as const)
      : plainScalar(text, start, end);
  const isLiteral = scalar.quote !== '' || !'|>&*!{[%@`'.includes(text.slice(scalar.start, scalar.start + 1) || ' ');
  return isLiteral && !text.slice(scalar.start, scalar.end).includes('{{') ? scalar : undefined;
}

function plainScalar(text: string, start: number, end: number): Scalar {
  const line = text.slice(start, end);
  const comment = line.startsWith('#') ? 0 : line.search(/[ \t]#/u);
  const content = (comment < 0 ? line : line.slice(0, comment)).trimEnd();
  return { start, end: start + content.length, quote: '' };
}

function keyAt(text: string, start: number, end: number): Pick<YamlLine, 'key' | 'value'> {
  const first = text[start] ?? '';
  const isQuoted = start < end && (first === '"' || first === "'");
  const quoted = isQuoted ? contentOfQuoted(text, start, first, { limit: end }) : undefined;
  const colon = colonAfter(text, quoted === undefined ? start : quoted.end + 1, end);
  if (colon < 0 || quoted?.isClosed === false) return { key: undefined, value: end };
  const key = quoted === undefined ? text.slice(start, colon).trimEnd() : text.slice(quoted.start, quoted.end);
  return { key, value: skipBlanks(text, colon + 1, end) };
}

/** The first colon that has a blank or nothing after it. */
function colonAfter(text: string, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    if (text[at] === ':' && (at + 1 === end || isBlank(text[at + 1]))) return at;
    if (text[at] === '#' && isBlank(text[at - 1])) return -1;
  }
  return -1;
}

function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(text[at])) at += 1;
  return at;
}

function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t';
}
