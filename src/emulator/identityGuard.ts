import type { Context } from 'hono';
import { wireRequest } from './appEnv';
import type { AppEnv } from './appEnv';
import type { Caller } from './authentication';
import type { Emulation } from './emulation';
import { Refusal } from './refusal';

/** @throws {Refusal} when the request has no credential that is good */
export function requireCaller(c: Context<AppEnv>, emulation: Emulation): Caller {
  const caller = emulation.authentication.identify(wireRequest(c));
  if (caller instanceof Refusal) throw identityRefusal(c, emulation, caller);
  return caller;
}

/**
 * What IAM makes of the gateway's refusal. A wrong signature has been seen to be refused by the gateway on IAM's own
 * requests, too; for tokens, IAM's documents show its own envelope.
 */
export function identityRefusal(c: Context<AppEnv>, { choices }: Emulation, refusal: Refusal): Refusal {
  const signed = c.req.header('authorization') !== undefined;
  const byGateway = choices.iamRefusal === 'gateway' || (choices.iamRefusal === 'by-credential' && signed);
  return byGateway ? refusal : unauthorized('The request you have made requires authentication.');
}

export function unauthorized(message: string): Refusal {
  return new Refusal('keystone', 401, 'Unauthorized', message);
}

export function badRequest(message: string): Refusal {
  return new Refusal('keystone', 400, 'Bad Request', message);
}
