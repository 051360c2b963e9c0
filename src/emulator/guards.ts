import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import type { IamProject } from './account';
import type { Caller, WireRequest } from './authentication';
import type { Emulation } from './emulation';
import { Refusal, unauthorized } from './refusal';
import type { Envelope } from './refusal';

export interface AppEnv {
  readonly Bindings: HttpBindings;
  readonly Variables: { requestId: string; body: Uint8Array; project: IamProject };
}

export type App = Hono<AppEnv>;

export function wireRequest(c: Context<AppEnv>): WireRequest {
  const { method = 'GET', url = '/', headers } = c.env.incoming;
  return { method, url, headers, body: c.get('body') };
}

/** For CSMS: lets a request pass whose credential is good for the project in its path. */
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

/**
 * For IAM: who sends a request.
 *
 * @param token in place of the credential in the headers
 * @throws {Refusal} when the credential is not good
 */
export function requireCaller(c: Context<AppEnv>, { authentication, choices }: Emulation, token?: string): Caller {
  const caller = token === undefined ? authentication.identify(wireRequest(c)) : authentication.identifyByToken(token);
  if (!(caller instanceof Refusal)) return caller;
  // A wrong signature has been seen to be refused by the gateway on IAM's own requests, too; for tokens, IAM's documents
  // show its own envelope.
  const signed = c.req.header('authorization') !== undefined;
  const byGateway = choices.iamRefusal === 'gateway' || (choices.iamRefusal === 'by-credential' && signed);
  throw byGateway ? caller : unauthorized('The request you have made requires authentication.');
}
