import type { Context } from 'hono';
import * as z from 'zod';
import { usableProjectIds } from './account';
import type { Account, IamProject, IamUser } from './account';
import { FailureLocks } from './credentials';
import type { IssuedToken } from './credentials';
import type { Emulation } from './emulation';
import { requireCaller, wireRequest } from './guards';
import type { App, AppEnv } from './guards';
import type { OpenChoices } from './openChoices';
import { badRequest, Refusal, unauthorized } from './refusal';

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

type Reference = z.infer<typeof referenceSchema>;
type TokenRequest = z.infer<typeof tokenRequestSchema>['auth'];

/** The number comes as a number in the interface's definition, and as text in an example of the documents. */
const duration = z.union([z.number(), z.string().regex(/^\d+$/u).transform(Number)]).default(900);

const temporaryKeyRequestSchema = z.object({
  auth: z.object({
    identity: z.object({
      methods: z.tuple([z.literal('token')]),
      token: z.object({ id: z.string().optional(), duration_seconds: duration }).default({ duration_seconds: 900 }),
    }),
  }),
});

/** What IAM gives out: tokens for a password, temporary access keys for a token. */
export function addCredentialRoutes(app: App, emulation: Emulation): void {
  const { account, tokens, tokenLifetimeMs, accessKeys, choices, now } = emulation;
  const checkPassword = passwordCheck(account, now);

  // A signature or token on this request is of no account: the official SDKs sign it, too.
  app.post('/v3/auth/tokens', (c) => {
    const { identity, scope } = parseBody(c, tokenRequestSchema, badRequest('The request body is invalid')).auth;
    const user = checkPassword(identity.password.user);
    const project = findScope(account, choices, user, scope);
    return tokenAnswer(c, account, tokens.issue({ user, project, lifetimeMs: tokenLifetimeMs }), 201);
  });

  app.get('/v3/auth/tokens', (c) => {
    const caller = requireCaller(c, emulation);
    const subject = wireRequest(c).headers['x-subject-token'];
    if (typeof subject !== 'string') throw badRequest('The X-Subject-Token header is missing.');
    const issued = tokens.find(subject);
    if (!issued || issued.expiresAt <= now()) {
      throw new Refusal('keystone', 404, 'Not Found', 'Could not find token.');
    }
    // Only an administrator may look at the tokens of others, and neither user is one.
    if (issued.user !== caller.user) {
      throw new Refusal('keystone', 403, 'Forbidden', 'You are not authorized to perform the requested action.');
    }
    return tokenAnswer(c, account, issued, 200);
  });

  app.post('/v3.0/OS-CREDENTIAL/securitytokens', (c) => {
    const malformed = new Refusal('flat', 400, 'IAM.0011', 'Request body is invalid.');
    const { id, duration_seconds: seconds } = parseBody(c, temporaryKeyRequestSchema, malformed).auth.identity.token;
    // The token comes in the header or, as of old, in the body.
    const inHeader = ['x-auth-token', 'authorization'].some((name) => c.req.header(name) !== undefined);
    const { user, projectIds } = requireCaller(c, emulation, inHeader ? undefined : id);
    if (!Number.isInteger(seconds) || seconds < 900 || seconds > 86_400) {
      throw new Refusal('flat', 400, 'IAM.0007', 'Request parameter duration_seconds is invalid.');
    }
    const opened = choices.temporaryKeyScope === 'user' ? usableProjectIds(account, user) : projectIds;
    const { accessKey, secretKey, session } = accessKeys.issueTemporary(user, opened, seconds * 1000);
    const credential = {
      access: accessKey,
      secret: secretKey,
      securitytoken: session.securityToken,
      expires_at: iamTime(session.expiresAt),
    };
    return c.json({ credential }, 201);
  });
}

function parseBody<Body>(c: Context<AppEnv>, schema: z.ZodType<Body>, malformed: Refusal): Body {
  try {
    return schema.parse(JSON.parse(Buffer.from(c.get('body')).toString('utf8')));
  } catch {
    throw malformed;
  }
}

const quarterHourMs = 15 * 60 * 1000;

/**
 * What an account has when nobody changed its policy. Source: Huawei Cloud, "IAM User Guide", chapter "Login
 * Authentication Policy"; the answer of a locked user is in the IAM FAQ, "Why Is My Account Locked?".
 */
const lockPolicy = { failures: 5, windowMs: quarterHourMs, lockMs: quarterHourMs };

/** Finds the user of a name and password; throws a `Refusal` when there is none, or when the user is locked. */
function passwordCheck(account: Account, now: () => number) {
  const locks = new FailureLocks(lockPolicy, now);
  return ({ name, password, domain }: TokenRequest['identity']['password']['user']): IamUser => {
    const users = refersTo(domain, account.domain) ? Object.values(account.users) : [];
    const user = users.find((candidate) => candidate.name === name);
    if (!user) throw unauthorized('The username or password is wrong.');
    if (locks.locked(user.id)) throw unauthorized('The account is locked.');
    if (password !== user.password) {
      locks.addFailure(user.id);
      throw unauthorized('The username or password is wrong.');
    }
    locks.clear(user.id);
    return user;
  };
}

/**
 * The project that a token is asked for; `undefined` when it is for the account. With a project and a domain, the
 * project wins.
 *
 * @throws {Refusal} when there is no such project or account, or none that the user can use
 */
function findScope(
  account: Account,
  { unknownScope }: OpenChoices,
  user: IamUser,
  scope: TokenRequest['scope'],
): IamProject | undefined {
  const usable = usableProjectIds(account, user);
  const { project: wanted, domain } = scope ?? {};
  const project = account.projects.find((candidate) => wanted && refersTo(wanted, candidate));
  const found = wanted ? project && usable.includes(project.id) : !domain || refersTo(domain, account.domain);
  if (found) return project;
  const status = Number(unknownScope) as 401 | 403 | 404;
  const title = { 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found' }[status];
  throw new Refusal('keystone', status, title, `Could not find the ${wanted ? 'project' : 'domain'} of the scope.`);
}

function refersTo({ id, name }: Reference, thing: { readonly id: string; readonly name: string }): boolean {
  return id === undefined ? name === thing.name : id === thing.id;
}

function tokenAnswer(c: Context<AppEnv>, { domain }: Account, issued: IssuedToken, status: 200 | 201): Response {
  const { token, user, project, issuedAt, expiresAt } = issued;
  c.header('X-Subject-Token', token);
  const body = {
    methods: ['password'],
    issued_at: iamTime(issuedAt),
    expires_at: iamTime(expiresAt),
    user: { id: user.id, name: user.name, password_expires_at: '', domain },
    ...(project ? { project: { id: project.id, name: project.name, domain } } : { domain }),
    roles: [{ id: '0', name: 'csms_readonly' }],
    ...(c.req.query('nocatalog') ? {} : { catalog: [] }),
  };
  return c.json({ token: body }, status);
}

/** How IAM writes times: `2020-01-03T09:05:22.701000Z`. */
function iamTime(timeMs: number): string {
  return new Date(timeMs).toISOString().replace('Z', '000Z');
}
