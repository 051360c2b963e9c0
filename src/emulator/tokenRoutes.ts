import type { Context } from 'hono';
import type { Account } from './account';
import { wireRequest } from './appEnv';
import type { App, AppEnv } from './appEnv';
import type { Emulation } from './emulation';
import { iamTime } from './iamTime';
import { badRequest, requireCaller } from './identityGuard';
import { PasswordCheck } from './passwordCheck';
import { Refusal } from './refusal';
import { findScope, parseTokenRequest } from './tokenRequest';
import type { IssuedToken } from './tokens';

/** A token for a password, and what a token is good for. */
export function addTokenRoutes(app: App, emulation: Emulation): void {
  const { account, tokens, tokenLifetimeMs, choices, now } = emulation;
  const passwords = new PasswordCheck(account, now);

  // A signature or token on this request is of no account: the official SDKs sign it, too.
  app.post('/v3/auth/tokens', (c) => {
    const { identity, scope } = parseTokenRequest(c.get('body'));
    const user = passwords.check(identity.password.user);
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
}

function tokenAnswer(c: Context<AppEnv>, account: Account, issued: IssuedToken, status: 200 | 201): Response {
  c.header('X-Subject-Token', issued.token);
  const catalog = c.req.query('nocatalog') ? {} : { catalog: [] };
  return c.json({ token: { ...tokenBody(account, issued), ...catalog } }, status);
}

function tokenBody({ domain }: Account, { user, project, issuedAt, expiresAt }: IssuedToken): object {
  return {
    methods: ['password'],
    issued_at: iamTime(issuedAt),
    expires_at: iamTime(expiresAt),
    user: { id: user.id, name: user.name, password_expires_at: '', domain },
    ...(project ? { project: { id: project.id, name: project.name, domain } } : { domain }),
    roles: [{ id: '0', name: 'csms_readonly' }],
  };
}
