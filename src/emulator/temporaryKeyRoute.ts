import type { Context } from 'hono';
import * as z from 'zod';
import { usableProjectIds } from './account';
import type { App, AppEnv } from './appEnv';
import type { Caller } from './authentication';
import type { Emulation } from './emulation';
import { iamTime } from './iamTime';
import { identityRefusal, requireCaller } from './identityGuard';
import { Refusal } from './refusal';

/** The number comes as a number in the interface's definition, and as text in an example of the documents. */
const duration = z.union([z.number(), z.string().regex(/^\d+$/u).transform(Number)]).default(900);

const temporaryKeyRequestSchema = z.object({
  auth: z.object({
    identity: z.object({
      methods: z.tuple([z.literal('token')]),
      token: z.object({ id: z.string().optional(), duration_seconds: duration }).optional(),
    }),
  }),
});

/** Temporary access keys, for a token in the header or, as of old, in the body. */
export function addTemporaryKeyRoute(app: App, emulation: Emulation): void {
  const { account, accessKeys, choices } = emulation;
  app.post('/v3.0/OS-CREDENTIAL/securitytokens', (c) => {
    const { id, duration_seconds: seconds } = parseRequest(c.get('body'));
    const { user, projectIds } = findCaller(c, emulation, id);
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

function parseRequest(body: Uint8Array): { readonly id?: string | undefined; readonly duration_seconds: number } {
  try {
    const request = temporaryKeyRequestSchema.parse(JSON.parse(Buffer.from(body).toString('utf8')));
    return request.auth.identity.token ?? { duration_seconds: 900 };
  } catch {
    throw new Refusal('flat', 400, 'IAM.0011', 'Request body is invalid.');
  }
}

function findCaller(c: Context<AppEnv>, emulation: Emulation, token: string | undefined): Caller {
  const inHeader = ['x-auth-token', 'authorization'].some((name) => c.req.header(name) !== undefined);
  if (inHeader || token === undefined) return requireCaller(c, emulation);
  const caller = emulation.authentication.identifyByToken(token);
  if (caller instanceof Refusal) throw identityRefusal(c, emulation, caller);
  return caller;
}
