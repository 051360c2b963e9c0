import {
  lineEnd,
  maxDepth,
  type OpenCollection,
  quotedScalar,
  readFlow,
  type YamlNode,
  type YamlScalar,
} from './yamlFlow';

/**
 * Reads YAML as far as it takes to know under which keys a value stands, and forgives whatever is wrong: somebody may be
 * typing, and lines of a template (Helm) may stand anywhere. Takes time linear in the text, whatever stands in it.
 *
 * @returns the values of the documents in the text
 */
export function readYaml(text: string): readonly YamlNode[] {
  return new BlockReader(text).read();
}

/** An open collection of block style; `column` is that of its keys or of its dashes. */
interface OpenBlock extends OpenCollection {
  readonly column: number;
  readonly isSequence: boolean;
}

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
    return this.#open.length === 0 && isBracket(this.text, content) ? this.#readValue(line, content, -1) : next;
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
    const goesOn = (line: number): boolean => isWithin(this.text, line, column);
    if (isBracket(this.text, start)) {
      const after = readFlow(this.text, start, (value) => this.#add(value), goesOn);
      return nextLine(this.text, after);
    }
    if (first === '"' || first === "'") {
      const { scalar, after } = quotedScalar(this.text, start, goesOn);
      this.#add(scalar);
      return nextLine(this.text, after);
    }
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
  const end = lineEnd(text, start);
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

function plainScalar(text: string, start: number, end: number): YamlScalar {
  const line = text.slice(start, end);
  const comment = line.startsWith('#') ? 0 : line.search(/[ \t]#/u);
  const content = (comment < 0 ? line : line.slice(0, comment)).trimEnd();
  return { start, end: start + content.length, style: 'plain' };
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
