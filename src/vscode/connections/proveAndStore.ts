import * as vscode from 'vscode';
import type { Connection } from '../../model/connection';
import { noFilter } from '../../model/secretFilter';
import { isServiceError } from '../../model/serviceError';
import { describeServiceError } from '../describeServiceError';
import { messageText } from '../inertText';
import { connectionName } from './connectionName';
import type { KnownConnection, OpenableConnection } from './session';
import type { SignInDeps } from './signInAnswers';
import { describeSignInError, wayOf } from './signInWords';
import type { StoredConnection } from './storedConnections';

export interface Candidate {
  readonly openable: OpenableConnection;
  /** What is stored of it, which may be less than what opens it. */
  readonly stored: StoredConnection['credential'];
}

/**
 * Asks the service for one number with each, then stores all and uses the first. Gives a sentence, and stores nothing,
 * when one of them is refused.
 */
export async function proveAndStore(
  candidates: readonly Candidate[],
  deps: SignInDeps,
  signal: AbortSignal,
): Promise<string | undefined> {
  for (const { openable } of candidates) {
    const problem = await problemOf(openable, deps, signal);
    if (problem === undefined) continue;
    return withItsName(openable.connection, problem);
  }
  if (signal.aborted) return undefined;
  const replaced = deps.session.connections.filter((known) => candidates.some((each) => isOtherWay(each, known)));
  await deps.session.signIn(
    candidates.map(({ openable: { connection }, stored: credential }) => ({ connection, credential })),
  );
  for (const { connection } of replaced) {
    // Not awaited: a notification may stay for hours.
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'The sign-in to {0} replaces an earlier one: {1}.',
        messageText(connectionName(connection)),
        messageText(wayOf(connection)),
      ),
    );
  }
  return undefined;
}

/** The same project was opened in another way, or as another user. */
function isOtherWay({ openable: { connection } }: Candidate, { connection: known }: KnownConnection): boolean {
  return connection.id === known.id && wayOf(connection) !== wayOf(known);
}

/** Says which connection has the problem, where it was picked from a list. */
export function withItsName(connection: Connection, problem: string): string {
  return connection.projectName === undefined
    ? problem
    : vscode.l10n.t('{0}: {1}', messageText(connectionName(connection)), problem);
}

async function problemOf(
  openable: OpenableConnection,
  { createClient }: SignInDeps,
  signal: AbortSignal,
): Promise<string | undefined> {
  const client = createClient(openable);
  try {
    await client.count(noFilter, signal);
    return undefined;
  } catch (error) {
    if (!isServiceError(error)) throw error;
    const { method } = openable.connection;
    // Of a password, IAM has judged already.
    return method === 'password' ? describeServiceError(error) : describeSignInError(error, method);
  } finally {
    client.dispose();
  }
}
