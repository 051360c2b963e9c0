import type { FlowSink, Scalar } from './flowText';
import { type MappedText, unquoted } from './mappedText';
import { type ListedObject, listedObjects } from './objectList';
import type { NameSlot } from './secretNames';

/** A mapping that is open, with what is known of it so far. */
interface Mapping {
  /** Of its keys, where lines and columns count. */
  readonly column: number;
  key: string | undefined;
  kind: string | undefined;
  /** Of its `spec`. */
  provider: string | undefined;
  readonly objects: ListedObject[];
}

/** Manifests are some ten levels deep. What is deeper is not kept, so that a hostile text costs no memory. */
const maxDepth = 100;

/**
 * Follows the mappings of Kubernetes manifests and finds the CSMS secrets of each SecretProviderClass in them, wherever
 * it stands: `kind` may come after `spec`, and the manifest may be an item of a list.
 *
 * Of the objects those of type `csms` count. While the type is not written yet, `provider: cce` tells as much: that
 * add-on (CCE Secrets Manager for DEW) takes no other type.
 */
export class ManifestTree implements FlowSink {
  readonly #slots: NameSlot[] = [];
  readonly #mappings: Mapping[] = [];
  /** Mappings that are open and not kept. */
  #tooDeep = 0;

  constructor(private readonly document: string) {}

  /** Closes everything. In document order. */
  finish(): readonly NameSlot[] {
    this.closeFrom(0);
    return this.#slots.sort((one, other) => one.start - other.start);
  }

  get isEmpty(): boolean {
    return this.#mappings.length === 0;
  }

  /** @param column of the mapping's keys; mappings in brackets have none and lie deeper than any column */
  open(column = Infinity): void {
    if (this.#mappings.length >= maxDepth) this.#tooDeep += 1;
    else this.#mappings.push({ column, key: undefined, kind: undefined, provider: undefined, objects: [] });
  }

  close(): void {
    if (this.#tooDeep > 0) this.#tooDeep -= 1;
    else this.#emit(this.#mappings.pop());
  }

  /** Closes the mappings whose keys stand at the column or further right. */
  closeFrom(column: number): void {
    this.#tooDeep = 0;
    while ((this.#mappings.at(-1)?.column ?? -1) >= column) this.close();
  }

  /** A key at a column: opens a mapping there if none is open. */
  keyAt(column: number, name: string): void {
    this.closeFrom(column + 1);
    if (this.#mappings.at(-1)?.column !== column) this.open(column);
    this.key(name);
  }

  key(name: string): void {
    const mapping = this.#top();
    if (mapping !== undefined) mapping.key = name;
  }

  value(scalar: Scalar): void {
    const mapping = this.#top();
    const text = this.document.slice(scalar.start, scalar.end);
    if (mapping?.key === 'kind') mapping.kind = text;
    else if (mapping?.key === 'provider') {
      const owner = this.#mappings.at(-2);
      if (owner?.key === 'spec') owner.provider = text;
    } else if (this.awaitsObjects && scalar.quote !== '') {
      this.objects(unquoted(this.document, scalar.start, scalar.end, scalar.quote));
    }
  }

  /** Whether the value that comes is `spec.parameters.objects` of something. */
  get awaitsObjects(): boolean {
    return (
      this.#top()?.key === 'objects' &&
      this.#mappings.at(-2)?.key === 'parameters' &&
      this.#mappings.at(-3)?.key === 'spec'
    );
  }

  objects(list: MappedText): void {
    const owner = this.#mappings.at(-3);
    for (const object of listedObjects(list, this.document)) owner?.objects.push(object);
  }

  #top(): Mapping | undefined {
    return this.#tooDeep > 0 ? undefined : this.#mappings.at(-1);
  }

  #emit(mapping: Mapping | undefined): void {
    if (mapping?.kind !== 'SecretProviderClass') return;
    for (const { slot, objectType } of mapping.objects) {
      if (objectType === 'csms' || (objectType === undefined && mapping.provider === 'cce')) this.#slots.push(slot);
    }
  }
}
