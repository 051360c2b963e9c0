import * as z from 'zod';
import type { Project } from '../model/project';
import { ruleOf } from './schemaRule';
import type { Operation, Reading } from './serviceCall';

/** The answer's header that holds the token, in the form in which headers are looked up. */
export const subjectTokenHeader = 'x-subject-token';

/** A user of IAM. The account itself is the user of the same name. Accounts with a HUAWEI ID have no password here. */
export interface PasswordSignIn {
  readonly accountName: string;
  readonly userName: string;
  readonly password: string;
}

export interface UserToken {
  readonly token: string;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly expiresAt: number;
}

export interface ProjectToken extends UserToken {
  readonly project: Project;
}

const body = z.object({
  token: z.object({
    // With microseconds: `2020-01-03T09:05:22.701000Z`.
    expires_at: z.iso.datetime().transform((text) => Date.parse(text)),
    project: z.object({ id: z.string().min(1).max(128), name: z.string().min(1).max(256) }).optional(),
  }),
});

/** A token that opens one project (IAM API reference, KeystoneCreateUserTokenByPassword). */
export function projectTokenOperation(
  endpoint: string,
  signIn: PasswordSignIn,
  projectId: string,
): Operation<ProjectToken> {
  return operation(endpoint, signIn, { project: { id: projectId } }, ({ token, project }) => {
    if (!project) return { unreadable: 'token.project: missing' };
    if (project.id !== projectId) return { unreadable: 'token.project: another one' };
    // No token is given for a project that is frozen.
    return { value: { ...token, project: { id: project.id, name: project.name, enabled: true } }, rows: 1 };
  });
}

/** A token of the account, which opens no project but lists them. */
export function accountTokenOperation(endpoint: string, signIn: PasswordSignIn): Operation<UserToken> {
  const scope = { domain: { name: signIn.accountName } };
  return operation(endpoint, signIn, scope, ({ token }) => ({ value: token, rows: 1 }));
}

interface ReadToken {
  readonly token: UserToken;
  readonly project: { readonly id: string; readonly name: string } | undefined;
}

/**
 * Tried once: the service locks a user after five wrong passwords, and when a connection breaks no one knows whether
 * the password arrived. A person is waiting who can try again.
 */
function operation<T>(
  endpoint: string,
  { accountName, userName, password }: PasswordSignIn,
  scope: object,
  accept: (read: ReadToken) => Reading<T>,
): Operation<T> {
  const user = { name: userName, password, domain: { name: accountName } };
  return {
    name: 'KeystoneCreateUserTokenByPassword',
    method: 'POST',
    url: `${endpoint}/v3/auth/tokens?nocatalog=true`,
    body: () => ({ auth: { identity: { methods: ['password'], password: { user } }, scope } }),
    isTriedOnce: true,
    read: (json, header) => {
      const parsed = body.safeParse(json);
      if (!parsed.success) return { unreadable: ruleOf(parsed.error) };
      const token = header(subjectTokenHeader);
      // It goes into a header of every request to come.
      if (token === undefined || !/^[\x21-\x7e]+$/u.test(token)) return { unreadable: 'X-Subject-Token: missing' };
      const { expires_at: expiresAt, project } = parsed.data.token;
      return accept({ token: { token, expiresAt }, project });
    },
  };
}
