import * as vscode from 'vscode';
import { commandIds, type TagRowTarget } from '../../ids';
import { noFilter, withTagCondition, type SecretFilter } from '../../model/secretFilter';
import type { Tag } from '../../model/secret';
import { type CommandHandlers, focusSecretsView, signInThen } from '../core/commands';
import { type CurrentProject, untilConnectionChanges } from '../core/currentProject';
import { UserFacingError } from '../core/errors';
import { UnfinishedDrafts } from './filterDraft';
import { FilterPrompt } from './filterPrompt';
import type { RequestDocuments } from './requestDocuments';

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
  const { current, requests, onError } = deps;
  const project = current.require();
  const { id } = project.connection;
  const applied = project.filter ?? noFilter;
  // Search hands over what was typed there.
  const draft = start ? { conditions: start, text: '' } : unfinished.resume(id, applied);
  const outcome = await untilConnectionChanges(current, async (open, signal) => {
    const prompt = new FilterPrompt(draft, open, requests, onError);
    const ended = await prompt.run(signal);
    if (ended?.kind !== 'apply' && !signal.aborted) unfinished.keep(id, applied, prompt.draft);
    return ended;
  });
  if (outcome?.kind === 'apply') {
    await project.setFilter(outcome.filter);
    await focusSecretsView();
  } else if (outcome?.kind === 'signIn') {
    await signInThen(() => editFilter(deps, unfinished));
  }
}

/** The filter narrowed to the tag; a condition on the same key gives way to it. */
function withTag(filter: SecretFilter, target: Tag | TagRowTarget): SecretFilter {
  const tag = 'name' in target ? target.name : target;
  return withTagCondition(filter, { key: tag.key, values: 'value' in tag ? [tag.value] : [] });
}
