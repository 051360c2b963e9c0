/** A scalar as it is written. Offsets exclude the quotes and, of a block scalar, the line of its mark (`|`, `>`). */
export interface YamlScalar {
  readonly start: number;
  /** Exclusive. A string whose closing quote is missing ends with its line. */
  readonly end: number;
  readonly style: 'plain' | '"' | "'" | 'block';
}

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

/** What is being read: entries come, and a value may come after its key. */
export interface OpenCollection extends YamlCollection {
  readonly entries: { readonly key: string | undefined; value: YamlNode | undefined }[];
}

/** Manifests are some ten levels deep. What is deeper is not kept, so that nodes can be walked through by recursion. */
export const maxDepth = 100;

const yamlComment = /#[^\n]*/uy;
const jsonComment = /#[^\n]*|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/uy;

/** Reads JSON as `readYaml` does YAML: with comments, and several values in one text. */
export function readJson(text: string): readonly YamlNode[] {
  const values: YamlNode[] = [];
  const reader = new FlowReader(text, jsonComment, (value) => void values.push(value));
  for (let at = 0; at < text.length;) at = reader.readValue(at);
  return values;
}

/**
 * Reads the value of a YAML document that begins with the bracket at an offset.
 *
 * @param add is handed the value
 * @param goesOn whether the line that begins at an offset can belong to the value; if not, a bracket was left open
 * @returns where the value ends
 */
export function readFlow(
  text: string,
  start: number,
  add: (value: YamlNode) => void,
  goesOn: (line: number) => boolean,
): number {
  return new FlowReader(text, yamlComment, add, goesOn).readValue(start);
}

/** Flow style, of which JSON is a part: brackets say what belongs to what. */
class FlowReader {
  readonly #open: OpenCollection[] = [];
  /** Brackets that are open and not kept. */
  #tooDeep = 0;

  /**
   * @param comment matches one at its `lastIndex`
   * @param add is handed each value that stands in no brackets
   */
  constructor(
    private readonly text: string,
    private readonly comment: RegExp,
    private readonly add: (value: YamlNode) => void,
    private readonly goesOn?: (line: number) => boolean,
  ) {}

  /** @returns where the value ends, which is the end of the text when a bracket is not closed */
  readValue(start: number): number {
    for (let at = start; at < this.text.length;) {
      const char = this.text[at] ?? '';
      if (char === '\n' && this.goesOn?.(at + 1) === false) return at;
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
    this.comment.lastIndex = at;
    return this.comment.test(this.text) ? this.comment.lastIndex : at;
  }

  #readToken(char: string, at: number): number {
    if (char === '{' || char === '[') {
      if (this.#open.length < maxDepth) this.#open.push(this.#add({ entries: [] }));
      else this.#tooDeep += 1;
    } else if (char !== '}' && char !== ']') return this.#readScalar(char, at);
    else if (this.#tooDeep > 0) this.#tooDeep -= 1;
    else this.#open.pop();
    return at + 1;
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

  #add<Node extends YamlNode>(value: Node): Node {
    const entries = this.#open.at(-1)?.entries;
    const entry = entries?.at(-1);
    if (!entries) this.add(value);
    else if (entry?.key !== undefined && entry.value === undefined) entry.value = value;
    else entries.push({ key: undefined, value });
    return value;
  }
}

/**
 * Reads the string that begins with the quote at an offset.
 *
 * @param goesOn whether a string that is still open can go on in the line that begins at an offset
 * @returns it, and where to go on: after the closing quote, or at the end of a line
 */
export function quotedScalar(
  text: string,
  start: number,
  goesOn?: (line: number) => boolean,
): { readonly scalar: YamlScalar; readonly after: number } {
  const style = text[start] === "'" ? "'" : '"';
  let at = start + 1;
  for (; at < text.length; at++) {
    const char = text[at];
    if (char === '\n') {
      if (goesOn?.(at + 1) !== true) break;
    } else if (char === '\\' && style === '"' && text[at + 1] !== '\n') at += 1;
    else if (char !== style) continue;
    else if (style === "'" && text[at + 1] === "'") at += 1;
    else return { scalar: { start: start + 1, end: at, style }, after: at + 1 };
  }
  return { scalar: { start: start + 1, end: lineEnd(text, start + 1), style }, after: Math.min(at, text.length) };
}

function flowScalar(text: string, start: number): { readonly scalar: YamlScalar; readonly after: number } {
  let end = start + 1;
  while (end < text.length && !endsFlowScalar(text, end)) end += 1;
  return { scalar: { start, end, style: 'plain' }, after: end };
}

function endsFlowScalar(text: string, at: number): boolean {
  const char = text[at] ?? '';
  if (char === ':') return /^[\s,{}[\]"']?$/u.test(text[at + 1] ?? '');
  return ' \t\r\n,{}[]"\''.includes(char);
}

/** Where the line at an offset ends, without its line break. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  const end = newline < 0 ? text.length : newline;
  return end > offset && text[end - 1] === '\r' ? end - 1 : end;
}
