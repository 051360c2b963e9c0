import { maxPageSize } from '../model/limits';
import type { ProjectTag } from '../model/secretPage';
import type { Emulation } from './emulation';
import { requireProject } from './guards';
import type { App } from './guards';
import { invalidParameter, Refusal } from './refusal';
import { secretBody } from './storedSecret';
import type { StoredSecret } from './storedSecret';

/**
 * ListSecrets and ShowSecret, ListProjectSecretsTags and ListSecretTags. Versions, which hold the values, are not
 * served.
 */
export function addSecretRoutes(app: App, emulation: Emulation): void {
  const { choices } = emulation;
  const flat = requireProject(emulation, 'flat');
  const nested = requireProject(emulation, 'nested');
  const unknownStatus = choices.unknownSecret === '404' ? 404 : 400;

  app.get('/v1/:project/secrets', flat, (c) => {
    const { limit = '50', marker, event_name: event } = c.req.query();
    const rows = Number(limit);
    if (!/^\d{1,4}$/u.test(limit) || rows < 1 || rows > maxPageSize) {
      throw invalidParameter('flat', 'limit', `must be a whole number from 1 to ${maxPageSize}`);
    }
    const { secrets } = c.get('project');
    const start = marker === undefined ? 0 : secrets.findIndex(({ detail }) => detail.name === marker) + 1;
    if (start === 0 && marker !== undefined) throw invalidParameter('flat', 'marker', 'must be the name of a secret');
    const page = secrets
      .slice(start)
      .filter(({ detail }) => event === undefined || detail.event_subscriptions.includes(event))
      .slice(0, rows);
    return c.json({
      secrets: page.map(({ detail }) => secretBody(detail, choices)), // `[]` past the end, never null.
      page_info: {
        next_marker: page.at(-1)?.detail.name ?? null, // Also on the last page.
        previous_marker: page[0]?.detail.name ?? null,
        current_count: page.length,
      },
    });
  });

  app.get('/v1/:project/secrets/:name', flat, (c) => {
    const secret = c.get('project').secrets.find(({ detail }) => detail.name === c.req.param('name'));
    if (secret) return c.json({ secret: secretBody(secret.detail, choices) });
    // Spelt as in the service's list of error codes.
    throw new Refusal('flat', unknownStatus, 'CSMS.0106', 'The secret name not found int the db.');
  });

  app.get('/v1/:project/csms/tags', nested, (c) => c.json({ tags: tagsOf(c.get('project').secrets) }));

  app.get('/v1/:project/csms/:id/tags', nested, (c) => {
    const secret = c.get('project').secrets.find(({ detail }) => detail.id === c.req.param('id')); // Not by its name.
    if (secret) return c.json({ tags: secret.tags, sys_tags: null });
    throw new Refusal('nested', unknownStatus, 'CSMS.0005', 'The resource does not exist.');
  });
}

/** Every tag key in use with its values, both in order. */
function tagsOf(secrets: readonly StoredSecret[]): readonly ProjectTag[] {
  const valuesByKey = new Map<string, Set<string>>();
  for (const { key, value } of secrets.flatMap(({ tags }) => tags)) {
    const values = valuesByKey.get(key) ?? new Set();
    valuesByKey.set(key, values.add(value));
  }
  return [...valuesByKey]
    .map(([key, values]) => ({ key, values: [...values].sort() }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}
