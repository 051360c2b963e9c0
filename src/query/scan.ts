/*
 * Takes apart what people type to filter and to search, whatever is wrong with it:
 *
 *   text = { term }                                    blanks between them
 *   term = word | word operator word { "," word }      several words behind "=" only
 *
 * The full-width forms that Chinese input methods type count as the plain ones, outside quotes. What the terms mean is
 * for `filterText.ts` and `searchText.ts`; completion goes on where a text ends.
 */

/** A place in a text: UTF-16 offsets, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Nothing was written where start and end are the same. */
export interface Word extends Span {
  /** Without quotes and escapes. */
  readonly text: string;
  /** It begins with a quotation mark. */
  readonly isQuoted: boolean;
  /** The closing quotation mark is missing, so that the word goes on to the end of the text. */
  readonly isOpen: boolean;
  /** Something stands right behind the closing quotation mark. */
  readonly runsOn: boolean;
}

type Operator = '=' | '~' | ':';

export interface Term {
  readonly key: Word;
  readonly operator: Operator | undefined;
  /** What stands behind the operator: at least one word, if only an empty one. */
  readonly words: readonly Word[];
}

/** All that differs between the two languages. */
interface Language {
  readonly operators: readonly Operator[];
  /** Full-width forms that count as plain ones. */
  readonly plainForms: ReadonlyMap<string, string>;
  /** What a backslash in quotes stands before; before anything else it is a character. */
  readonly escaped: RegExp;
  /** Quotes may stand inside a word as well as around it. */
  readonly hasInnerQuotes: boolean;
  /** An operator at the beginning of a word is a character. */
  readonly needsKey: boolean;
}

const filterLanguage: Language = {
  operators: ['=', '~'],
  plainForms: new Map([
    ['＝', '='],
    ['～', '~'],
    ['，', ','],
    ['“', '"'],
    ['”', '"'],
    ['＂', '"'],
  ]),
  escaped: /./su,
  hasInnerQuotes: false,
  needsKey: false,
};

const searchLanguage: Language = {
  operators: [':'],
  plainForms: new Map([['：', ':']]),
  escaped: /["\\]/u,
  hasInnerQuotes: true,
  needsKey: true,
};

/** The conditions of a filter's text. Never throws, and reads every text to its end. */
export function scanFilter(text: string): readonly Term[] {
  return new Scanner(text, filterLanguage).terms();
}

/** The words of a search. Never throws, and reads every text to its end. */
export function scanSearch(text: string): readonly Term[] {
  return new Scanner(text, searchLanguage).terms();
}

/** A word as it is typed: in quotes unless it consists of characters that read back the same. */
export function writtenWord(text: string, plain: RegExp): string {
  return plain.test(text) ? text : `"${text.replaceAll(/["\\]/gu, '\\$&')}"`;
}

/** A quoted word whose closing quotation mark ends it: it is whole. */
export function isClosed({ isQuoted, isOpen, runsOn }: Word): boolean {
  return isQuoted && !isOpen && !runsOn;
}

class Scanner {
  private position = 0;

  constructor(
    private readonly text: string,
    private readonly language: Language,
  ) {}

  terms(): readonly Term[] {
    const terms: Term[] = [];
    for (;;) {
      while (this.isBlank()) this.position++;
      if (this.atEnd()) return terms;
      terms.push(this.term());
    }
  }

  private term(): Term {
    const { operators, needsKey } = this.language;
    const key = this.word(operators, needsKey);
    const operator = operators.find((each) => this.skip(each));
    if (operator === undefined) return { key, operator, words: [] };
    const separators = operator === '=' ? [','] : [];
    const words = [this.word(separators)];
    while (separators.some((each) => this.skip(each))) words.push(this.word(separators));
    return { key, operator, words };
  }

  /** Reads up to a blank or one of `ends`, which do not end a word that `needsText` and has none yet. */
  private word(ends: readonly string[], needsText = false): Word {
    const start = this.position;
    const isQuoted = this.peek() === '"';
    const endsHere = (): boolean =>
      this.atEnd() || this.isBlank() || (ends.includes(this.peek()) && !(needsText && text === ''));
    let text = '';
    let isOpen = false;
    /** Where the quoted part ended that was the last to end. */
    let closedAt = start;
    while (!endsHere()) {
      if (this.peek() === '"' && (this.language.hasInnerQuotes || this.position === start)) {
        const part = this.quotedPart();
        text += part.text;
        ({ isOpen } = part);
        closedAt = this.position;
        if (!this.language.hasInnerQuotes) break;
      } else text += this.text.charAt(this.position++);
    }
    const end = this.position;
    if (!this.language.hasInnerQuotes) while (isQuoted && !endsHere()) this.position++;
    return { text, start, end, isQuoted, isOpen, runsOn: isQuoted && !isOpen && this.position > closedAt };
  }

  private quotedPart(): { readonly text: string; readonly isOpen: boolean } {
    // A quote is closed by its own kind, so that the other kind may stand inside.
    const closing = this.text.charAt(this.position++) === '"' ? '"' : '“”＂';
    let text = '';
    while (!this.atEnd()) {
      const character = this.text.charAt(this.position++);
      if (closing.includes(character)) return { text, isOpen: false };
      const isEscape = character === '\\' && this.language.escaped.test(this.text.charAt(this.position));
      text += isEscape ? this.text.charAt(this.position++) : character;
    }
    return { text, isOpen: true };
  }

  /** The character here, in its plain form; empty at the end. */
  private peek(): string {
    const character = this.text.charAt(this.position);
    return this.language.plainForms.get(character) ?? character;
  }

  private isBlank(): boolean {
    return /\s/u.test(this.peek());
  }

  private skip(character: string): boolean {
    if (this.peek() !== character) return false;
    this.position++;
    return true;
  }

  private atEnd(): boolean {
    return this.position >= this.text.length;
  }
}
