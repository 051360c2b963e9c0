import type { Tag } from '../model/secret';

/** Enough for the tags that many secrets share; values that are different in every secret are not worth keeping. */
const maxEntries = 10_000;

/**
 * Gives equal tags and words as one object each, so that 100,000 secrets with the same few tags need little memory.
 * It holds a bounded number of them; beyond that it gives what it gets.
 */
export class TagPool {
  readonly #texts = new Map<string, string>();
  readonly #tagsByKey = new Map<string, Map<string, Tag>>();
  #tagCount = 0;

  text(text: string): string {
    const kept = this.#texts.get(text);
    if (kept !== undefined) return kept;
    if (this.#texts.size < maxEntries) this.#texts.set(text, text);
    return text;
  }

  tag(key: string, value: string): Tag {
    const kept = this.#tagsByKey.get(key)?.get(value);
    if (kept) return kept;
    const tag: Tag = { key: this.text(key), value };
    if (this.#tagCount < maxEntries) this.#keep(tag);
    return tag;
  }

  #keep(tag: Tag): void {
    const ofKey = this.#tagsByKey.get(tag.key);
    if (ofKey) ofKey.set(tag.value, tag);
    else this.#tagsByKey.set(tag.key, new Map([[tag.value, tag]]));
    this.#tagCount++;
  }
}
