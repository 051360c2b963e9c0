import type { OutgoingHttpHeaders } from 'node:http';
import type { Fault } from '../faultServer';
import { wireRow } from './wireRows';

/** Answers with a body, whole and at once. */
export function answer(status: number, body: string | Buffer, headers: OutgoingHttpHeaders = {}): Fault {
  return ({ response }) => {
    response.writeHead(status, { 'Content-Type': 'application/json', 'X-Request-Id': 'request-1', ...headers });
    response.end(body);
  };
}

export function json(body: unknown, headers: OutgoingHttpHeaders = {}): Fault {
  return answer(200, JSON.stringify(body), headers);
}

/** A refusal as ListResourceInstances documents it. */
export function refusal(status: number, headers: OutgoingHttpHeaders = {}, code = 'CSMS.0002'): Fault {
  return answer(status, JSON.stringify({ error: { error_code: code, error_msg: 'No.' } }), headers);
}

/** One good page; a project without tags, to the other question. */
export function page(...rows: readonly unknown[]): Fault {
  return json({ resources: rows, total_count: rows.length, tags: null });
}

/** No fault at all: a secret called `a`. */
export const good = page(wireRow('a'));
