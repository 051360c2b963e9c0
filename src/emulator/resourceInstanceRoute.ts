import type { App } from './appEnv';
import type { Emulation } from './emulation';
import { selectSecrets } from './filterEvaluation';
import { listRequestSchema, parseListRequest } from './listRequest';
import { requireProject } from './projectGuard';
import { invalidParameter } from './refusal';
import { resourceBody } from './secretBody';

/** API reference, "Querying Secret Instances" (ListResourceInstances). */
export function addResourceInstanceRoute(app: App, emulation: Emulation): void {
  const { choices } = emulation;
  const schema = listRequestSchema(emulation);
  app.post('/v1/:project/csms/resource_instances/action', requireProject(emulation, 'nested'), (c) => {
    const { action, limit, offset, tags, matches } = parseListRequest(schema, c.get('body'));
    const conditions = { tags, nameMatches: matches.map(({ value }) => value) };
    const found = selectSecrets(c.get('project').secrets.secrets, conditions, choices);
    if (action === 'count') {
      if (choices.countPaging === 'refused') refusePaging({ limit, offset });
      return c.json({ resources: null, total_count: found.length });
    }
    const first = offset ?? 0;
    const page = found.slice(first, first + Math.min(limit ?? 10, Number(choices.pageCap)));
    return c.json({
      resources: page.map((secret) => resourceBody(secret, choices)),
      total_count: choices.totalCount === 'page' ? page.length : found.length,
    });
  });
}

function refusePaging(paging: Readonly<Record<string, number | undefined>>): void {
  const [given] = Object.entries(paging).find(([, value]) => value !== undefined) ?? [];
  if (given !== undefined) throw invalidParameter('nested', given, 'must not be given with count');
}
