/** What is wrong with a pasted token. */
export type TokenProblem = 'empty' | 'notAToken';

/**
 * Cleans what people paste as an IAM token: surrounding quotes, a header name in front, and the line breaks that
 * terminals put into long lines.
 */
export function cleanToken(pasted: string): { readonly token: string } | { readonly problem: TokenProblem } {
  const token = pasted
    .trim()
    .replace(/^x-(?:auth|subject)-token\s*:\s*/iu, '')
    .replace(/^(["'])(.*)\1$/su, '$2')
    .replaceAll(/[\r\n\t ]+/gu, '');
  if (token === '') return { problem: 'empty' };
  // Anything else cannot stand in an HTTP header.
  if (/[^\x21-\x7e]/u.test(token)) return { problem: 'notAToken' };
  return { token };
}
