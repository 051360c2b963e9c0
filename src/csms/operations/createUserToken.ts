import * as z from 'zod';
import type { Project } from '../../model/connection';
import { subjectTokenHeader } from '../transport/http';
import { type JsonResponse, type Operation, type ParseResult, ruleOf } from '../transport/operation';

/** A user of IAM. The account itself is the user of the same name. Accounts with a HUAWEI ID have no password here. */
export interface PasswordSignIn {
  readonly accountName: string;
  readonly userName: string;
  readonly password: string;
}

export interface ProjectSignIn extends PasswordSignIn {
  readonly projectId: string;
}

export interface UserToken {
  readonly token: string;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly expiresAt: number;
}

export interface ProjectToken extends UserToken {
  readonly project: Project;
}

/**
 * Tried once: the service locks a user after five wrong passwords, and when a connection breaks no one knows whether
 * the password arrived. A person is waiting who can try again.
 */
const createUserToken = {
  name: 'KeystoneCreateUserTokenByPassword',
  method: 'POST',
  path: '/v3/auth/tokens',
  query: () => ({ nocatalog: 'true' }),
  isRepeatable: false,
} as const;

/** A token that opens one project (KeystoneCreateUserTokenByPassword, IAM API reference). */
export const createProjectToken: Operation<ProjectSignIn, ProjectToken> = {
  ...createUserToken,
  body: (signIn) => authBody(signIn, { project: { id: signIn.projectId } }),
  parse(response, { projectId }) {
    const result = readToken(response);
    if ('unreadable' in result) return result;
    const { project, ...token } = result.value;
    if (!project) return { unreadable: 'token.project: missing' };
    if (project.id !== projectId) return { unreadable: 'token.project: another one' };
    // No token is given for a project that is frozen.
    return { value: { ...token, project: { id: project.id, name: project.name, enabled: true } }, rows: 1 };
  },
};

/** A token of the account, which opens no project but lists them. */
export const createAccountToken: Operation<PasswordSignIn, UserToken> = {
  ...createUserToken,
  body: (signIn) => authBody(signIn, { domain: { name: signIn.accountName } }),
  parse(response) {
    const result = readToken(response);
    if ('unreadable' in result) return result;
    const { token, expiresAt } = result.value;
    return { value: { token, expiresAt }, rows: 1 };
  },
};

function authBody({ accountName, userName, password }: PasswordSignIn, scope: object): object {
  const user = { name: userName, password, domain: { name: accountName } };
  return { auth: { identity: { methods: ['password'], password: { user } }, scope } };
}

const tokenBody = z.object({
  token: z.object({
    // With microseconds: `2020-01-03T09:05:22.701000Z`.
    expires_at: z.iso.datetime().transform((text) => Date.parse(text)),
    project: z.object({ id: z.string().min(1).max(128), name: z.string().min(1).max(256) }).optional(),
  }),
});

type ReadToken = UserToken & Pick<z.infer<typeof tokenBody>['token'], 'project'>;

function readToken({ json, header }: JsonResponse): ParseResult<ReadToken> {
  const parsed = tokenBody.safeParse(json);
  if (!parsed.success) return { unreadable: ruleOf(parsed.error) };
  const token = header(subjectTokenHeader);
  // It goes into a header of every request to come.
  if (token === undefined || !/^[\x21-\x7e]+$/u.test(token)) return { unreadable: 'X-Subject-Token: missing' };
  const { expires_at: expiresAt, project } = parsed.data.token;
  return { value: { token, expiresAt, project }, rows: 1 };
}
