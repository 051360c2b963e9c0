import { displayText } from '../../model/displayText';

/**
 * Text from the cloud for Markdown. Every punctuation mark is escaped, so that neither markup nor a bare address
 * becomes more than text; `MarkdownString.appendText` would leave addresses to become links.
 */
export function markdownText(text: string): string {
  return displayText(text)
    .trim()
    .replaceAll(/[!-/:-@[-`{-~]/gu, '\\$&');
}

/**
 * Text from the cloud for a quick pick, which draws `$(name)` and `$(name~modifier)` as an icon. Elsewhere a backslash
 * would be seen.
 */
export function quickPickText(text: string): string {
  return displayText(text).replaceAll(/\$\([A-Za-z\d-]+(?:~[A-Za-z]+)?\)/gu, '\\$&');
}

/**
 * Text from the cloud for notifications and input boxes, which make links of `[label](address)` and icons of
 * `$(name)`. They know no escape, so a blank takes them apart.
 */
export function messageText(text: string, maxLength?: number): string {
  return displayText(text, maxLength).replaceAll('](', '] (').replaceAll('$(', '$ (');
}
