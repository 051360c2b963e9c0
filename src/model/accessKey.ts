/** What is wrong with a pasted access key ID (AK). */
export type AccessKeyProblem = 'empty' | 'notAKey' | 'looksLikeSecretKey';

/** What is wrong with a pasted secret access key (SK). */
export type SecretKeyProblem = 'empty' | 'notAKey' | 'looksLikeAccessKey';

/** `secretKey` when both parts were pasted at once. */
export type AccessKeyResult =
  { readonly accessKey: string; readonly secretKey: string | undefined } | { readonly problem: AccessKeyProblem };

export type SecretKeyResult = { readonly secretKey: string } | { readonly problem: SecretKeyProblem };

/** Permanent and temporary (`HST…`) ones alike. Other lengths are taken, too: no document promises this one. */
const usualAccessKey = /^[A-Z0-9]{20}$/u;
const usualSecretKey = /^[A-Za-z0-9]{40}$/u;
const secretKeyLength = 40;

/** The two without anything that tells them apart but their lengths, as a box of one line joins two lines. */
const joinedKeys = /^([A-Z0-9]{20})[\s:]*([A-Za-z0-9]{40})$/u;

/** Names of the two parts as the console, the SDKs and people write them; the second first, since it holds the first. */
const secretKeyName = /secret|(?:^|[^a-z])sk$/iu;
const accessKeyName = /access[ _-]?key|^access$|(?:^|[^a-z])ak$/iu;

/**
 * Cleans what people paste as an access key ID: blanks, line breaks, quotes, a name in front (`AK=`), or both parts at
 * once, as in the `credentials.csv` of the console (`User Name,Access Key Id,Secret Access Key`).
 */
export function checkAccessKey(pasted: string): AccessKeyResult {
  const { accessKey, secretKey } = bothParts(pasted);
  if (accessKey !== undefined) return { accessKey, secretKey };
  const text = withoutName(pasted);
  if (text === '') return { problem: 'empty' };
  // An access key ID is sent as it is and shown: nothing that holds a secret key may pass for one.
  if (text.length >= secretKeyLength) return { problem: 'looksLikeSecretKey' };
  // It stands in a header, between commas.
  return /^[\w-]+$/u.test(text) ? { accessKey: text, secretKey: undefined } : { problem: 'notAKey' };
}

/** Cleans what people paste as a secret access key, as `checkAccessKey` does. */
export function checkSecretKey(pasted: string): SecretKeyResult {
  const { secretKey } = bothParts(pasted);
  if (secretKey !== undefined) return { secretKey };
  const text = withoutName(pasted);
  if (text === '') return { problem: 'empty' };
  if (usualAccessKey.test(text)) return { problem: 'looksLikeAccessKey' };
  return /^[\w+/-]+={0,2}$/u.test(text) ? { secretKey: text } : { problem: 'notAKey' };
}

interface Parts {
  readonly accessKey?: string;
  readonly secretKey?: string;
}

/** Both or none. */
function bothParts(pasted: string): Parts {
  const [, accessKey, secretKey] = joinedKeys.exec(pasted.trim()) ?? [];
  const lines = pasted.split(/[\r\n]/u).filter((line) => line.trim() !== '');
  return partsOf(accessKey, secretKey) ?? partsOfTable(lines) ?? partsOfNames(lines) ?? {};
}

/** Columns by their names, or without names by how keys look. Spreadsheets copy them with tabs. */
function partsOfTable(lines: readonly string[]): Parts | undefined {
  const rows = lines.map((line) => line.split(/[,;\t]/u).map(bare));
  const [cells = [], values = []] = rows;
  const secretAt = cells.findIndex((name) => secretKeyName.test(name));
  const accessAt = cells.findIndex((name, at) => at !== secretAt && accessKeyName.test(name));
  const named = partsOf(values[accessAt], values[secretAt]);
  // A box of one line makes one line of all: what is left are the cells.
  if (named || rows.length !== 1) return named;
  return partsOf(
    cells.find((cell) => usualAccessKey.test(cell)),
    cells.find((cell) => usualSecretKey.test(cell)),
  );
}

/** A line each, such as `export HUAWEICLOUD_SDK_AK=…` or `Access Key Id: …`. */
function partsOfNames(lines: readonly string[]): Parts | undefined {
  const named = lines.map(splitAtName);
  const secret = named.find(({ name }) => secretKeyName.test(name));
  const access = named.find((each) => each !== secret && accessKeyName.test(each.name));
  return partsOf(access && bare(access.value), secret && bare(secret.value));
}

/** At the first colon or equals sign; without one, there is no value. */
function splitAtName(text: string): { readonly name: string; readonly value: string } {
  const [name = ''] = text.split(/[:=]/u, 1);
  return { name: bare(name), value: text.slice(name.length + 1) };
}

function partsOf(accessKey: string | undefined, secretKey: string | undefined): Parts | undefined {
  if (accessKey === undefined || secretKey === undefined) return undefined;
  if (!/^[\w-]+$/u.test(accessKey) || !/^[\w+/=-]+$/u.test(secretKey)) return undefined;
  return { accessKey, secretKey };
}

/** Without a name in front, blanks and line breaks within, and quotes around. */
function withoutName(pasted: string): string {
  const { name, value } = splitAtName(pasted.trim());
  // A secret key may itself end with "=".
  const isNamed = value !== '' && (accessKeyName.test(name) || secretKeyName.test(name));
  return bare(isNamed ? value : pasted).replaceAll(/[\s\u200b\ufeff]/gu, '');
}

/** Without what stands around a value: blanks, quotes, the comma of a list. */
function bare(text: string): string {
  // The look behind keeps a long row of quotes from being read anew at each of them.
  return text.replace(/(?<![\s"'`,;\u200b\ufeff])[\s"'`,;\u200b\ufeff]+$/u, '').replace(/^[\s"'`\u200b\ufeff]+/u, '');
}
