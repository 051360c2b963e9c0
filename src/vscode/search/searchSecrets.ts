import * as vscode from 'vscode';
import { commandIds, signInIntents } from '../../ids';
import type { Command } from '../command';
import type { Session } from '../connections/session';
import { untilConnectionChanges } from '../connections/untilConnectionChanges';
import { UserFacingError } from '../errorPresenter';
import { askForSecret, type SearchDeps as PromptDeps } from './searchPrompt';

interface SearchDeps extends PromptDeps {
  readonly session: Session;
}

export function searchSecretsCommand(deps: SearchDeps): Command {
  return { id: commandIds.searchSecrets, run: () => search(deps, '') };
}

async function search(deps: SearchDeps, text: string): Promise<void> {
  const { session, recents } = deps;
  const { active } = session;
  if (!active) throw new UserFacingError(vscode.l10n.t('Sign in first: there are no secrets to search.'));
  const outcome = await untilConnectionChanges(session, (signal) => askForSecret(deps, active, text, signal));
  if (!outcome || session.active?.client !== active.client) return;
  if (outcome.kind === 'signIn') {
    const isDone = await vscode.commands.executeCommand(commandIds.signIn, signInIntents.again);
    if (isDone === true) await search(deps, outcome.text);
  } else if (outcome.kind === 'filter') {
    await vscode.commands.executeCommand(commandIds.filterSecrets, outcome.filter);
  } else {
    await recents.add(active.connection.id, outcome.secret.id);
    await vscode.commands.executeCommand(commandIds[outcome.kind], outcome.secret.id);
  }
}
