import * as vscode from 'vscode';
import { noFilter } from '../../model/secretFilter';
import { isServiceError } from '../../model/serviceError';
import { connectionName } from './connectionName';
import type { OpenableConnection } from './session';
import type { SignInDeps } from './signInAnswers';
import { describeSignInError } from './signInWords';
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
    return candidates.length === 1 ? problem : vscode.l10n.t('{0}: {1}', connectionName(openable.connection), problem);
  }
  if (signal.aborted) return undefined;
  await deps.session.signIn(
    candidates.map(({ openable: { connection }, stored: credential }) => ({ connection, credential })),
  );
  return undefined;
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
    return describeSignInError(error, openable.connection.method === 'password' ? 'token' : openable.connection.method);
  } finally {
    client.dispose();
  }
}
