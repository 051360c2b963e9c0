/** Takes every trace of a credential out of a text. */
export type Redact = (text: string) => string;

/** A piece of a credential this long gives it away; shorter pieces occur in any text. */
const tellingLength = 16;

const mark = '[redacted]';

/**
 * Makes a function that finds `secret` in text, and every part of it of at least 16 characters: servers echo a
 * credential cut short, URL-encoded or in Base64.
 */
export function createRedactor(secret: string): Redact {
  const forms = formsOf(secret);
  return (text) => {
    const hidden = new Uint8Array(text.length);
    for (const form of forms) hideOccurrences(text, form, hidden);
    return withoutHidden(text, hidden);
  };
}

function formsOf(secret: string): readonly string[] {
  if (secret === '') return [];
  const percentEncoded = encodeURIComponent(secret);
  const base64 = [0, 1, 2].map((shift) => base64After(secret, shift));
  const forms = [secret, percentEncoded, percentEncoded.replace(/%../gu, (hex) => hex.toLowerCase()), ...base64];
  return [...new Set(forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]))];
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
