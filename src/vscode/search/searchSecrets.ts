import { commandIds } from '../../ids';
import { runCommand, signInThen } from '../core/commands';
import { type CurrentProject, untilConnectionChanges } from '../core/currentProject';
import { askForSecret, type SearchDeps } from './searchPrompt';

/** @param text what stands in the box at the start */
export async function searchSecrets(current: CurrentProject, deps: SearchDeps, text = ''): Promise<void> {
  const project = current.require();
  const outcome = await untilConnectionChanges(current, (open, signal) => askForSecret(deps, open, text, signal));
  if (!outcome || current.value !== project) return;
  if (outcome.kind === 'signIn') {
    await signInThen(() => searchSecrets(current, deps, outcome.text));
  } else if (outcome.kind === 'filter') {
    await runCommand(commandIds.filterSecrets, outcome.filter);
  } else {
    await deps.recents.add(project.connection.id, outcome.secret.id);
    await runCommand(commandIds[outcome.kind], outcome.secret.id);
  }
}
