import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { commandIds, type TagRowTarget } from '../../ids';
import type { Tag } from '../../model/secret';
import { noFilter, withTagCondition, type SecretFilter } from '../../model/secretFilter';
import type { FilterDraft } from '../../query/filterText';
import { focusSecretsView, signInThen } from '../core/commands';
import { registerCommands, type Core } from '../core/core';
import { untilConnectionChanges } from '../core/currentProject';
import { UserFacingError } from '../core/errors';
import { FilterPrompt } from './filterPrompt';
import { RequestDocuments } from './requestDocuments';

/** Filter Secrets…, Clear Filter, Filter by This Tag and Show Filter Request. */
export function registerFilter(context: vscode.ExtensionContext, core: Core): void {
  const { project: current, service } = core;
  const requests = new RequestDocuments((connection, filter) => service.describeListRequest(connection, filter));
  const unfinished = new UnfinishedDrafts();
  context.subscriptions.push(
    requests,
    registerCommands(core, {
      [commandIds.filterSecrets]: (start) => editFilter(core, requests, unfinished, start),
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
    }),
  );
}

/** @param start conditions to begin with, such as what was typed to search */
async function editFilter(
  core: Core,
  requests: RequestDocuments,
  unfinished: UnfinishedDrafts,
  start?: SecretFilter,
): Promise<void> {
  const outcome = await untilConnectionChanges(core.project, async (project, signal) => {
    const { connection, filter: applied = noFilter } = project;
    const draft = start ? { conditions: start, text: '' } : unfinished.resume(connection.id, applied);
    const prompt = new FilterPrompt(draft, project, requests, (error) => core.errors.present(error));
    const ended = await prompt.run(signal);
    if (signal.aborted) return undefined;
    if (ended?.kind === 'apply') await project.setFilter(ended.filter);
    else unfinished.keep(connection.id, applied, prompt.draft);
    return ended?.kind;
  });
  if (outcome === 'apply') await focusSecretsView();
  if (outcome === 'signIn') await signInThen(() => editFilter(core, requests, unfinished));
}

/** What was put together in a prompt that was dismissed, so that a slip of Escape costs nothing. Only in memory. */
class UnfinishedDrafts {
  private readonly drafts = new Map<string, { readonly applied: SecretFilter; readonly draft: FilterDraft }>();

  /** @param applied the filter that was applied meanwhile: under another one, the draft would be out of place */
  keep(connectionId: string, applied: SecretFilter, draft: FilterDraft): void {
    this.drafts.set(connectionId, { applied, draft });
  }

  /** The draft to begin with: the unfinished one, which is then forgotten, or else the applied filter. */
  resume(connectionId: string, applied: SecretFilter): FilterDraft {
    const kept = this.drafts.get(connectionId);
    this.drafts.delete(connectionId);
    return kept && isDeepStrictEqual(kept.applied, applied) ? kept.draft : { conditions: applied, text: '' };
  }
}

/** The filter narrowed to the tag; a condition on the same key gives way to it. */
function withTag(filter: SecretFilter, target: Tag | TagRowTarget): SecretFilter {
  const tag = 'name' in target ? target.name : target;
  return withTagCondition(filter, { key: tag.key, values: 'value' in tag ? [tag.value] : [] });
}
