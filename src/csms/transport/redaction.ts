/** Takes every trace of a credential out of a text. */
export type Redact = (text: string) => string;

/** A piece of a credential this long gives it away; shorter pieces occur in any text. */
const tellingLength = 16;

const mark = '[redacted]';

/**
 * Makes a function that finds secrets in text, and every part of them of at least 16 characters: servers echo a
 * credential cut short, URL-encoded, in Base64, in hex or as the JSON that it came in. A secret that is shorter than
 * that is only found whole.
 */
export function createRedactor(...secrets: readonly string[]): Redact {
  const forms = [...new Set(secrets.flatMap(formsOf))];
  return (text) => {
    const hidden = new Uint8Array(text.length);
    for (const form of forms) hideOccurrences(text, form, hidden);
    return withoutHidden(text, hidden);
  };
}

function formsOf(secret: string): readonly string[] {
  if (secret === '') return [];
  const base64 = [0, 1, 2].flatMap((shift) => {
    const form = base64After(secret, shift);
    return [form, form.replaceAll('+', '-').replaceAll('/', '_')];
  });
  const hex = Buffer.from(secret).toString('hex');
  return [secret, ...urlForms(secret), ...jsonForms(secret), ...base64, hex, hex.toUpperCase()];
}

/** As in a path or query and as in a form, with capital and with small hex digits. Half a character counts as none. */
function urlForms(secret: string): readonly string[] {
  const inQuery = encodeURIComponent(Buffer.from(secret).toString());
  const strict = inQuery.replaceAll(/[!'()*]/gu, hexOf);
  const inForm = strict.replaceAll('%20', '+').replaceAll('%2A', '*').replaceAll('~', '%7E');
  return [inQuery, strict, inForm].flatMap((form) => [form, form.replaceAll(/%../gu, (hex) => hex.toLowerCase())]);
}

function hexOf(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** As JSON has it in a string, plain and with only ASCII; and that in a string once more, for JSON that quotes JSON. */
function jsonForms(secret: string): readonly string[] {
  const plain = inJson(secret);
  const withSlashes = plain.replaceAll('/', '\\/');
  return [plain, withSlashes].flatMap((form) => [form, asciiOnly(form), inJson(form), inJson(asciiOnly(form))]);
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function asciiOnly(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Base64 depends on the position within three bytes; characters that other bytes share in are left out. */
function base64After(secret: string, shift: number): string {
  const encoded = Buffer.from('\0'.repeat(shift) + secret).toString('base64');
  return shift === 0 ? encoded : encoded.slice(shift + 1);
}

function hideOccurrences(text: string, form: string, hidden: Uint8Array): void {
  const length = Math.min(tellingLength, form.length);
  if (length === 0) return;
  for (let start = 0; start + length <= text.length; start++) {
    if (form.includes(text.slice(start, start + length))) hidden.fill(1, start, start + length);
  }
}

function withoutHidden(text: string, hidden: Uint8Array): string {
  let result = '';
  let shownFrom = 0;
  for (let start = hidden.indexOf(1); start !== -1; start = hidden.indexOf(1, shownFrom)) {
    result += text.slice(shownFrom, start) + mark;
    const end = hidden.indexOf(0, start);
    shownFrom = end === -1 ? text.length : end;
  }
  return result + text.slice(shownFrom);
}
