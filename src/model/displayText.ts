/** Longest text of the cloud that a row, a message or a card shows. Names are at most 64 characters, values 255. */
const defaultMaxLength = 300;

/**
 * A character that is not seen, or that changes how others are seen: control, format (bidirectional overrides,
 * zero-width, tags), surrogate halves, private use, fillers, selectors but for the one in ❤️, and a mark that stands so
 * high on others that it covers the line above.
 */
export const hiddenCharacter =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800](?<!\p{Extended_Pictographic}\ufe0f)|\p{M}(?<=\p{M}{7})/gu;

/**
 * Makes text from the cloud safe to look at: characters that are not seen become visible escapes such as `\u202e`, and
 * the length is bounded, that of towers of marks too. Line breaks become a visible `↵`, since a row has one line.
 *
 * This is not Markdown or HTML escaping; that is done where Markdown or HTML is made.
 */
export function displayText(text: string, maxLength = defaultMaxLength): string {
  const visible = text
    .slice(0, maxLength * 4)
    .replaceAll(/\r\n|[\r\n\u2028\u2029]/gu, ' ↵ ')
    .replaceAll(/(\p{M}{6})\p{M}+/gu, '$1…')
    .replaceAll(hiddenCharacter, escaped)
    .replace(/^\p{Zs}+$/u, (blanks) => Array.from(blanks, escaped).join(''));
  const characters = Array.from(visible);
  return characters.length <= maxLength ? visible : `${characters.slice(0, maxLength - 1).join('')}…`;
}

function escaped(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0');
  return code.length > 4 ? `\\u{${code}}` : `\\u${code}`;
}
