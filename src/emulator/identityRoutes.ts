import type { Context } from 'hono';
import * as z from 'zod';
import type { Account, IssuedToken, Project } from './account';
import { wireRequest } from './appEnv';
import type { App, AppEnv } from './appEnv';
import type { Emulation } from './emulation';
import { Refusal } from './refusal';

const reference = z.object({ id: z.string().optional(), name: z.string().optional() });

const tokenRequestSchema = z.object({
  auth: z.object({
    identity: z.object({
      methods: z.tuple([z.literal('password')]),
      password: z.object({ user: z.object({ name: z.string(), password: z.string(), domain: reference }) }),
    }),
    // With a project and a domain, the project wins. Without a scope, the token is one for global services.
    scope: z.object({ project: reference.optional() }).optional(),
  }),
});

/** IAM: a token for a user's password, and the projects of the account. */
export function addIdentityRoutes(app: App, emulation: Emulation): void {
  const { account, tokens, tokenLifetimeMs } = emulation;

  app.use('/v3/*', async (c, next) => {
    c.header('X-IAM-Trace-Id', c.get('requestId'));
    await next();
  });

  // A signature or token on this request is of no account: the official SDKs sign it, too.
  app.post('/v3/auth/tokens', (c) => {
    const { identity, scope } = parseTokenRequest(c.get('body')).auth;
    const { user } = identity.password;
    if (!isUser(account, user)) throw unauthorized('The username or password is wrong.');
    const project = scope?.project && findProject(account, scope.project);
    if (scope?.project && !project) throw unauthorized('The project does not exist.');
    const issued = tokens.issue(project?.id, tokenLifetimeMs);
    c.header('X-Subject-Token', issued.token);
    const catalog = c.req.query('nocatalog') ? {} : { catalog: [] };
    return c.json({ token: { ...tokenBody(account, issued, project), ...catalog } }, 201);
  });

  app.get('/v3/projects', (c) => {
    requireCaller(c, emulation);
    const { name, enabled, domain_id: domainId, parent_id: parentId, page = '1', per_page: perPage } = c.req.query();
    const found = account.projects.filter(
      (project) =>
        enabled !== 'false' &&
        [undefined, project.name].includes(name) &&
        [domainId, parentId].every((id) => id === undefined || id === account.domain.id),
    );
    const size = perPage === undefined ? found.length : Number(perPage);
    const first = (Number(page) - 1) * size;
    return c.json(projectsBody(c, account, found.slice(first, first + size)));
  });

  app.get('/v3/auth/projects', (c) => {
    requireCaller(c, emulation);
    return c.json(projectsBody(c, account, account.projects));
  });
}

function parseTokenRequest(body: Uint8Array): z.infer<typeof tokenRequestSchema> {
  try {
    return tokenRequestSchema.parse(JSON.parse(Buffer.from(body).toString('utf8')));
  } catch {
    throw new Refusal('keystone', 400, 'Bad Request', 'The request body is invalid');
  }
}

type Reference = z.infer<typeof reference>;

function isUser({ domain, user }: Account, given: Reference & { password: string; domain: Reference }): boolean {
  return given.name === user.name && given.password === user.password && refersTo(given.domain, domain);
}

function findProject(account: Account, wanted: Reference): Project | undefined {
  return account.projects.find((project) => refersTo(wanted, project));
}

function refersTo({ id, name }: Reference, thing: { readonly id: string; readonly name: string }): boolean {
  return id === undefined ? name === thing.name : id === thing.id;
}

function requireCaller(c: Context<AppEnv>, { authentication }: Emulation): void {
  if ('refusal' in authentication.identify(wireRequest(c))) {
    throw unauthorized('The request you have made requires authentication.');
  }
}

function unauthorized(message: string): Refusal {
  return new Refusal('keystone', 401, 'Unauthorized', message);
}

function tokenBody({ domain, user }: Account, issued: IssuedToken, project: Project | undefined): object {
  return {
    methods: ['password'],
    issued_at: microseconds(issued.issuedAt),
    expires_at: microseconds(issued.expiresAt),
    user: { id: user.id, name: user.name, password_expires_at: '', domain },
    ...(project ? { project: { id: project.id, name: project.name, domain } } : { domain }),
    roles: [{ id: '0', name: 'csms_readonly' }],
  };
}

function projectsBody(c: Context<AppEnv>, { domain }: Account, projects: readonly Project[]): object {
  const endpoint = `http://${c.req.header('host') ?? ''}/v3/projects`;
  return {
    projects: projects.map(({ id, name }) => ({
      id,
      name,
      description: '',
      domain_id: domain.id,
      parent_id: domain.id,
      is_domain: false,
      enabled: true,
      links: { self: `${endpoint}/${id}` },
    })),
    links: { self: endpoint, next: null, previous: null },
  };
}

/** Times of IAM, such as `2020-01-03T09:05:22.701000Z`. */
function microseconds(timeMs: number): string {
  return new Date(timeMs).toISOString().replace('Z', '000Z');
}
