import * as vscode from 'vscode';
import type { Connection } from '../../model/connection';
import { regionEndpoint, regions } from '../../model/endpoint';
import { noFilter } from '../../model/secretFilter';
import { isServiceError } from '../../model/serviceError';
import { describeServiceError } from '../core/errors';
import { messageText } from '../core/escapeText';
import { connectionName } from './connectionName';
import type { OpenableConnection } from '../core/core';
import type { SignInAnswers, SignInDeps } from './signInDraft';
import { describeSignInError, signInLabel } from './signInLabels';
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
  deps: SignInDeps,
  signal: AbortSignal,
): Promise<string | undefined> {
  for (const candidate of candidates) {
    const problem = await problemOf(candidate, deps, signal);
    if (problem !== undefined) return withProjectName(candidate.connection, problem);
  }
  if (signal.aborted) return undefined;
  const signedIn = new Map(candidates.map(({ connection }) => [connection.id, signInLabel(connection)]));
  // The same project may have been opened by another method, or as another user.
  const replaced = deps.connections.entries.filter(
    ({ connection }) => signedIn.has(connection.id) && signedIn.get(connection.id) !== signInLabel(connection),
  );
  await deps.connections.signIn(candidates.map(toStore));
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

async function problemOf(
  openable: OpenableConnection,
  { service }: SignInDeps,
  signal: AbortSignal,
): Promise<string | undefined> {
  const client = service.createClient(openable);
  try {
    await client.count(noFilter, signal);
    return undefined;
  } catch (error) {
    if (!isServiceError(error)) throw error;
    const { method } = openable.connection;
    // IAM has already accepted the password, so a 401 here is about the project.
    return method === 'password' ? describeServiceError(error) : describeSignInError(error, method);
  } finally {
    client.dispose();
  }
}
