import { flowScalar, plainScalar, quotedScalar, type YamlScalar } from './yamlScalar';

/** A mapping, whose entries have keys, or a sequence, whose entries have none. */
export interface YamlCollection {
  readonly entries: readonly YamlEntry[];
}

export interface YamlEntry {
  /** As written, without quotes. A key may come twice. */
  readonly key: string | undefined;
  /** `undefined` where none is written (yet), or one that begins with a template, an alias, an anchor or a tag. */
  readonly value: YamlNode | undefined;
}

export type YamlNode = YamlScalar | YamlCollection;

export function isScalar(node: YamlNode): node is YamlScalar {
  return 'style' in node;
}

/**
 * Reads YAML as far as it takes to know under which keys a value stands, and forgives whatever is wrong: somebody may be
 * typing, and lines of a template (Helm) may stand anywhere. Takes time linear in the text, whatever stands in it.
 *
 * @returns the values of the documents in the text
 */
export function readYaml(text: string): readonly YamlNode[] {
  return new BlockReader(text).read();
}

/** As `readYaml`, for JSON: with comments, and several values in one text. */
export function readJson(text: string): readonly YamlNode[] {
  const values: YamlNode[] = [];
  const reader = new FlowReader(text, (value) => void values.push(value), { comment: jsonComment });
  for (let at = 0; at < text.length;) at = reader.readValue(at);
  return values;
}

interface OpenEntry extends YamlEntry {
  value: YamlNode | undefined;
}

interface OpenCollection extends YamlCollection {
  readonly entries: OpenEntry[];
}

/** Where the lines and columns count: the column is that of the keys or of the dashes. */
interface OpenBlock extends OpenCollection {
  readonly column: number;
  readonly isSequence: boolean;
}

/** Manifests are some ten levels deep. What is deeper is not kept, so that nodes can be walked through by recursion. */
const maxDepth = 100;

/** Block style: the columns of keys and dashes say what belongs to what. */
class BlockReader {
  readonly #documents: YamlNode[] = [];
  /** From the document's value to the collection that the next line may belong to. */
  readonly #open: OpenBlock[] = [];

  constructor(private readonly text: string) {}

  read(): readonly YamlNode[] {
    for (let at = 0; at < this.text.length;) at = this.#readLine(at);
    return this.#documents;
  }

  /** @returns where the next line begins that is to be read */
  #readLine(start: number): number {
    if (isDocumentMark(this.text, start)) {
      this.#open.length = 0;
      return nextLine(this.text, start);
    }
    const line = lineAt(this.text, start);
    const { dashes, content, end, next } = line;
    if (!dashes.every((dash) => this.#begin(dash, undefined))) return next;
    if (content === end || this.text[content] === '#' || isTemplate(this.text, content)) return next;
    const key = isBracket(this.text, content) ? undefined : keyAt(this.text, content, end);
    if (key) return this.#begin(content - start, key.text) ? this.#readValue(line, key.value, content - start) : next;
    const dash = dashes.at(-1);
    if (dash !== undefined) return this.#readValue(line, content, dash);
    return this.#open.length === 0 && isBracket(this.text, content) ? this.#readFlow(content, -1) : next;
  }

  /** Begins an entry of the mapping with keys at the column, or of the sequence with dashes there. */
  #begin(column: number, key: string | undefined): boolean {
    const isSequence = key === undefined;
    // The dashes of a sequence may stand in the column of the key that it belongs to.
    const isOver = (open: OpenBlock): boolean =>
      open.column > column || (open.column === column && open.isSequence && !isSequence);
    let top = this.#open.at(-1);
    for (; top && isOver(top); top = this.#open.at(-1)) this.#open.pop();
    if (top?.column !== column || top.isSequence !== isSequence) {
      if (this.#open.length >= maxDepth) return false;
      top = { column, isSequence, entries: [] };
      this.#add(top);
      this.#open.push(top);
    }
    top.entries.push({ key, value: undefined });
    return true;
  }

  /** Adds a value of the entry that began last. It has one already where somebody is typing. */
  #add(value: YamlNode): void {
    const entries = this.#open.at(-1)?.entries;
    const entry = entries?.at(-1);
    if (!entries || !entry) this.#documents.push(value);
    else if (entry.value === undefined) entry.value = value;
    else entries.push({ key: entry.key, value });
  }

  /** @param column of the entry: what belongs to its value stands further right */
  #readValue({ end, next }: Line, start: number, column: number): number {
    const first = start < end ? this.text[start] : undefined;
    if (first === '|' || first === '>') return this.#readBlockScalar(next, column);
    if (first === '"' || first === "'") return this.#readQuoted(start, column);
    if (isBracket(this.text, start)) return this.#readFlow(start, column);
    const isLiteral = first === undefined || !'&*!{%@`'.includes(first);
    // What is written right after the colon would be no value.
    if (isLiteral && this.text[start - 1] !== ':') this.#add(plainScalar(this.text, start, end));
    return next;
  }

