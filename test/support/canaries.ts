import { createHash } from 'node:crypto';

/** Text that looks like chance and is the same each time, so that a find in a file can be told. */
function noise(name: string, length: number): string {
  let text = '';
  for (let at = 0; text.length < length; at++) text += createHash('sha256').update(`${name} ${at}`).digest('base64');
  return text.replaceAll('=', '').slice(0, length);
}

const alphanumeric = (name: string, length: number): string =>
  noise(name, 2 * length)
    .replaceAll(/[+/]/gu, '')
    .slice(0, length);

/** What must be found nowhere: credentials, and the value of a secret. */
export const canaries = {
  token: `MII${noise('token', 300)}==`,
  accessKey: `HST${alphanumeric('accessKey', 17).toUpperCase()}`,
  secretKey: alphanumeric('secretKey', 40),
  securityToken: `gg${noise('securityToken', 200)}==`,
  password: `${noise('password', 24)} "ä/\\🔑'&<%`,
  value: noise('value', 60),
} as const;

export type CanaryName = keyof typeof canaries;

/** A shorter piece occurs by chance. */
const fragmentLength = 12;

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** The ways in which a text may be written down. */
export function formsOf(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const shifted = [1, 2].map((shift) => Buffer.concat([Buffer.alloc(shift), bytes]));
  return [
    text,
    Array.from(text).toReversed().join(''),
    inJson(text),
    inJson(inJson(text)),
    inJson(text).replaceAll('/', '\\/'),
    encodeURIComponent(text),
    new URLSearchParams({ p: text }).toString().slice(2),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    ...shifted.flatMap((each) => [each.toString('base64').slice(4), each.toString('base64url').slice(4)]),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
  ];
}

const namesByFragment: ReadonlyMap<string, CanaryName> = new Map(
  Object.entries(canaries).flatMap(([name, text]) =>
    formsOf(text).flatMap((form) =>
      Array.from(
        { length: Math.max(0, form.length - fragmentLength + 1) },
        (_, at) => [form.slice(at, at + fragmentLength), name as CanaryName] as const,
      ),
    ),
  ),
);

/** The canaries of which a text holds at least 12 characters, in whatever form. */
export function canariesIn(text: string): ReadonlySet<CanaryName> {
  const found = new Set<CanaryName>();
  for (let at = 0; at + fragmentLength <= text.length; at++) {
    const name = namesByFragment.get(text.slice(at, at + fragmentLength));
    if (name !== undefined) found.add(name);
  }
  return found;
}
