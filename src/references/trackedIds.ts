import { idsIn, type TextSpan } from './secretIds';

/** Replaced lines of a text; both ends are inclusive, `newLines` counts the lines that stand there now. */
export interface LineChange {
  readonly startLine: number;
  readonly endLine: number;
  readonly newLines: number;
}

/** The IDs in a text, line by line. After a change only the lines that changed are read again. */
export class TrackedIds {
  /** `undefined` for a line that has to be read. */
  #lines: (readonly TextSpan[] | undefined)[];

  constructor(lineCount: number) {
    this.#lines = unread(lineCount);
  }

  change({ startLine, endLine, newLines }: LineChange): void {
    // Replacing all in a large document changes a line thousands of times: that must not copy the others each time.
    if (newLines === endLine - startLine + 1) this.#lines.fill(undefined, startLine, endLine + 1);
    else this.#lines = [...this.#lines.slice(0, startLine), ...unread(newLines), ...this.#lines.slice(endLine + 1)];
  }

  /**
   * Reads lines that have to be read, and gives control back after each: there may be very many.
   *
   * @param lineText the text of a line as it is now
   */
  *read(lineText: (line: number) => string): Generator<void> {
    for (let line = 0; line < this.#lines.length; line++) {
      if (this.#lines[line] !== undefined) continue;
      const spans = [...idsIn(lineText(line))];
      this.#lines[line] = spans.length === 0 ? none : spans;
      yield;
    }
  }

  /** Shows every ID that was read, with its line. */
  forEach(visit: (line: number, span: TextSpan) => void): void {
    this.#lines.forEach((spans, line) => {
      if (spans !== none) spans?.forEach((span) => visit(line, span));
    });
  }
}

/** Most lines hold no ID. */
const none: readonly TextSpan[] = [];

function unread(count: number): undefined[] {
  return Array.from({ length: count }, () => undefined);
}
