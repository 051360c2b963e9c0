import type { Secret } from '../model/secret';
import { parseQuery, type SearchQuery, type TagWord } from '../query/searchText';
import type { SecretIndex } from './secretIndex';

/** Where a secret matched, best first. */
export type SearchField = 'exactName' | 'namePrefix' | 'nameWord' | 'name' | 'id' | 'tag' | 'description';

const fields: readonly SearchField[] = ['exactName', 'namePrefix', 'nameWord', 'name', 'id', 'tag', 'description'];

export interface SearchHit {
  readonly secret: Secret;
  /** The worst of the fields in which the words were found; `undefined` when only tag words were given. */
  readonly field: SearchField | undefined;
}

export interface SearchResult {
  /** At most as many as asked for, best first; equally good ones in the order of the index. */
  readonly hits: readonly SearchHit[];
  /** All secrets that match. */
  readonly total: number;
}

/**
 * The hits of two searches for the same text as one, best first; of equally good ones those of the first come first.
 */
export function mergedHits(one: SearchResult, other: SearchResult, limit: number): SearchResult {
  const rankOf = ({ field }: SearchHit): number => (field === undefined ? 0 : fields.indexOf(field));
  const hits = [...one.hits, ...other.hits].sort((a, b) => rankOf(a) - rankOf(b));
  return { hits: hits.slice(0, limit), total: one.total + other.total };
}

/** Finds secrets by name, ID, tag and description. It is made for one index and reused for every keystroke. */
export class SecretSearch {
  /** Lower-case, in the order of the index: what each keystroke reads. Made when first asked for, as all below. */
  #nameTexts: readonly string[] | undefined;
  #ids: readonly string[] | undefined;
  #descriptions: readonly string[] | undefined;
  #tags: TagPostings | undefined;
  #all: Found | undefined;
  #last: Found | undefined;

  /** @param tagKeys what may stand before a colon */
  constructor(
    readonly index: SecretIndex,
    private readonly tagKeys: () => readonly { readonly key: string }[] = () => index.tagKeys,
  ) {}

  /** @param limit how many hits are wanted */
  search(text: string, limit: number): SearchResult {
    const query = parseQuery(text, this.tagKeys());
    const isTagged = this.#withTags(query.tags);
    const rankers = query.words.map((word) => this.#rankerFor(word));
    const ranks = new Ranks(fields.length, limit);
    // Whoever types on only narrows what was found before.
    const { positions, count } = this.#last && narrows(query, this.#last.query) ? this.#last : this.#everywhere();
    const found = new Uint32Array(count);
    let size = 0;
    for (let next = 0; next < count; next++) {
      const at = positions[next] ?? 0;
      if (isTagged && !isTagged(at)) continue;
      let worst = 0;
      for (const rank of rankers) worst = Math.max(worst, rank(at));
      if (worst === notFound) continue;
      ranks.add(worst, at);
      found[size++] = at;
    }
    this.#last = { query, positions: found, count: size };
    return this.#result(ranks, (rank) => (query.words.length === 0 ? undefined : fields[rank]));
  }

  #result(ranks: Ranks, fieldOf: (rank: number) => SearchField | undefined): SearchResult {
    const hits = ranks.best().flatMap(([at, rank]) => {
      const secret = this.index.secrets[at];
      return secret === undefined ? [] : [{ secret, field: fieldOf(rank) }];
    });
    return { hits, total: ranks.total };
  }

  /** How well the word fits the secret at a position in the index: an index into `fields`, or `notFound`. */
  #rankerFor(word: string): (at: number) => number {
    const names = this.#names();
    const ids = /^[0-9a-f-]+$/u.test(word) ? this.#idTexts() : undefined;
    const descriptions = this.#descriptionTexts();
    const tagged = this.#postings().containing(word);
    return (at) => {
      const name = names[at] ?? '';
      const found = name.indexOf(word);
      if (found === 0) return name.length === word.length ? 0 : 1;
      if (found > 0) return startsWord(name, word, found) ? 2 : 3;
      if (ids?.[at]?.includes(word) === true) return 4;
      if (tagged[at] === 1) return 5;
      return descriptions[at]?.includes(word) === true ? 6 : notFound;
    };
  }

  #everywhere(): Found {
    const count = this.index.size;
    return (this.#all ??= {
      query: { words: [], tags: [] },
      positions: Uint32Array.from({ length: count }, (_, at) => at),
      count,
    });
  }

  #names(): readonly string[] {
    return (this.#nameTexts ??= this.index.secrets.map(({ name }) => name.toLowerCase()));
  }

  #idTexts(): readonly string[] {
    return (this.#ids ??= this.index.secrets.map(({ id }) => id.toLowerCase()));
  }

  #descriptionTexts(): readonly string[] {
    return (this.#descriptions ??= this.index.secrets.map(({ description }) => description?.toLowerCase() ?? ''));
  }

  #postings(): TagPostings {
    return (this.#tags ??= new TagPostings(this.index.secrets));
  }

  /** Whether the secret at a position has all the tags; `undefined` when no tag was asked for. */
  #withTags(tags: SearchQuery['tags']): ((at: number) => boolean) | undefined {
    if (tags.length === 0) return undefined;
    const marks = tags.map((word) => this.#postings().withTag(word));
    return (at) => marks.every((each) => each[at] === 1);
  }
}

