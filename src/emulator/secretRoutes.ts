import { maxPageSize } from '../model/limits';
import type { App } from './appEnv';
import type { Emulation } from './emulation';
import { requireProject } from './projectGuard';
import { invalidParameter, Refusal } from './refusal';
import { secretBody } from './secretBody';

/** ListSecrets and ShowSecret. Versions, which hold the values, are not served. */
export function addSecretRoutes(app: App, emulation: Emulation): void {
  const { choices } = emulation;
  const guard = requireProject(emulation, 'flat');

  app.get('/v1/:project/secrets', guard, (c) => {
    const { limit = '50', marker, event_name: event } = c.req.query();
    const rows = Number(limit);
    if (!/^\d{1,4}$/u.test(limit) || rows < 1 || rows > maxPageSize) {
      throw invalidParameter('flat', 'limit', `must be a whole number from 1 to ${maxPageSize}`);
    }
    const { secrets } = c.get('project');
    const rest = marker === undefined ? secrets.secrets : secrets.after(marker);
    if (!rest) throw invalidParameter('flat', 'marker', 'must be the name of a secret');
    const page = rest
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

  app.get('/v1/:project/secrets/:name', guard, (c) => {
    const secret = c.get('project').secrets.withName(c.req.param('name'));
    if (secret) return c.json({ secret: secretBody(secret.detail, choices) });
    const status = choices.unknownSecret === '404' ? 404 : 400;
    // Spelt as in the service's list of error codes.
    throw new Refusal('flat', status, 'CSMS.0106', 'The secret name not found int the db.');
  });
}
