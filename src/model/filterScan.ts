/*
 * Takes the text form of a filter apart, whatever is wrong with it: `filterText.ts` has the grammar and judges what is
 * found here, completion goes on where it ends.
 */

/** A place in a text: UTF-16 offsets, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A key, a value or a part of a name. Nothing was written where start and end are the same. */
export interface Word extends Span {
  /** Without quotes and escapes. */
  readonly text: string;
  readonly isQuoted: boolean;
  /** The closing quotation mark is missing, so that the word goes on to the end of the text. */
  readonly isOpen: boolean;
  /** Something stands right behind the closing quotation mark. */
  readonly runsOn: boolean;
}

export interface ScannedCondition {
  readonly key: Word;
  readonly operator: '=' | '~' | undefined;
  /** The values, or the part of the name. At least one, if only an empty one, where there is an operator. */
  readonly words: readonly Word[];
}

/** The conditions in their order. Never throws, and reads every text to its end. */
export function scanFilter(text: string): readonly ScannedCondition[] {
  const scanner = new Scanner(text);
  const conditions: ScannedCondition[] = [];
  while (scanner.skipBlanks()) conditions.push(scanner.condition());
  return conditions;
}

const plainForms: ReadonlyMap<string, string> = new Map([
  ['＝', '='],
  ['～', '~'],
  ['，', ','],
  ['“', '"'],
  ['”', '"'],
  ['＂', '"'],
]);

class Scanner {
  private position = 0;

  constructor(private readonly text: string) {}

  /** @returns whether anything is left */
  skipBlanks(): boolean {
    while (/\s/u.test(this.peek())) this.position++;
    return !this.atEnd();
  }

  condition(): ScannedCondition {
    const key = this.word(/[\s=~]/u);
    if (this.take('=')) {
      const words = [this.word(/[\s,]/u)];
      while (this.take(',')) words.push(this.word(/[\s,]/u));
      return { key, operator: '=', words };
    }
    if (this.take('~')) return { key, operator: '~', words: [this.word(/\s/u)] };
    return { key, operator: undefined, words: [] };
  }

  /** Reads up to a character that `ends` matches, or a quoted text. */
  private word(ends: RegExp): Word {
    const start = this.position;
    if (this.peek() === '"') return this.quotedWord(ends);
    this.skipTo(ends);
    const text = this.text.slice(start, this.position);
    return { text, start, end: this.position, isQuoted: false, isOpen: false, runsOn: false };
  }

  private quotedWord(ends: RegExp): Word {
    const start = this.position++;
    // A quote is closed by its own kind, so that the other kind may stand inside.
    const closing = this.text[start] === '"' ? '"' : '“”＂';
    let text = '';
    while (!this.atEnd() && !closing.includes(this.text.charAt(this.position))) {
      if (this.text[this.position] === '\\' && this.position + 1 < this.text.length) this.position++;
      text += this.text.charAt(this.position++);
    }
    if (this.atEnd()) return { text, start, end: this.position, isQuoted: true, isOpen: true, runsOn: false };
    const end = ++this.position;
    this.skipTo(ends);
    return { text, start, end, isQuoted: true, isOpen: false, runsOn: this.position > end };
  }

  private skipTo(ends: RegExp): void {
    while (!this.atEnd() && !ends.test(this.peek())) this.position++;
  }

  /** The character here, in its plain form; empty at the end. */
  private peek(): string {
    const character = this.text[this.position] ?? '';
    return plainForms.get(character) ?? character;
  }

  private take(character: string): boolean {
    if (this.peek() !== character) return false;
    this.position++;
    return true;
  }

  private atEnd(): boolean {
    return this.position >= this.text.length;
  }
}
