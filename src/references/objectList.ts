import { type FlowSink, type Scalar, scanFlow } from './flowText';
import type { MappedText } from './mappedText';
import type { NameSlot } from './secretNames';
import { isIdle, literalScalar, type YamlLine, yamlLineAt } from './yamlLine';

/** An entry of the `objects` of a SecretProviderClass that has an `objectName`. */
export interface ListedObject {
  readonly slot: NameSlot;
  /** As written; `undefined` when the entry has none (yet). */
  readonly objectType: string | undefined;
}

/**
 * Reads `objects`: a text that is itself a list, of YAML or JSON, of `{ objectName, objectVersion, objectType }`
 * (support.huaweicloud.com, CCE user guide, «CCE Secrets Manager for DEW»).
 *
 * @param document that holds the text; the slots are stretches of it
 */
export function listedObjects(list: MappedText, document: string): readonly ListedObject[] {
  const reader = new ObjectListReader(list, document);
  reader.read();
  return reader.objects;
}

class ObjectListReader {
  readonly objects: ListedObject[] = [];
  #name: NameSlot | undefined;
  #type: string | undefined;
  /** Of the dashes of the entries. */
  #listColumn: number | undefined;
  /** Of the keys of the entry. */
  #keyColumn: number | undefined;

  constructor(
    private readonly list: MappedText,
    private readonly document: string,
  ) {}

  read(): void {
    const { text } = this.list;
    for (let at = 0; at < text.length;) {
      const line = yamlLineAt(text, at);
      at = isIdle(text, line) ? line.next : this.#readLine(line);
    }
    this.endObject();
  }

  beginObject(): void {
    this.endObject();
    this.#keyColumn = undefined;
  }

  endObject(): void {
    if (this.#name !== undefined) this.objects.push({ slot: this.#name, objectType: this.#type });
    this.#name = undefined;
    this.#type = undefined;
  }

  setKey(key: string, value: Scalar | undefined): void {
    if (key === 'objectType') this.#type = value && this.list.text.slice(value.start, value.end);
    if (key === 'objectName') this.#name = value && this.#slot(value);
  }

  /** @returns where to go on */
  #readLine(line: YamlLine): number {
    const { text } = this.list;
    const [dash] = line.dashes;
    if (dash !== undefined) {
      this.#listColumn = Math.min(dash, this.#listColumn ?? dash);
      if (dash > this.#listColumn) return line.next;
      this.beginObject();
    }
    const bracket = text[line.content];
    if ((bracket === '[' || bracket === '{') && !text.startsWith('{{', line.content)) {
      const sink = new FlowObjects(this, bracket === '[' ? 2 : 1);
      return Math.max(line.next, scanFlow(text, line.content, sink));
    }
    if (line.key === undefined || line.dashes.length > 1) return line.next;
    this.#keyColumn ??= line.column;
    if (line.column === this.#keyColumn) this.setKey(line.key, this.#valueOf(line));
    return line.next;
  }

  #valueOf({ value, end }: YamlLine): Scalar | undefined {
    const { text } = this.list;
    // A name that is written right after the colon would be no value.
    return text[value - 1] === ':' ? undefined : literalScalar(text, value, end);
  }

  #slot({ start, end, quote }: Scalar): NameSlot | undefined {
    const text = this.list.text.slice(start, end);
    const outerStart = this.list.offsetInDocument(start);
    const outerEnd = outerStart + text.length;
    const isWrittenAsIs = this.document.slice(outerStart, outerEnd) === text && !/[\\{}]|''/u.test(text);
    return isWrittenAsIs ? { text, start: outerStart, end: outerEnd, quoted: quote !== '' } : undefined;
  }
}

/** Finds the entries in JSON or in YAML's flow style. */
class FlowObjects implements FlowSink {
  #depth = 0;
  #key: string | undefined;

  /** @param entryDepth how many brackets are open in an entry */
  constructor(
    private readonly reader: ObjectListReader,
    private readonly entryDepth: number,
  ) {}

  open(): void {
    this.#depth += 1;
    this.#key = undefined;
    if (this.#depth === this.entryDepth) this.reader.beginObject();
  }

  close(): void {
    if (this.#depth === this.entryDepth) this.reader.endObject();
    this.#depth -= 1;
  }

  key(name: string): void {
    this.#key = this.#depth === this.entryDepth ? name : undefined;
  }

  value(scalar: Scalar): void {
    if (this.#key !== undefined) this.reader.setKey(this.#key, scalar);
    this.#key = undefined;
  }
}
