import type { MiddlewareHandler } from 'hono';
import { wireRequest } from './appEnv';
import type { AppEnv } from './appEnv';
import type { Emulation } from './emulation';
import { Refusal } from './refusal';
import type { Envelope } from './refusal';

/** Lets a request pass whose credential is good for the project in its path. */
export function requireProject(emulation: Emulation, envelope: Envelope): MiddlewareHandler<AppEnv> {
  const { account, authentication, choices } = emulation;
  return async (c, next) => {
    const caller = authentication.identify(wireRequest(c));
    if (caller instanceof Refusal) {
      throw choices.wrongToken === 'service'
        ? new Refusal(envelope, 400, 'CSMS.0301', 'Invalid X-Auth-Token.')
        : caller;
    }
    const project = account.projects.find(({ id }) => id === c.req.param('project'));
    if (!project || !caller.projectIds.includes(project.id)) {
      // The documents give CSMS.0302 as a 403 without its text; the sister service KMS refuses other projects with 403.
      throw choices.wrongProject === 'gateway'
        ? new Refusal('gateway', 403, 'APIGW.0310', 'The project is unavailable')
        : new Refusal(envelope, 403, 'CSMS.0302', 'The credential has no permission for this project.');
    }
    c.set('project', project);
    await next();
  };
}
