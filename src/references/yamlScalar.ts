/** A scalar as it is written. Offsets exclude the quotes and, of a block scalar, the line of its mark (`|`, `>`). */
export interface YamlScalar {
  readonly start: number;
  /** Exclusive. A string whose closing quote is missing ends with its line. */
  readonly end: number;
  readonly style: 'plain' | '"' | "'" | 'block';
}

interface ReadScalar {
  readonly scalar: YamlScalar;
  /** Where to go on: after the closing quote, or at the end of a line. */
  readonly after: number;
}

/**
 * Reads the string that begins with the quote at an offset.
 *
 * @param goesOn whether a string that is still open can go on in the line that begins at an offset
 */
export function quotedScalar(text: string, start: number, goesOn?: (line: number) => boolean): ReadScalar {
  const quote = text[start] === "'" ? "'" : '"';
  let firstLineEnd: number | undefined;
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at];
    if (char === '\n') {
      firstLineEnd ??= at;
      if (goesOn?.(at + 1) !== true) return unclosed(text, start, quote, firstLineEnd, at);
    } else if (char === '\\' && quote === '"' && text[at + 1] !== '\n') at += 1;
    else if (char !== quote) continue;
    else if (quote === "'" && text[at + 1] === "'") at += 1;
    else return { scalar: { start: start + 1, end: at, style: quote }, after: at + 1 };
  }
  return unclosed(text, start, quote, firstLineEnd ?? text.length, text.length);
}

function unclosed(text: string, quoteAt: number, style: '"' | "'", lineEnd: number, after: number): ReadScalar {
  const start = quoteAt + 1;
  const end = text[lineEnd - 1] === '\r' ? Math.max(start, lineEnd - 1) : lineEnd;
  return { scalar: { start, end, style }, after };
}

export function plainScalar(text: string, start: number, end: number): YamlScalar {
  const line = text.slice(start, end);
  const comment = line.startsWith('#') ? 0 : line.search(/[ \t]#/u);
  const content = (comment < 0 ? line : line.slice(0, comment)).trimEnd();
  return { start, end: start + content.length, style: 'plain' };
}

export function flowScalar(text: string, start: number): ReadScalar {
  let end = start + 1;
  while (end < text.length && !endsFlowScalar(text, end)) end += 1;
  return { scalar: { start, end, style: 'plain' }, after: end };
}

function endsFlowScalar(text: string, at: number): boolean {
  const char = text[at] ?? '';
  if (char === ':') return /^[\s,{}[\]"']?$/u.test(text[at + 1] ?? '');
  return ' \t\r\n,{}[]"\''.includes(char);
}

/** A text that stands in a document, as a stretch of it or written with escapes. */
export interface NestedText {
  readonly text: string;
  /** The offset in the document of the character at an offset of the text, or of the text's end. */
  readonly offsetInDocument: (offset: number) => number;
}

/** What a scalar of YAML or JSON says that is in quotes or over lines; nothing for others. */
export function nestedText(document: string, { start, end, style }: YamlScalar): NestedText | undefined {
  switch (style) {
    case 'plain':
      return undefined;
    case 'block':
      return { text: document.slice(start, end), offsetInDocument: (offset) => start + offset };
    default:
      return unquoted(document, start, end, style);
  }
}

function unquoted(document: string, start: number, end: number, quote: '"' | "'"): NestedText {
  const pattern = quote === '"' ? doubleQuotedParts : singleQuotedParts;
  const content = document.slice(start, end);
  const pieces: string[] = [];
  const offsets = new Uint32Array(content.length + 1);
  let length = 0;
  for (const { 0: written, index } of content.matchAll(pattern)) {
    const piece = meaningOf(written, quote);
    for (let at = 0; at < piece.length; at++) offsets[length + at] = start + index + at;
    length += piece.length;
    pieces.push(piece);
  }
  offsets[length] = end;
  return { text: pieces.join(''), offsetInDocument: (offset) => offsets[Math.min(offset, length)] ?? end };
}

/** Stretches without escapes, escapes, and line breaks with the blanks after them. */
const doubleQuotedParts = /[^\\\r\n]+|\\(?:u[\dA-Fa-f]{4}|x[\dA-Fa-f]{2}|\r?\n[ \t]*|.)?|[\r\n]+[ \t]*/gsu;
const singleQuotedParts = /[^'\r\n]+|'{1,2}|[\r\n]+[ \t]*/gsu;

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

function meaningOf(written: string, quote: string): string {
  const first = written[0];
  if (first === '\n' || first === '\r') return ' '; // YAML folds a line break into a blank.
  if (quote === "'") return first === "'" ? "'" : written;
  if (first !== '\\') return written;
  const escaped = written[1] ?? '';
  if (written.length > 3 && (escaped === 'u' || escaped === 'x')) {
    return String.fromCharCode(parseInt(written.slice(2), 16));
  }
  if (escaped === '\n' || escaped === '\r') return ''; // An escaped line break is none.
  return escapes[escaped] ?? written.slice(1);
}
