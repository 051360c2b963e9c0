/** Longest text of the cloud that a row, a message or a card shows. Names are at most 64 characters, values 255. */
const defaultMaxLength = 300;

/**
 * Makes text from the cloud safe to look at: control, bidirectional and invisible characters become visible escapes
 * such as `\u202e`, and the length is bounded. Line breaks become a visible `↵`, since a row has one line.
 *
 * This is not Markdown or HTML escaping; that is done where Markdown or HTML is made.
 */
export function displayText(text: string, maxLength = defaultMaxLength): string {
  const visible = text
    .slice(0, maxLength * 4)
    .replaceAll(/\r\n|[\r\n\u2028\u2029]/gu, ' ↵ ')
    .replaceAll(
      // Control, format (bidirectional overrides, zero-width, tags), surrogate halves, private use.
      /[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu,
      (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
    );
  const characters = Array.from(visible);
  return characters.length <= maxLength ? visible : `${characters.slice(0, maxLength - 1).join('')}…`;
}
