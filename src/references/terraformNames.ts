import type { TextSpan } from './secretIds';

/**
 * The argument that holds a secret's name, by kind and type of the block: docs/resources and docs/data-sources of
 * huaweicloud/terraform-provider-huaweicloud. The provider has no ephemeral resources.
 *
 * Not in it: `name` of huaweicloud_csms_event and of huaweicloud_csms_secret_version_state, which name an event and a
 * state, and `matches` of huaweicloud_csms_secrets_by_tags, which takes parts of names.
 */
const nameArguments: ReadonlyMap<string, string> = new Map([
  ['resource huaweicloud_csms_secret', 'name'],
  ['resource huaweicloud_csms_secret_rotate', 'secret_name'],
  ['resource huaweicloud_csms_secret_version_state', 'secret_name'],
  ['resource huaweicloud_csms_scheduled_delete_secret_task', 'secret_name'],
  ['resource huaweicloud_csms_download_secret_backup', 'secret_name'],
  ['data huaweicloud_csms_secrets', 'name'],
  ['data huaweicloud_csms_secret_version', 'secret_name'],
  ['data huaweicloud_csms_secret_versions', 'secret_name'],
  ['data huaweicloud_csms_tasks', 'secret_name'],
]);

/** Names of secrets in Terraform and OpenTofu documents: literal strings only. Takes time linear in the text. */
export function terraformNames(text: string): readonly TextSpan[] {
  if (!text.includes('huaweicloud_csms_')) return [];
  return new HclReader(text)
    .read()
    .filter(({ block, name }) => nameArguments.get(block) === name)
    .map(({ value }) => value);
}

/** An argument of a block whose value is one string, without interpolations and escapes. */
interface HclArgument {
  /** Kind and type of the block, such as `resource huaweicloud_csms_secret`. */
  readonly block: string;
  readonly name: string;
  /** Without the quotes. One whose closing quote is missing ends with its line. */
  readonly value: TextSpan;
}

