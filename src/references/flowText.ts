/** A scalar as it is written. Offsets exclude the quotes. */
export interface Scalar {
  readonly start: number;
  /** Exclusive. A string whose closing quote is missing ends with its line. */
  readonly end: number;
  /** Empty when there is none. */
  readonly quote: '' | '"' | "'";
}

/** Is told what stands in brackets, in the order of the text. */
export interface FlowSink {
  /** An object or a list begins. */
  open(): void;
  close(): void;
  key(name: string): void;
  value(scalar: Scalar): void;
}

/**
 * Reads one value of JSON (with comments) or of YAML's flow style. Forgives whatever is wrong: somebody may be typing.
 *
 * @returns where the value ends, which is the end of the text when a bracket is not closed
 */
export function scanFlow(text: string, start: number, sink: FlowSink): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const char = text[at] ?? '';
    if (char === '{' || char === '[') {
      sink.open();
      depth += 1;
      at += 1;
    } else if (char === '}' || char === ']') {
      at += 1;
      if (depth > 0) sink.close();
      depth -= 1;
      if (depth <= 0) return at;
    } else if (isBetweenTokens(char)) at += 1;
    else if (char === '#' || text.startsWith('//', at)) at = endOfComment(text, at, '\n');
    else if (text.startsWith('/*', at)) at = endOfComment(text, at + 2, '*/');
    else {
      at = readScalar(text, at, sink);
      if (depth === 0) return at;
    }
  }
  return at;
}

/** Tells of a scalar, or of a key with its colon. */
function readScalar(text: string, start: number, sink: FlowSink): number {
  const scalar = scalarAt(text, start);
  const after = scalar.quote !== '' && text[scalar.end] === scalar.quote ? scalar.end + 1 : scalar.end;
  let next = after;
  while (isBlank(text[next])) next += 1;
  if (text[next] !== ':') {
    sink.value(scalar);
    return after;
  }
  sink.key(text.slice(scalar.start, scalar.end));
  return next + 1;
}

function scalarAt(text: string, start: number): Scalar {
  const first = text[start];
  if (first === '"' || first === "'") return { ...contentOfQuoted(text, start, first), quote: first };
  let end = start + 1;
  while (end < text.length && !endsPlain(text, end)) end += 1;
  return { start, end, quote: '' };
}

/**
 * The content of the string that begins with the quote at an offset, up to the end of its line.
 *
 * @param lastsOverLines whether it goes on in the next line
 * @param limit where the text is taken to end
 */
export function contentOfQuoted(
  text: string,
  start: number,
  quote: string,
  { lastsOverLines = false, limit = text.length } = {},
): { readonly start: number; readonly end: number; readonly isClosed: boolean } {
  let at = start + 1;
  for (; at < limit; at++) {
    const char = text[at];
    if (char === quote) {
      if (quote === '"' || text[at + 1] !== "'") return { start: start + 1, end: at, isClosed: true };
      at += 1;
    } else if (char === '\n' && !lastsOverLines) break;
    else if (char === '\\' && quote === '"' && (lastsOverLines || text[at + 1] !== '\n')) at += 1;
  }
  const end = Math.min(at, limit);
  return { start: start + 1, end: text[end - 1] === '\r' ? Math.max(start + 1, end - 1) : end, isClosed: false };
}

function endsPlain(text: string, at: number): boolean {
  const char = text[at] ?? '';
  if (char === ':') return isBlank(text[at + 1]) || /^[,{}[\]"']?$/u.test(text[at + 1] ?? '');
  return isBlank(char) || ',{}[]"\''.includes(char);
}

function endOfComment(text: string, from: number, mark: string): number {
  const end = text.indexOf(mark, from);
  return end < 0 ? text.length : end + mark.length;
}

function isBetweenTokens(char: string): boolean {
  return isBlank(char) || char === ',' || char === ':';
}

function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\n' || char === '\t' || char === '\r';
}
