import type { Fault } from './faultServer';
import { canaries, type CanaryName, formsOf } from './canaries';

const { value } = canaries;

/** What of a long message the client keeps at most. */
const messageLength = 1024;

/**
 * A server that does as it is told and lets slip all that it should keep: the credentials that it was sent, in its
 * headers and in its error text, and the value of each secret in fields that nobody asked for.
 */
export function echoing(fault: Fault, sent: readonly Exclude<CanaryName, 'value'>[]): Fault {
  const [first = ''] = sent.map((name) => canaries[name]);
  // Backwards, which is the second form, no server writes.
  const forms = sent.flatMap((name) => formsOf(canaries[name]).filter((_, at) => at !== 1));
  let told = 0;
  /** A few forms at a time, since messages are cut off, and others the next time. */
  const some = (): string => {
    let text = '';
    for (let count = 0; count < forms.length && text.length < messageLength; count++) {
      text += `${forms[told++ % forms.length]} `;
    }
    return text;
  };
  return (exchange) => {
    const { response } = exchange;
    const id = Array.from(first)
      .filter((character) => /^[\x21-\x7e]$/u.test(character))
      .join('');
    response.setHeader('X-Request-Id', id.slice(0, 100));
    response.setHeader('X-Iam-Trace-Id', id.slice(0, 60));
    response.setHeader('X-Echo', id);
    const end = response.end.bind(response) as (body?: unknown) => typeof response;
    Object.assign(response, { end: (body?: unknown) => end(typeof body === 'string' ? withEcho(body, some) : body) });
    fault(exchange);
  };
}

function withEcho(body: string, some: () => string): string {
  try {
    return JSON.stringify(echoIn(JSON.parse(body) as unknown, some));
  } catch {
    return body + some();
  }
}

function echoIn(json: unknown, some: () => string): unknown {
  if (Array.isArray(json)) return json.map((each) => echoIn(each, some));
  if (typeof json !== 'object' || json === null) return json;
  const inner = Object.fromEntries(Object.entries(json).map(([key, each]) => [key, echoIn(each, some)]));
  for (const key of ['error_msg', 'message', 'title']) {
    if (typeof inner[key] === 'string') inner[key] = `${some()} ${inner[key]}`;
  }
  if (typeof inner.error_msg === 'string') inner.request_id = some().slice(0, 100);
  return { ...inner, secret_string: value, secret_binary: Buffer.from(value).toString('base64'), echo: some() };
}
