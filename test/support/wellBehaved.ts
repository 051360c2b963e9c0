import { canaries } from './canaries';
import type { Fault, ReceivedRequest } from './faultServer';
import { answer, json } from './faults/answers';
import { wireRow } from './faults/wireRows';

export const projectId = '0123456789abcdef0123456789abcdef';
export const secretId = '6f1c9a52-7d3e-4b8a-9c41-e05d2b7f8a16';

/** Does all that is asked of CSMS and IAM. */
export const wellBehaved: Fault = (exchange) => answerTo(exchange.request)(exchange);

function answerTo({ url, body }: ReceivedRequest): Fault {
  const row = wireRow('db', { row: { resource_id: secretId, secret_string: canaries.value } });
  const project = { id: projectId, name: 'cn-north-4', enabled: true };
  const expires = new Date(Date.now() + 3_600_000).toISOString();
  if (url.startsWith('/v3/auth/tokens')) {
    const account = !body.includes('"project"');
    const content = { token: { expires_at: expires, ...(account ? {} : { project }) } };
    return answer(201, JSON.stringify(content), { 'X-Subject-Token': canaries.token });
  }
  if (url.startsWith('/v3/')) return json({ projects: [project], links: { next: null } });
  if (url.endsWith('/csms/tags')) return json({ tags: [{ key: 'env', values: ['prod'] }] });
  return json({ resources: body.includes('"count"') ? null : [row, wireRow('api')], total_count: 2 });
}