  #readBlockScalar(start: number, column: number): number {
    let end = start;
    while (end < this.text.length && isFurtherRight(this.text, end, column)) end = nextLine(this.text, end);
    this.#add({ start, end, style: 'block' });
    return end;
  }

  #readQuoted(start: number, column: number): number {
    const { scalar, after } = quotedScalar(this.text, start, (line) => isWithin(this.text, line, column));
    this.#add(scalar);
    return nextLine(this.text, after);
  }

  #readFlow(start: number, column: number): number {
    const reader = new FlowReader(this.text, (value) => this.#add(value), {
      comment: yamlComment,
      goesOn: (line) => isWithin(this.text, line, column),
    });
    return nextLine(this.text, reader.readValue(start));
  }
}

const yamlComment = /#[^\n]*/uy;
const jsonComment = /#[^\n]*|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/uy;

interface FlowRules {
  /** Matches a comment at its `lastIndex`. */
  readonly comment: RegExp;
  /** Whether the line that begins at an offset can belong to the value. If not, a bracket was left open. */
  goesOn?(line: number): boolean;
}

/** Flow style, of which JSON is a part: brackets say what belongs to what. */
class FlowReader {
  readonly #open: OpenCollection[] = [];
  /** Brackets that are open and not kept. */
  #tooDeep = 0;

  /** @param add is handed each value that stands in no brackets */
  constructor(
    private readonly text: string,
    private readonly add: (value: YamlNode) => void,
    private readonly rules: FlowRules,
  ) {}

  /** @returns where the value ends, which is the end of the text when a bracket is not closed */
  readValue(start: number): number {
    for (let at = start; at < this.text.length;) {
      const char = this.text[at] ?? '';
      if (char === '\n' && this.rules.goesOn?.(at + 1) === false) return at;
      const next = ' \t\r\n,:'.includes(char) ? at + 1 : this.#commentEnd(at);
      if (next > at) at = next;
      else {
        at = this.#readToken(char, at);
        if (this.#open.length === 0) return at;
      }
    }
    return this.text.length;
  }

  /** The offset itself when no comment begins there. */
  #commentEnd(at: number): number {
    const { comment } = this.rules;
    comment.lastIndex = at;
    return comment.test(this.text) ? comment.lastIndex : at;
  }

  #readToken(char: string, at: number): number {
    if (char === '{' || char === '[') this.#openBracket();
    else if (char !== '}' && char !== ']') return this.#readScalar(char, at);
    else if (this.#tooDeep > 0) this.#tooDeep -= 1;
    else this.#open.pop();
    return at + 1;
  }

