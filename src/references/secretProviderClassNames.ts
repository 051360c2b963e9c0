import { contentOfQuoted, scanFlow } from './flowText';
import { ManifestTree } from './manifestTree';
import { stretchOf } from './mappedText';
import type { NameSlot } from './secretNames';
import { isIdle, literalScalar, type YamlLine, yamlLineAt } from './yamlLine';

const kind = 'SecretProviderClass';

/** Names of secrets in the manifests of a JSON document. Takes time linear in the text. */
export function jsonNameSlots(text: string): readonly NameSlot[] {
  if (!text.includes(kind)) return [];
  const tree = new ManifestTree(text);
  for (let at = 0; at < text.length;) at = scanFlow(text, at, tree);
  return tree.finish();
}

/** Names of secrets in the manifests of a YAML document, or of several in one text. Takes time linear in the text. */
export function yamlNameSlots(text: string): readonly NameSlot[] {
  return text.includes(kind) ? new YamlManifests(text).read() : [];
}

/**
 * Reads YAML line by line, as far as it takes to know under which keys a value stands. What it does not understand, such
 * as lines of a template, it passes over.
 */
class YamlManifests {
  readonly #tree: ManifestTree;

  constructor(private readonly text: string) {
    this.#tree = new ManifestTree(text);
  }

  read(): readonly NameSlot[] {
    for (let at = 0; at < this.text.length;) at = this.#readLine(at);
    return this.#tree.finish();
  }

  /** @returns where to go on */
  #readLine(start: number): number {
    const line = yamlLineAt(this.text, start);
    if (isIdle(this.text, line)) return line.next;
    if (isDocumentMark(this.text, start)) {
      this.#tree.closeFrom(0);
      return line.next;
    }
    const [firstDash] = line.dashes;
    if (firstDash !== undefined) this.#tree.closeFrom(firstDash + 1);
    if (line.key === undefined || this.text[line.content] === '{' || this.text[line.content] === '[') {
      return this.#tree.isEmpty ? this.#readFlow(line, line.content) : line.next;
    }
    this.#tree.keyAt(line.column, line.key);
    return this.#readValue(line, line.key);
  }

  #readValue(line: YamlLine, key: string): number {
    const first = line.value < line.end ? this.text[line.value] : undefined;
    if (first === '|' || first === '>') return this.#readBlockScalar(line);
    if ((first === '"' || first === "'") && this.#tree.awaitsObjects) return this.#readQuoted(line, first);
    if (first === '{' && (key === 'spec' || key === 'parameters')) return this.#readFlow(line, line.value);
    const scalar = literalScalar(this.text, line.value, line.end);
    if (scalar !== undefined) this.#tree.value(scalar);
    return line.next;
  }

  /** Of what stands in brackets, documents that are JSON and the way to `objects` matter. */
  #readFlow(line: YamlLine, start: number): number {
    const bracket = this.text[start];
    if ((bracket !== '{' && bracket !== '[') || this.text.startsWith('{{', start)) return line.next;
    return Math.max(line.next, scanFlow(this.text, start, this.#tree));
  }

  /** All lines that stand further right than the key; lines of a template may stand anywhere. */
  #readBlockScalar({ column, next }: YamlLine): number {
    let end = next;
    while (end < this.text.length) {
      const line = yamlLineAt(this.text, end);
      const indentation = line.dashes[0] ?? line.column;
      const isWithin = line.content === line.end || indentation > column || this.text.startsWith('{{', line.content);
      if (!isWithin) break;
      end = line.next;
    }
    if (this.#tree.awaitsObjects) this.#tree.objects(stretchOf(this.text, next, end));
    return end;
  }

  /** A quoted string can go over lines. When nothing closes it, it ends with its line. */
  #readQuoted(line: YamlLine, quote: '"' | "'"): number {
    const whole = contentOfQuoted(this.text, line.value, quote, { lastsOverLines: true });
    const content = whole.isClosed ? whole : contentOfQuoted(this.text, line.value, quote);
    this.#tree.value({ start: content.start, end: content.end, quote });
    return Math.max(line.next, content.end);
  }
}

function isDocumentMark(text: string, start: number): boolean {
  return /^(?:---|\.\.\.)(?:\s|$)/u.test(text.slice(start, start + 4));
}
