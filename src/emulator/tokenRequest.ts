import * as z from 'zod';
import { usableProjectIds } from './account';
import type { Account, Project, User } from './account';
import { badRequest } from './identityGuard';
import type { OpenChoices } from './openChoices';
import { Refusal } from './refusal';

const referenceSchema = z
  .object({ id: z.string().optional(), name: z.string().optional() })
  .refine(({ id, name }) => id !== undefined || name !== undefined);

const tokenRequestSchema = z.object({
  auth: z.object({
    identity: z.object({
      methods: z.tuple([z.literal('password')]),
      password: z.object({ user: z.object({ name: z.string(), password: z.string(), domain: referenceSchema }) }),
    }),
    // Without a scope, the token is one for global services.
    scope: z.object({ project: referenceSchema.optional(), domain: referenceSchema.optional() }).optional(),
  }),
});

type TokenRequest = z.infer<typeof tokenRequestSchema>['auth'];
export type GivenUser = TokenRequest['identity']['password']['user'];
type Reference = z.infer<typeof referenceSchema>;

/** @throws {Refusal} */
export function parseTokenRequest(body: Uint8Array): TokenRequest {
  try {
    return tokenRequestSchema.parse(JSON.parse(Buffer.from(body).toString('utf8'))).auth;
  } catch {
    throw badRequest('The request body is invalid');
  }
}

/**
 * The project that a token is asked for; `undefined` when it is for the account. With a project and a domain, the
 * project wins.
 *
 * @throws {Refusal} when there is no such project or account, or none that the user can use
 */
export function findScope(
  account: Account,
  { unknownScope }: OpenChoices,
  user: User,
  scope: TokenRequest['scope'],
): Project | undefined {
  const usable = usableProjectIds(account, user);
  const { project: wanted, domain } = scope ?? {};
  const project = account.projects.find((candidate) => wanted && refersTo(wanted, candidate));
  const found = wanted ? project && usable.includes(project.id) : !domain || refersTo(domain, account.domain);
  if (found) return project;
  const status = Number(unknownScope) as 401 | 403 | 404;
  const title = { 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found' }[status];
  throw new Refusal('keystone', status, title, `Could not find the ${wanted ? 'project' : 'domain'} of the scope.`);
}

export function refersTo({ id, name }: Reference, thing: { readonly id: string; readonly name: string }): boolean {
  return id === undefined ? name === thing.name : id === thing.id;
}
