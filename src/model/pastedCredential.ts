export type TokenProblem = 'empty' | 'notAToken';

export type AccessKeyProblem = 'empty' | 'notAKey' | 'looksLikeSecretKey';

export type SecretKeyProblem = 'empty' | 'notAKey' | 'looksLikeAccessKey';

/** The headers in which a token comes and goes, in a list of headers, in JSON or in a command line. */
const tokenHeader = /x-(?:auth|subject)-token["'`]?\s*[:=]\s*/iu;

/**
 * Cleans what people paste as an IAM token: surrounding quotes, the line breaks that terminals put into long lines, and
 * the header's name in front, even when it is one of several headers or in a command.
 */
export function checkToken(pasted: string): { readonly token: string } | { readonly problem: TokenProblem } {
  const header = tokenHeader.exec(pasted);
  const text = header ? headerValue(pasted.slice(header.index + header[0].length)) : pasted;
  const token = withoutBlanks(trimmed(text).replace(/^bearer\s/iu, ''));
  if (/^x-(?:auth|subject)-token=*$/iu.test(token)) return { problem: 'notAToken' };
  if (token === '') return { problem: 'empty' };
  // Base64 in its forms, and the dots of other kinds of tokens. Nothing that would end a header.
  return /^[\w+/.~-]+={0,2}$/u.test(token) ? { token } : { problem: 'notAToken' };
}

/** What comes before a closing quote or the next header. The look-behind keeps the time linear in the line breaks. */
function headerValue(text: string): string {
  const [value = ''] = text.replace(/^["'`]/u, '').split(/["'`]|(?<![\r\n])[\r\n]+(?=[\w-]+:\s)/u);
  return value;
}

/** Access keys of this length are permanent or temporary (`HST…`) ones. No document promises it, so others are taken. */
const usualAccessKey = /^[A-Z0-9]{20}$/u;
const usualSecretKey = /^[A-Za-z0-9]{40}$/u;
const secretKeyLength = 40;

/** Both keys side by side, which only their lengths tell apart: an input box of one line joins two lines so. */
const joinedKeys = /^([A-Z0-9]{20})[\s:]*([A-Za-z0-9]{40})$/u;

/**
 * The names of the two keys as the console, the SDKs and people write them. The secret key's name is looked for first,
 * since "Secret Access Key" contains the other one.
 */
const secretKeyName = /secret|(?:^|[^a-z])sk$/iu;
const accessKeyName = /access[ _-]?key|^access$|(?:^|[^a-z])ak$/iu;

/**
 * Cleans what people paste as an access key ID: blanks, line breaks, quotes, a name in front (`AK=`), or both parts at
 * once, as in the `credentials.csv` of the console (`User Name,Access Key Id,Secret Access Key`). It gives `secretKey`
 * when both parts were pasted.
 */
export function checkAccessKey(
  pasted: string,
): { readonly accessKey: string; readonly secretKey: string | undefined } | { readonly problem: AccessKeyProblem } {
  const { accessKey, secretKey } = keyPairIn(pasted);
  if (accessKey !== undefined) return { accessKey, secretKey };
  const text = withoutName(pasted);
  if (text === '') return { problem: 'empty' };
  // An access key ID is sent as it is and shown: nothing that holds a secret key may pass for one.
  if (text.length >= secretKeyLength) return { problem: 'looksLikeSecretKey' };
  // It stands in a header, between commas.
  return /^[\w-]+$/u.test(text) ? { accessKey: text, secretKey: undefined } : { problem: 'notAKey' };
}

/** Cleans what people paste as a secret access key, as `checkAccessKey` does. */
export function checkSecretKey(
  pasted: string,
): { readonly secretKey: string } | { readonly problem: SecretKeyProblem } {
  const { secretKey } = keyPairIn(pasted);
  if (secretKey !== undefined) return { secretKey };
  const text = withoutName(pasted);
  if (text === '') return { problem: 'empty' };
  if (usualAccessKey.test(text)) return { problem: 'looksLikeAccessKey' };
  return /^[\w+/-]+={0,2}$/u.test(text) ? { secretKey: text } : { problem: 'notAKey' };
}

interface KeyPair {
  readonly accessKey?: string;
  readonly secretKey?: string;
}

/** The two keys of a text that holds both; neither of any other. */
function keyPairIn(pasted: string): KeyPair {
  const [, accessKey, secretKey] = joinedKeys.exec(pasted.trim()) ?? [];
  const lines = pasted.split(/[\r\n]/u).filter((line) => line.trim() !== '');
  return validPair(accessKey, secretKey) ?? pairInTable(lines) ?? pairInNamedLines(lines) ?? {};
}

/** Finds columns by their names or, where there are none, by how keys look. Spreadsheets copy them with tabs. */
function pairInTable(lines: readonly string[]): KeyPair | undefined {
  const rows = lines.map((line) => line.split(/[,;\t]/u).map(trimmed));
  const [cells = [], values = []] = rows;
  const secretAt = cells.findIndex((name) => secretKeyName.test(name));
  const accessAt = cells.findIndex((name, at) => at !== secretAt && accessKeyName.test(name));
  const named = validPair(values[accessAt], values[secretAt]);
  // An input box of one line joins the lines of a table, so the names no longer say which column is which.
  if (named || rows.length !== 1) return named;
  return validPair(
    cells.find((cell) => usualAccessKey.test(cell)),
    cells.find((cell) => usualSecretKey.test(cell)),
  );
}

/** Finds the keys on lines of their own, such as `export HUAWEICLOUD_SDK_AK=…` or `Access Key Id: …`. */
function pairInNamedLines(lines: readonly string[]): KeyPair | undefined {
  const named = lines.map(splitAtName);
  const secret = named.find(({ name }) => secretKeyName.test(name));
  const access = named.find((each) => each !== secret && accessKeyName.test(each.name));
  return validPair(access && trimmed(access.value), secret && trimmed(secret.value));
}

/** Splits at the first colon or equals sign; without one, the value is empty. */
function splitAtName(text: string): { readonly name: string; readonly value: string } {
  const [name = ''] = text.split(/[:=]/u, 1);
  return { name: trimmed(name), value: text.slice(name.length + 1) };
}

function validPair(accessKey: string | undefined, secretKey: string | undefined): KeyPair | undefined {
  if (accessKey === undefined || secretKey === undefined) return undefined;
  if (!/^[\w-]+$/u.test(accessKey) || !/^[\w+/=-]+$/u.test(secretKey)) return undefined;
  return { accessKey, secretKey };
}

/** The value without a name in front of it, blanks and line breaks within it, and quotes around it. */
function withoutName(pasted: string): string {
  const { name, value } = splitAtName(pasted.trim());
  // A secret key may itself end with "=".
  const isNamed = value !== '' && (accessKeyName.test(name) || secretKeyName.test(name));
  return withoutBlanks(trimmed(isNamed ? value : pasted));
}

/** The text without what may stand around a value: blanks, quotes, the comma of a list. */
function trimmed(text: string): string {
  // The look-behind keeps the time linear in a long row of quotes.
  return text.replace(/(?<![\s"'`,;\u200b\ufeff])[\s"'`,;\u200b\ufeff]+$/u, '').replace(/^[\s"'`\u200b\ufeff]+/u, '');
}

function withoutBlanks(text: string): string {
  return text.replaceAll(/[\s\u200b\ufeff]/gu, '');
}
