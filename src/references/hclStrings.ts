/** A quoted template of HCL. */
export interface HclString {
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
export class HclStrings {
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
export function lineEnd(text: string, offset: number): number {
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
