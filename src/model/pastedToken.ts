/** What is wrong with a pasted token. */
export type TokenProblem = 'empty' | 'notAToken';

/** The headers in which a token comes and goes, in a list of headers, in JSON or in a command line. */
const headerName = /x-(?:auth|subject)-token["'`]?\s*[:=]\s*/iu;

// Below, each look behind keeps a long row of characters from being read anew at each of them.

/**
 * Cleans what people paste as an IAM token: surrounding quotes, the line breaks that terminals put into long lines, and
 * the header's name in front, even when it is one of several headers or in a command.
 */
export function cleanToken(pasted: string): { readonly token: string } | { readonly problem: TokenProblem } {
  const named = headerName.exec(pasted);
  const text = named ? valueOf(pasted.slice(named.index + named[0].length)) : pasted;
  const token = text
    .replace(/(?<![\s"'`,;])[\s"'`,;]+$/u, '')
    .replace(/^[\s"'`]+/u, '')
    .replace(/^bearer\s/iu, '')
    .replaceAll(/[\s\u200b\ufeff]/gu, '');
  if (/^x-(?:auth|subject)-token$/iu.test(token)) return { problem: 'notAToken' };
  if (token === '') return { problem: 'empty' };
  // Base64 in its forms, and the dots of other kinds of tokens. Nothing that would end a header.
  return /^[\w+/.~-]+={0,2}$/u.test(token) ? { token } : { problem: 'notAToken' };
}

/** What comes before a closing quote or the next header. */
function valueOf(text: string): string {
  const [value = ''] = text.replace(/^["'`]/u, '').split(/["'`]|(?<![\r\n])[\r\n]+(?=[\w-]+:\s)/u);
  return value;
}