  #openBracket(): void {
    if (this.#open.length >= maxDepth) {
      this.#tooDeep += 1;
      return;
    }
    const collection = { entries: [] };
    this.#add(collection);
    this.#open.push(collection);
  }

  /** Reads a scalar, or a key with its colon. */
  #readScalar(first: string, start: number): number {
    const isQuoted = first === '"' || first === "'";
    const { scalar, after } = isQuoted ? quotedScalar(this.text, start) : flowScalar(this.text, start);
    let colon = after;
    while (/[ \t\r\n]/u.test(this.text[colon] ?? '')) colon += 1;
    const isKey = this.text[colon] === ':';
    if (this.#tooDeep === 0) {
      if (!isKey) this.#add(scalar);
      else this.#open.at(-1)?.entries.push({ key: this.text.slice(scalar.start, scalar.end), value: undefined });
    }
    return isKey ? colon + 1 : after;
  }

  #add(value: YamlNode): void {
    const entries = this.#open.at(-1)?.entries;
    const entry = entries?.at(-1);
    if (!entries) this.add(value);
    else if (entry?.key !== undefined && entry.value === undefined) entry.value = value;
    else entries.push({ key: undefined, value });
  }
}

/** A line of block style: dashes of a sequence, then the rest, as far as they are there. */
interface Line {
  /** Columns of the dashes that begin an item. */
  readonly dashes: readonly number[];
  /** Where the text after the indentation and the dashes begins; `end` when there is none. */
  readonly content: number;
  /** Without the line break. */
  readonly end: number;
  /** Where the next line begins. */
  readonly next: number;
}

function lineAt(text: string, start: number): Line {
  const next = nextLine(text, start);
  const lineBreak = text[next - 1] === '\n' ? next - 1 : next;
  const end = lineBreak > start && text[lineBreak - 1] === '\r' ? lineBreak - 1 : lineBreak;
  const dashes: number[] = [];
  let content = skipBlanks(text, start);
  while (text[content] === '-' && (content + 1 === end || isBlank(text[content + 1]))) {
    dashes.push(content - start);
    content = skipBlanks(text, content + 1);
  }
  return { dashes, content: Math.min(content, end), end, next };
}

/** The key that begins at an offset of a line, and where its value begins, if only at the end of the line. */
function keyAt(
  text: string,
  start: number,
  end: number,
): { readonly text: string; readonly value: number } | undefined {
  const isQuoted = text[start] === '"' || text[start] === "'";
  const quoted = isQuoted ? quotedScalar(text, start) : undefined;
  for (let at = quoted?.after ?? start; at < end; at++) {
    if (text[at] === ':' && (at + 1 === end || isBlank(text[at + 1]))) {
      const key = quoted ? text.slice(quoted.scalar.start, quoted.scalar.end) : text.slice(start, at).trimEnd();
      return { text: key, value: skipBlanks(text, at + 1) };
    }
    if (text[at] === '#' && isBlank(text[at - 1])) return undefined;
  }
  return undefined;
}

/** Whether the line is empty, of a template, or further right than the column. */
function isFurtherRight(text: string, line: number, column: number): boolean {
  const at = skipBlanks(text, line);
  return at - line > column || at === text.length || /[\r\n]/u.test(text[at] ?? '') || isTemplate(text, at);
}

/** As `isFurtherRight`, for values that end with a mark, which many write below the key. */
function isWithin(text: string, line: number, column: number): boolean {
  if (isDocumentMark(text, line)) return false;
  return isFurtherRight(text, line, column) || /[}\]]/u.test(text[skipBlanks(text, line)] ?? '');
}

function isDocumentMark(text: string, line: number): boolean {
  return /^(?:---|\.\.\.)(?:\s|$)/u.test(text.slice(line, line + 4));
}

function isBracket(text: string, at: number): boolean {
  return text[at] === '[' || (text[at] === '{' && text[at + 1] !== '{');
}

function isTemplate(text: string, at: number): boolean {
  return text.startsWith('{{', at);
}

function nextLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline + 1;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (isBlank(text[at])) at += 1;
  return at;
}

function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t';
}