/** After the word `resource` or `data`: the type, a label if it is there already, and the opening brace. */
const blockHeader = /[ \t]*"([^"\n]*)"[ \t]*(?:(?:"[^"\n]*"|[\w-]+)[ \t]*)?\{/uy;
const assignmentOfString = /[ \t]*=[ \t]*(?=")/uy;
/** What may follow a string that is the whole value. */
const endOfValue = /[ \t]*(?:$|[\r\n}#]|\/[/*])/uy;
const word = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const heredocStart = /<<-?([\p{L}_][\p{L}\p{N}_-]*)[ \t\r]*\n/uy;

/**
 * Reads HCL no closer than needed: comments, heredocs, strings, brackets and the begins of statements.
 *
 * A `resource` or `data` block begins anew wherever its header stands, whatever is open around it: such blocks stand at
 * the top or inside of a `check` block, so anything else that is open was left open by who is typing.
 */
class HclReader {
  readonly #arguments: HclArgument[] = [];
  #at = 0;
  /** Brackets of any kind that are open, counted from the block. */
  #depth = 0;
  #block: string | undefined;
  #startsStatement = true;
  /** Where the furthest search for the end of an unclosed string stopped; it is not repeated before that place. */
  #unclosedUntil = 0;

  constructor(private readonly text: string) {}

  /** The arguments of `resource` and `data` blocks (not of blocks in them) in document order. */
  read(): readonly HclArgument[] {
    while (this.#at < this.text.length) this.#step();
    return this.#arguments;
  }

  #step(): void {
    const char = this.text[this.#at] ?? '';
    if (char === '\n') this.#moveTo(this.#at + 1, true);
    else if (char === ' ' || char === '\t' || char === '\r') this.#at += 1;
    else if (char === '#' || this.text.startsWith('//', this.#at)) this.#at = lineEnd(this.text, this.#at);
    else if (this.text.startsWith('/*', this.#at)) this.#skipComment();
    else if (char === '"') this.#moveTo(this.#stringAt(this.#at).end, false);
    else if (char === '<') this.#skipHeredoc();
    else if (char === '{' || char === '[' || char === '(') this.#open(char);
    else if (char === '}' || char === ']' || char === ')') this.#close();
    else this.#readWord();
  }

  #moveTo(offset: number, startsStatement: boolean): void {
    this.#at = offset;
    this.#startsStatement = startsStatement;
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.text) ?? undefined;
  }

  #skipComment(): void {
    const end = this.text.indexOf('*/', this.#at + 2);
    this.#at = end < 0 ? this.text.length : end + 2;
  }

  #skipHeredoc(): void {
    const [opening, marker] = this.#match(heredocStart) ?? [];
    if (opening === undefined) {
      this.#moveTo(this.#at + 1, false);
      return;
    }
    let at = this.#at + opening.length;
    for (let isWithin = true; isWithin && at < this.text.length;) {
      const newline = this.text.indexOf('\n', at);
      const end = newline < 0 ? this.text.length : newline;
      isWithin = this.text.slice(at, end).trim() !== marker;
      at = isWithin ? end + 1 : end;
    }
    this.#moveTo(at, false);
  }

  #open(bracket: string): void {
    this.#depth += 1;
    this.#moveTo(this.#at + 1, bracket === '{');
  }

  #close(): void {
    this.#depth = Math.max(0, this.#depth - 1);
    if (this.#depth === 0) this.#block = undefined;
    this.#moveTo(this.#at + 1, false);
  }

  #readWord(): void {
    const [name] = this.#match(word) ?? [];
    const isStatement = name !== undefined && this.#startsStatement;
    this.#moveTo(this.#at + (name?.length ?? 1), false);
    if (!isStatement) return;
    if (name === 'resource' || name === 'data') this.#enterBlock(name);
    else if (this.#block !== undefined && this.#depth === 1) this.#readArgument(this.#block, name);
  }

  #enterBlock(kind: string): void {
    const [header, type] = this.#match(blockHeader) ?? [];
    if (header === undefined) return;
    this.#depth = 1;
    this.#block = `${kind} ${type}`;
    this.#moveTo(this.#at + header.length, true);
  }

  #readArgument(block: string, name: string): void {
    const [assignment] = this.#match(assignmentOfString) ?? [];
    if (assignment === undefined) return;
    const { start, content, end, isClosed } = this.#stringAt(this.#at + assignment.length);
    this.#moveTo(end, false);
    const isWholeValue = !isClosed || this.#match(endOfValue) !== undefined;
    if (!isWholeValue || /\\|[$%]\{/u.test(content)) return;
    this.#arguments.push({ block, name, value: { text: content, start, end: start + content.length } });
  }

  /**
   * Reads the quoted template whose opening quote stands at an offset. Its `start` is after that; its `end` is after the
   * closing quote, or the end of the line when that is missing.
   *
   * A string itself cannot go over lines, but `${…}` in it can, and hold strings of its own. When such a string turns
   * out not to be closed, somebody is typing: it then ends with its first line. What was read in vain is remembered, so
   * that no part of the text is read in vain twice and the time stays in proportion to the text.
   */
  #stringAt(quote: number) {
    const start = quote + 1;
    const reach = quote < this.#unclosedUntil ? lineEnd(this.text, quote) : this.text.length;
    const { isClosed, end } = scanString(this.text, start, reach);
    if (isClosed) return { start, content: this.text.slice(start, end - 1), end, isClosed };
    this.#unclosedUntil = Math.max(this.#unclosedUntil, end);
    const contentEnd = lineEnd(this.text, quote);
    return { start, content: this.text.slice(start, contentEnd), end: contentEnd, isClosed };
  }
}

/** Where the line at an offset ends, without its line break. */
function lineEnd(text: string, offset: number): number {
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
