import assert from 'node:assert/strict';
import type { Attack } from './attacks';

/** What a surface makes of an attack, by what the editor does with it. */
export interface Shown {
  /** Drawn as they are. */
  readonly plain?: readonly (string | undefined)[];
  /** Drawn with `$(name)` as an icon, unless a backslash stands before it. */
  readonly quickPick?: readonly (string | undefined)[];
  /** Drawn with `[label](address)` as a link and `$(name)` as an icon; there is no escape. */
  readonly message?: readonly (string | undefined)[];
  /** Lines of the log, which are read in a terminal, too. */
  readonly log?: readonly string[];
  /** Longest of them, in characters. */
  readonly maxLength: number;
  /** None of them has to tell what the text says. */
  readonly isSilent?: boolean;
}

/** Characters that nobody sees, or that change how others are seen. The selector in ❤️ only makes it colourful. */
const hidden =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}\u2028\u2029\u2800]|(?!(?<=\p{Extended_Pictographic})\ufe0f)\p{Default_Ignorable_Code_Point}/u;

const tower = /\p{M}{9}/u;

const icon = /\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/gu;
const unescapedIcon = /(?<!\\)\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/u;

/** What VS Code makes a link of in a message, and more: any address. */
const link = /\[[^\]]*\]\([^)]*\)/u;

export function assertInert(attack: Attack, { plain, quickPick, message, log, maxLength, isSilent }: Shown): void {
  const [asIs, inLists, inMessages] = [plain, quickPick, message].map((texts) => withoutGaps(texts ?? []));
  const all = [...asIs!, ...inLists!, ...inMessages!, ...(log ?? [])];
  for (const text of all) assertLegible(text, attack, maxLength);
  for (const text of inLists!) assert.doesNotMatch(text, unescapedIcon, 'an icon in a list');
  for (const text of inMessages!) {
    assert.doesNotMatch(text, icon, 'an icon in a message');
    assert.doesNotMatch(text, link, 'a link in a message');
  }
  if (isSilent) return;
  assert.ok(
    all.some((text) => tells(text, attack.text)),
    `nothing tells the text: ${JSON.stringify(all.map((text) => text.slice(0, 200)))}`,
  );
}

/** One line of visible characters, of bounded length. */
export function assertLegible(text: string, { neverShown }: Attack, maxLength: number): void {
  assert.doesNotMatch(text, hidden, 'a character that is not seen');
  assert.doesNotMatch(text, tower, 'marks over other lines');
  if (neverShown) assert.doesNotMatch(text, neverShown);
  const length = Array.from(text).length;
  assert.ok(length <= maxLength, `${length} characters`);
}

/** Whether a person can read in it what the text says; its beginning, where it was cut. */
export function tells(shown: string, text: string): boolean {
  const [read, whole] = [core(shown), core(text)];
  if (whole === '') return /\\u|\p{M}/u.test(shown);
  return read.includes(whole) || (shown.includes('…') && read.includes(Array.from(whole).slice(0, 5).join('')));
}

/** The visible characters, without what stands for others, blanks and escaping. */
function core(text: string): string {
  return text
    .replaceAll(/\\u(?:[0-9a-f]{4}|\{[0-9a-f]+\})/gu, '')
    .replaceAll(new RegExp(hidden.source, 'gu'), '')
    .replaceAll(/[\s\p{M}\ufe0f\\↵…]/gu, '')
    .toLowerCase();
}

function withoutGaps(texts: readonly (string | undefined)[]): readonly string[] {
  return texts.filter((text) => text !== undefined);
}