const notFound = fields.length;

/** What a query found: the first `count` of the positions, in the order of the index. */
interface Found {
  readonly query: SearchQuery;
  readonly positions: Uint32Array;
  readonly count: number;
}

/** Whether all that the query can find was found by the one before. */
function narrows({ words, tags }: SearchQuery, before: SearchQuery): boolean {
  return (
    before.words.every((word, at) => words[at]?.startsWith(word) === true) &&
    before.tags.every((word, at) => isNarrower(tags[at], word))
  );
}

function isNarrower(word: TagWord | undefined, before: TagWord): boolean {
  if (word?.key !== before.key) return false;
  return before.isWhole ? word.isWhole && word.value === before.value : word.value.startsWith(before.value);
}

/** A word begins at the found place, or at a later one where the text is found again. */
function startsWord(name: string, word: string, found: number): boolean {
  for (let at = found; at > 0; at = name.indexOf(word, at + 1)) {
    if (!isLetterOrDigit(name.charCodeAt(at - 1))) return true;
  }
  return false;
}

/** Of a lower-case name. Names are ASCII; letters of other scripts count as letters, too. */
function isLetterOrDigit(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code > 127;
}

interface Posting {
  /** The value in lower case. */
  readonly text: string;
  readonly positions: number[];
}

/** Which secrets have which tag. There are few different tags, however many secrets. */
class TagPostings {
  readonly #postings = new Map<string, Map<string, Posting>>();

  private readonly count: number;

  constructor(secrets: readonly Secret[]) {
    this.count = secrets.length;
    secrets.forEach(({ tags }, at) => {
      for (const { key, value } of tags) {
        let values = this.#postings.get(key);
        if (!values) {
          values = new Map<string, Posting>();
          this.#postings.set(key, values);
        }
        const posting = values.get(value);
        if (posting) posting.positions.push(at);
        else values.set(value, { text: value.toLowerCase(), positions: [at] });
      }
    });
  }

  /** Marks the positions of secrets with that key and a value that is, or begins, so. */
  withTag({ key, value, isWhole }: TagWord): Marks {
    const marks = new Uint8Array(this.count);
    const typed = value.toLowerCase();
    for (const { text, positions } of this.#postings.get(key)?.values() ?? []) {
      if (isWhole ? text === typed : text.startsWith(typed)) mark(marks, positions);
    }
    return marks;
  }

  /** Marks the positions of secrets with a tag in whose key or value the word stands. */
  containing(word: string): Marks {
    const marks = new Uint8Array(this.count);
    for (const [key, values] of this.#postings) {
      const keyFits = key.toLowerCase().includes(word);
      for (const { text, positions } of values.values()) if (keyFits || text.includes(word)) mark(marks, positions);
    }
    return marks;
  }
}

/** 1 at the positions that are marked, else 0. */
type Marks = Uint8Array;

function mark(marks: Marks, positions: readonly number[]): void {
  for (const at of positions) marks[at] = 1;
}

/** The best positions, kept apart by rank: nothing is sorted, and nothing beyond the limit is kept. */
class Ranks {
  readonly #positions: readonly number[][];
  #total = 0;

  constructor(
    ranks: number,
    private readonly limit: number,
  ) {
    this.#positions = Array.from({ length: ranks }, () => []);
  }

  add(rank: number, at: number): void {
    this.#total++;
    const positions = this.#positions[rank];
    if (positions !== undefined && positions.length < this.limit) positions.push(at);
  }

  /** The best positions with their ranks, best first. */
  best(): readonly (readonly [position: number, rank: number])[] {
    return this.#positions
      .flatMap((positions, rank) => positions.map((at) => [at, rank] as const))
      .slice(0, this.limit);
  }

  get total(): number {
    return this.#total;
  }
}
