import { HclStrings, lineEnd } from './hclStrings';
import type { NameSlot } from './secretNames';

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

/** Names of secrets in Terraform and OpenTofu documents (HCL): literal strings only. Takes time linear in the text. */
export function terraformNameSlots(text: string): readonly NameSlot[] {
  return text.includes('huaweicloud_csms_') ? new TerraformScan(text).run() : [];
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
class TerraformScan {
  readonly #strings: HclStrings;
  readonly #slots: NameSlot[] = [];
  #at = 0;
  /** Brackets of any kind that are open, counted from the block. */
  #depth = 0;
  /** The argument that holds a name in the block that is open. */
  #nameArgument: string | undefined;
  #startsStatement = true;

  constructor(private readonly text: string) {
    this.#strings = new HclStrings(text);
  }

  run(): readonly NameSlot[] {
    while (this.#at < this.text.length) this.#step();
    return this.#slots;
  }

  #step(): void {
    const char = this.text[this.#at] ?? '';
    if (char === '\n') this.#pass(1, true);
    else if (char === ' ' || char === '\t' || char === '\r') this.#at += 1;
    else if (char === '#' || this.text.startsWith('//', this.#at)) this.#at = lineEnd(this.text, this.#at);
    else if (this.text.startsWith('/*', this.#at)) this.#skipComment();
    else if (char === '"') this.#moveTo(this.#strings.read(this.#at).end, false);
    else if (char === '<') this.#skipHeredoc();
    else if (char === '{' || char === '[' || char === '(') this.#open(char);
    else if (char === '}' || char === ']' || char === ')') this.#close();
    else this.#readWord();
  }

  #pass(count: number, startsStatement: boolean): void {
    this.#moveTo(this.#at + count, startsStatement);
  }

  #moveTo(offset: number, startsStatement: boolean): void {
    this.#at = offset;
    this.#startsStatement = startsStatement;
  }

  #match(pattern: RegExp, at = this.#at): RegExpExecArray | undefined {
    pattern.lastIndex = at;
    return pattern.exec(this.text) ?? undefined;
  }

  #skipComment(): void {
    const end = this.text.indexOf('*/', this.#at + 2);
    this.#at = end < 0 ? this.text.length : end + 2;
  }

  #skipHeredoc(): void {
    const [opening, marker] = this.#match(heredocStart) ?? [];
    if (opening === undefined) {
      this.#pass(1, false);
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
    this.#pass(1, bracket === '{');
  }

  #close(): void {
    this.#depth = Math.max(0, this.#depth - 1);
    if (this.#depth === 0) this.#nameArgument = undefined;
    this.#pass(1, false);
  }

  #readWord(): void {
    const [name] = this.#match(word) ?? [];
    const isStatement = name !== undefined && this.#startsStatement;
    this.#pass(name?.length ?? 1, false);
    if (!isStatement) return;
    if (name === 'resource' || name === 'data') this.#enterBlock(name);
    else if (name === this.#nameArgument && this.#depth === 1) this.#readName();
  }

  #enterBlock(kind: string): void {
    const [header, type] = this.#match(blockHeader) ?? [];
    if (header === undefined) return;
    this.#depth = 1;
    this.#nameArgument = nameArguments.get(`${kind} ${type}`);
    this.#pass(header.length, true);
  }

  #readName(): void {
    const [assignment] = this.#match(assignmentOfString) ?? [];
    if (assignment === undefined) return;
    const { content, contentStart, end, isClosed } = this.#strings.read(this.#at + assignment.length);
    this.#moveTo(end, false);
    const isWholeValue = !isClosed || this.#match(endOfValue) !== undefined;
    if (!isWholeValue || /\\|[$%]\{/u.test(content)) return;
    this.#slots.push({ text: content, start: contentStart, end: contentStart + content.length, quoted: true });
  }
}
