import * as vscode from 'vscode';
import type { Connection, SignInMethod } from '../../model/connection';
import { regionEndpoint, regions } from '../../model/endpoint';
import { noFilter } from '../../model/secretFilter';
import type { ServiceError } from '../../model/serviceError';
import type { OpenableConnection } from '../core/core';
import { describeServiceError, isSignInNeeded, withServiceMessage } from '../core/errors';
import { messageText } from '../core/escapeText';
import { connectionName, signInLabel } from './connectionLabels';
import { serviceErrorOf, type SignInAnswers, type SignInDeps } from './signInDraft';
import type { StoredConnection } from './storedConnections';

/** A project to connect to. Its name is only there where IAM listed it. */
export interface ProjectChoice {
  readonly id: string;
  readonly name?: string;
}

export function connectionTo(answers: SignInAnswers, { id: projectId, name: projectName }: ProjectChoice): Connection {
  const { method = 'token', isCustom = false, accountName, userName, iamEndpoint } = answers;
  const region = isCustom ? undefined : (regionOfProject(projectName ?? '') ?? answers.region);
  const endpoint = region === undefined ? (answers.endpoint ?? '') : regionEndpoint(region);
  const withPassword = method === 'password' && accountName !== undefined && userName !== undefined;
  return {
    id: `${endpoint}/${projectId}`,
    kind: 'cloud',
    endpoint,
    region,
    projectId,
    method,
    ...(projectName === undefined ? {} : { projectName }),
    ...(method === 'token' || iamEndpoint === undefined ? {} : { iamEndpoint }),
    ...(withPassword ? { user: { accountName, userName } } : {}),
  };
}

/**
 * The region of a project that IAM lists: its name is the region's, with `_` and another name behind it for projects of
 * one's own. `undefined` for names of other kinds.
 */
export function regionOfProject(name: string): string | undefined {
  return regions.find(({ id }) => name === id || name.startsWith(`${id}_`))?.id;
}

/**
 * Asks the service for one number through each connection, then stores all of them and opens the first.
 *
 * @returns a sentence when one of them is refused; then nothing is stored
 */
export async function verifyAndStore(
  candidates: readonly OpenableConnection[],
  { connections, service }: SignInDeps,
  signal: AbortSignal,
): Promise<string | undefined> {
  for (const candidate of candidates) {
    const client = service.createClient(candidate);
    const error = await serviceErrorOf(() => client.count(noFilter, signal)).finally(() => client.dispose());
    if (!error) continue;
    const { connection } = candidate;
    // IAM has already accepted the password, so a 401 here is about the project.
    const isAboutProject = connection.method === 'password';
    const problem = isAboutProject ? describeServiceError(error) : describeSignInError(error, connection.method);
    return withProjectName(connection, problem);
  }
  if (signal.aborted) return undefined;
  const signedIn = new Map(candidates.map(({ connection }) => [connection.id, signInLabel(connection)]));
  // The same project may have been opened by another method, or as another user.
  const replaced = connections.entries.filter(
    ({ connection }) => signedIn.has(connection.id) && signedIn.get(connection.id) !== signInLabel(connection),
  );
  await connections.signIn(candidates.map(toStore));
  for (const { connection } of replaced) {
    // Not awaited: a notification may stay for hours.
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'The sign-in to {0} replaces an earlier one: {1}.',
        messageText(connectionName(connection)),
        messageText(signInLabel(connection)),
      ),
    );
  }
  return undefined;
}

/** Of an access key of the environment, only the ID is stored: the key itself is read there at each use. */
function toStore({ connection, credential }: OpenableConnection): StoredConnection {
  if (connection.method !== 'environment' || credential.kind !== 'accessKey') return { connection, credential };
  return { connection, credential: { kind: 'environment', accessKey: credential.accessKey } };
}

/** Says which connection has the problem, where several could be picked from a list. */
export function withProjectName(connection: Connection, problem: string): string {
  return connection.projectName === undefined
    ? problem
    : vscode.l10n.t('{0}: {1}', messageText(connectionName(connection)), problem);
}

/** What IAM or the service says to a sign-in; where the sign-in is refused, in words that fit what was entered. */
export function describeSignInError(
  error: ServiceError,
  method: SignInMethod | undefined,
  refusal = refusalSentence(method),
): string {
  return isSignInNeeded({ kind: 'failed', error }) ? withServiceMessage(refusal, error) : describeServiceError(error);
}

function refusalSentence(method: SignInMethod | undefined): string {
  switch (method) {
    case 'token':
      return vscode.l10n.t(
        'The token is not accepted (401): it is incomplete, has expired, or belongs to another cloud or region. Copy it again.',
      );
    case 'password':
      return vscode.l10n.t(
        'The account name, the user name or the password is not right (401), or the user is locked after five failures. An account with a HUAWEI ID cannot sign in here: create an IAM user.',
      );
    default:
      return vscode.l10n.t(
        'The access key is not accepted (401): the AK, the SK or the security token is wrong or has expired. After five failures the service locks the key for five minutes.',
      );
  }
}
