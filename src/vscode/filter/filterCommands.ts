import * as vscode from 'vscode';
import { commandIds, type TagRowTarget } from '../../ids';
import { noFilter, withTagCondition, type SecretFilter } from '../../model/secretFilter';
import type { Tag } from '../../model/secret';
import { type CommandHandlers, focusSecretsView, signInThen } from '../core/commands';
import { type CurrentProject, untilConnectionChanges } from '../core/currentProject';
import { UserFacingError } from '../core/errors';
import type { OpenProject } from '../core/openProject';
import { askFilter, type FilterPromptDeps } from './filterPrompt';
import type { RequestDocuments } from './requestDocuments';
import { UnfinishedDrafts } from './unfinishedDrafts';
import { knownTagKeys } from '../../inventory/knownTags';

interface FilterDeps {
  readonly current: CurrentProject;
  readonly requests: RequestDocuments;
  readonly onError: (error: unknown) => void;
}

/** Filter Secrets…, Clear Filter, Filter by This Tag and Show Filter Request. */
export function filterCommands(deps: FilterDeps) {
  const { current, requests } = deps;
  const unfinished = new UnfinishedDrafts();
  return {
    [commandIds.filterSecrets]: (start) => editFilter(deps, unfinished, start),
    [commandIds.clearFilter]: () => current.require().setFilter(undefined),
    [commandIds.filterByTag]: async (target) => {
      if (!target) throw new UserFacingError(vscode.l10n.t('Choose a tag in the Secrets view.'));
      const project = current.require();
      await project.setFilter(withTag(project.filter ?? noFilter, target));
    },
    [commandIds.showFilterRequest]: async () => {
      const { connection, filter = noFilter } = current.require();
      await requests.show(connection, filter);
    },
  } satisfies Partial<CommandHandlers>;
}

async function editFilter(deps: FilterDeps, unfinished: UnfinishedDrafts, start?: SecretFilter): Promise<void> {
  const { current } = deps;
  const project = current.require();
  const { id } = project.connection;
  const on = project.filter ?? noFilter;
  // Search hands over what was typed there.
  const draft = start ? { conditions: start, text: '' } : unfinished.take(id, on);
  const outcome = await untilConnectionChanges(current, async (open, signal) => {
    const ended = await askFilter(draft, on, promptDeps(deps, open, signal));
    if (!ended.apply && !signal.aborted) unfinished.keep(id, on, ended.draft);
    return ended;
  });
  if (outcome?.apply) {
    await project.setFilter(outcome.apply);
    await focusSecretsView();
  } else if (outcome?.signsIn === true) {
    await signInThen(() => editFilter(deps, unfinished));
  }
}

function promptDeps(
  { requests, onError }: FilterDeps,
  { connection, client, all }: OpenProject,
  closing: AbortSignal,
): FilterPromptDeps {
  return {
    signal: closing,
    count: (filter: SecretFilter, signal: AbortSignal) => client.count(filter, signal),
    tagKeys: (signal: AbortSignal) => knownTagKeys(all, client, signal),
    showRequest: (filter: SecretFilter) => requests.show(connection, filter),
    copyAsJson: async (filter: SecretFilter) => {
      await vscode.env.clipboard.writeText(requests.bodyOf(connection, filter));
      vscode.window.setStatusBarMessage(vscode.l10n.t('Copied'), 3000);
    },
    onError,
  };
}

/** The filter narrowed to the tag; a condition on the same key gives way to it. */
function withTag(filter: SecretFilter, target: Tag | TagRowTarget): SecretFilter {
  const tag = 'name' in target ? target.name : target;
  return withTagCondition(filter, { key: tag.key, values: 'value' in tag ? [tag.value] : [] });
}
