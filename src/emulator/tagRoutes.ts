import type { App } from './appEnv';
import type { Emulation } from './emulation';
import { requireProject } from './projectGuard';
import { Refusal } from './refusal';

/** ListProjectSecretsTags and ListSecretTags. Tags are found by a secret's id, not by its name. */
export function addTagRoutes(app: App, emulation: Emulation): void {
  const guard = requireProject(emulation, 'nested');
  app.get('/v1/:project/csms/tags', guard, (c) => c.json({ tags: c.get('project').secrets.tags() }));
  app.get('/v1/:project/csms/:id/tags', guard, (c) => {
    const secret = c.get('project').secrets.withId(c.req.param('id'));
    if (secret) return c.json({ tags: secret.tags, sys_tags: null });
    const status = emulation.choices.unknownSecret === '404' ? 404 : 400;
    throw new Refusal('nested', status, 'CSMS.0005', 'The resource does not exist.');
  });
}
