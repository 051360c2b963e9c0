/** A stretch of a document. Offsets count UTF-16 units, as in `String.slice`. */
export interface TextSpan {
  readonly text: string;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

const idLength = 36;
const hyphen = 0x2d;
const escape = 0x1b;

/**
 * Finds UUIDs (8-4-4-4-12 hexadecimal digits) in any letter case that stand on their own.
 *
 * One that touches an ASCII letter, a digit or `_` is a part of something longer and no ID; so is one with a hyphen
 * between it and such a character (`x-6f1c…`). A hyphen with nothing behind it joins nothing, since removed lines of a
 * patch begin with one. Letters of other scripts join nothing either: Chinese writes no blanks around an ID.
 * An escape in front (`\n`, `%2F`, a terminal's colour) ends whatever came before it.
 *
 * The search looks at the last digit of where an ID could be and skips as far as what it finds there allows, so most of
 * a text is never read.
 */
export function* idsIn(text: string): Generator<TextSpan, void, undefined> {
  for (let at = 0; at + idLength <= text.length;) {
    const last = text.charCodeAt(at + idLength - 1);
    if (!isHexDigit(last)) {
      at += last === hyphen ? 12 : idLength; // 12 puts the hyphen where the last one of an ID stands.
    } else if (isIdAt(text, at)) {
      yield idSpan(text, at);
      at += idLength;
    } else {
      at += 1;
    }
  }
}

/** The ID that holds or touches the offset; it is one of `idsIn`. Reads no more than some 50 characters on each side. */
export function idAt(text: string, offset: number): TextSpan | undefined {
  const latest = Math.min(offset, text.length - idLength);
  for (let start = Math.max(0, offset - idLength); start <= latest; start++) {
    if (isIdAt(text, start)) return idSpan(text, start);
  }
  return undefined;
}

function idSpan(text: string, start: number): TextSpan {
  const end = start + idLength;
  return { text: text.slice(start, end), start, end };
}

/** For the codes of ASCII: 0 for a hexadecimal digit, 1 for a hyphen, else more than an ID has hyphens. */
const weights: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) => {
  if (isHexDigit(code)) return 0;
  return code === hyphen ? 1 : 5;
});

function isIdAt(text: string, start: number): boolean {
  if (
    text.charCodeAt(start + 23) !== hyphen ||
    text.charCodeAt(start + 18) !== hyphen ||
    text.charCodeAt(start + 13) !== hyphen ||
    text.charCodeAt(start + 8) !== hyphen
  ) {
    return false;
  }
  // Four hyphens in all and nothing but digits otherwise. Adding up is faster than branching at every character.
  let weight = 0;
  for (let at = start; at < start + idLength; at++) weight += weights[text.charCodeAt(at)] ?? 5;
  return weight === 4 && !isJoinedBefore(text, start) && !isJoinedAfter(text, start + idLength);
}

function isJoinedBefore(text: string, start: number): boolean {
  return endsWord(text, text.charCodeAt(start - 1) === hyphen ? start - 1 : start);
}

function isJoinedAfter(text: string, end: number): boolean {
  return isWordCharacter(text.charCodeAt(text.charCodeAt(end) === hyphen ? end + 1 : end));
}

function endsWord(text: string, end: number): boolean {
  return isWordCharacter(text.charCodeAt(end - 1)) && !endsEscape(text, end);
}

/** More parameters than the colours of terminals have. */
const maxColourLength = 20;

/** Whether `\n`, `\r`, `\t`, a percent-encoded byte or a terminal's colour (`ESC [ 32 m`) ends there. */
function endsEscape(text: string, end: number): boolean {
  const last = text.charAt(end - 1);
  if (text.charAt(end - 2) === '\\') return last === 'n' || last === 'r' || last === 't';
  if (text.charAt(end - 3) === '%') return isHexDigit(text.charCodeAt(end - 2)) && isHexDigit(text.charCodeAt(end - 1));
  if (last !== 'm') return false;
  let at = end - 2;
  while (at > end - maxColourLength && isColourParameter(text.charCodeAt(at))) at--;
  return text.charAt(at) === '[' && text.charCodeAt(at - 1) === escape;
}

// Outside of the text the code is NaN, which is none of these.

function isHexDigit(code: number): boolean {
  return isDigit(code) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x66);
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isWordCharacter(code: number): boolean {
  return isDigit(code) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) || code === 0x5f;
}

function isColourParameter(code: number): boolean {
  return isDigit(code) || code === 0x3b;
}
