/** A text that stands in a document, as a stretch of it or written with escapes. */
export interface MappedText {
  readonly text: string;
  /** The offset in the document of the character at an offset of the text, or of the text's end. */
  offsetInDocument(offset: number): number;
}

/** A stretch of the document as it is. */
export function stretchOf(document: string, start: number, end: number): MappedText {
  return { text: document.slice(start, end), offsetInDocument: (offset) => start + offset };
}

/**
 * What a quoted string of YAML or JSON says.
 *
 * @param start of the content, after the quote
 * @param end of the content, before the quote
 */
export function unquoted(document: string, start: number, end: number, quote: string): MappedText {
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
