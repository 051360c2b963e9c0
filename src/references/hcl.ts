import type { TextSpan } from './secretIds';

/** An argument of a block whose value is one string, without interpolations and escapes. */
export interface HclArgument {
  /** Kind and type of the block, such as `resource huaweicloud_csms_secret`. */
  readonly block: string;
  readonly name: string;
  /** Without the quotes. One whose closing quote is missing ends with its line. */
  readonly value: TextSpan;
}

/** The arguments of `resource` and `data` blocks (not of blocks in them) in document order, in time linear in the text. */
export function literalArguments(text: string): readonly HclArgument[] {
  return new HclReader(text).read();
}

/** After the word `resource` or `data`: the type, a label if it is there already, and the opening brace. */
const blockHeader = /[ \t]*"([^"\n]*)"[ \t]*(?:(?:"[^"\n]*"|[\w-]+)[ \t]*)?\{/uy;
const assignmentOfString = /[ \t]*=[ \t]*(?=")/uy;
/** What may follow a string that is the whole value. */
const endOfValue = /[ \t]*(?:$|[\r\n}#]|\/[/*])/uy;
const word = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const heredocStart = /<<-?([\p{L}_][\p{L}\p{N}_-]*)[ \t\r]*\n/uy;

/**
 * Reads HCL no closer than needed: comments, heredocs, strings, brackets and the begins of statements.
 *
 * A `resource` or `data` block begins anew wherever its header stands, whatever is open around it: such blocks stand at
 * the top or inside of a `check` block, so anything else that is open was left open by who is typing.
 */
class HclReader {
  readonly #strings: HclStrings;
  readonly #arguments: HclArgument[] = [];
  #at = 0;
  /** Brackets of any kind that are open, counted from the block. */
  #depth = 0;
  #block: string | undefined;
  #startsStatement = true;

  constructor(private readonly text: string) {
    this.#strings = new HclStrings(text);
  }

  read(): readonly HclArgument[] {
    while (this.#at < this.text.length) this.#step();
    return this.#arguments;
  }

  #step(): void {
    const char = this.text[this.#at] ?? '';
    if (char === '\n') this.#pass(1, true);
    else if (char === ' ' || char === '\t' || char === '\r') this.#at += 1;
    else if (char === '#' || this.text.startsWith('//', this.#at)) this.#at = lineEnd(this.text, this.#at);
    else if (this.text.startsWith('/*', this.#at)) this.#skipComment();
    else if (char === '"') this.#moveTo(this.#strings.read(this.#at).end, false);
    else if (char === '<') this.#skipHeredoc();
    else if (char === '{' || char === '[' || char === '(') this.#open(char);
    else if (char === '}' || char === ']' || char === ')') this.#close();
    else this.#readWord();
  }

  #pass(count: number, startsStatement: boolean): void {
    this.#moveTo(this.#at + count, startsStatement);
  }

  #moveTo(offset: number, startsStatement: boolean): void {
    this.#at = offset;
    this.#startsStatement = startsStatement;
  }

  #match(pattern: RegExp, at = this.#at): RegExpExecArray | undefined {
    pattern.lastIndex = at;
    return pattern.exec(this.text) ?? undefined;
  }

  #skipComment(): void {
    const end = this.text.indexOf('*/', this.#at + 2);
    this.#at = end < 0 ? this.text.length : end + 2;
  }

  #skipHeredoc(): void {
    const [opening, marker] = this.#match(heredocStart) ?? [];
    if (opening === undefined) {
      this.#pass(1, false);
      return;
    }
    let at = this.#at + opening.length;
    for (let isWithin = true; isWithin && at < this.text.length;) {
      const newline = this.text.indexOf('\n', at);
      const end = newline < 0 ? this.text.length : newline;
      isWithin = this.text.slice(at, end).trim() !== marker;
      at = isWithin ? end + 1 : end;
    }
    this.#moveTo(at, false);
  }

  #open(bracket: string): void {
    this.#depth += 1;
    this.#pass(1, bracket === '{');
  }

  #close(): void {
    this.#depth = Math.max(0, this.#depth - 1);
    if (this.#depth === 0) this.#block = undefined;
    this.#pass(1, false);
  }

  #readWord(): void {
    const [name] = this.#match(word) ?? [];
    const isStatement = name !== undefined && this.#startsStatement;
    this.#pass(name?.length ?? 1, false);
    if (!isStatement) return;
    if (name === 'resource' || name === 'data') this.#enterBlock(name);
    else if (this.#block !== undefined && this.#depth === 1) this.#readArgument(this.#block, name);
  }

  #enterBlock(kind: string): void {
    const [header, type] = this.#match(blockHeader) ?? [];
    if (header === undefined) return;
    this.#depth = 1;
    this.#block = `${kind} ${type}`;
    this.#pass(header.length, true);
  }

  #readArgument(block: string, name: string): void {
    const [assignment] = this.#match(assignmentOfString) ?? [];
    if (assignment === undefined) return;
    const { content, contentStart, end, isClosed } = this.#strings.read(this.#at + assignment.length);
    this.#moveTo(end, false);
    const isWholeValue = !isClosed || this.#match(endOfValue) !== undefined;
    if (!isWholeValue || /\\|[$%]\{/u.test(content)) return;
    const value = { text: content, start: contentStart, end: contentStart + content.length };
    this.#arguments.push({ block, name, value });
  }
}

/** A quoted template of HCL. */
interface HclString {
  /** Between the quotes. */
  readonly content: string;
  readonly contentStart: number;
  /** After the closing quote, or the end of the line when that is missing. */
  readonly end: number;
  readonly isClosed: boolean;
}

/**
 * Reads the quoted templates of one HCL document, from its begin to its end.
 *
 * A string itself cannot go over lines, but `${…}` in it can, and hold strings of its own. When such a string turns out
 * not to be closed, somebody is typing: it then ends with its first line. What was read in vain is remembered, so that
 * no part of the text is read in vain twice and the time stays in proportion to the text.
 */
class HclStrings {
  #readInVainUntil = 0;

  constructor(private readonly text: string) {}

  /** @param start of the opening quote */
  read(start: number): HclString {
    const reach = start < this.#readInVainUntil ? lineEnd(this.text, start) : this.text.length;
    const { isClosed, end } = scanString(this.text, start + 1, reach);
    if (!isClosed) this.#readInVainUntil = Math.max(this.#readInVainUntil, end);
    const contentEnd = isClosed ? end - 1 : lineEnd(this.text, start);
    return {
      content: this.text.slice(start + 1, contentEnd),
      contentStart: start + 1,
      end: isClosed ? end : contentEnd,
      isClosed,
    };
  }
}

/** Where the line at an offset ends, without its line break. */
function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  const end = newline < 0 ? text.length : newline;
  return end > offset && text[end - 1] === '\r' ? end - 1 : end;
}

/** Where the string ends that begins at `from`, or where it became clear that it does not. */
function scanString(text: string, from: number, reach: number): { readonly isClosed: boolean; readonly end: number } {
  /** For each interpolation around the offset: the braces open in it. */
  const openBraces: number[] = [];
  let isInString = true;
  for (let at = from; at < reach; at++) {
    const char = text[at];
    if (isInString) {
      if (char === '\n') return { isClosed: false, end: at };
      if (char === '\\') at += text[at + 1] === '\n' ? 0 : 1;
      else if (char === '"') {
        if (openBraces.length === 0) return { isClosed: true, end: at + 1 };
        isInString = false;
      } else if (char === '$' || char === '%') {
        if (text[at + 1] === char && text[at + 2] === '{') at += 2;
        else if (text[at + 1] === '{') {
          openBraces.push(0);
          isInString = false;
          at += 1;
        }
      }
    } else if (char === '"') isInString = true;
    else if (char === '{') openBraces.push((openBraces.pop() ?? 0) + 1);
    else if (char === '}') {
      const open = openBraces.pop() ?? 0;
      if (open === 0) isInString = true;
      else openBraces.push(open - 1);
    }
  }
  return { isClosed: false, end: reach };
}
