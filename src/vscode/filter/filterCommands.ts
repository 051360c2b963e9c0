import * as vscode from 'vscode';
import { commandIds, signInIntents, viewIds } from '../../ids';
import type { Inventory } from '../../inventory/inventory';
import type { GroupName } from '../../inventory/rows';
import { filterProblem } from '../../model/filterProblem';
import { filterLimits } from '../../model/limits';
import { noFilter, withTagCondition, type SecretFilter } from '../../model/secretFilter';
import type { Command } from '../command';
import type { ActiveConnection, Session } from '../connections/session';
import { untilConnectionChanges } from '../connections/untilConnectionChanges';
import { UserFacingError } from '../errorPresenter';
import { askFilter, type FilterPromptDeps } from './filterPrompt';
import { filterSchema, type FilterStore } from './filterStore';
import { problemSentence } from './filterWords';
import type { RequestDocuments } from './requestDocuments';
import { UnfinishedDrafts } from './unfinishedDrafts';
import { knownTagKeys } from '../../inventory/knownTags';

interface FilterDeps {
  readonly session: Session;
  readonly inventory: Inventory;
  readonly filters: FilterStore;
  readonly requests: RequestDocuments;
  readonly onError: (error: unknown) => void;
}

/** Filter Secrets…, Clear Filter, Filter by This Tag and Show Filter Request. */
export function filterCommands(deps: FilterDeps): readonly Command[] {
  const { session, filters, requests } = deps;
  const unfinished = new UnfinishedDrafts();
  return [
    {
      id: commandIds.filterSecrets,
      run: (start) => editFilter(deps, unfinished, start),
    },
    {
      id: commandIds.clearFilter,
      run: () => filters.set(activeIn(session).connection.id, undefined),
    },
    {
      id: commandIds.filterByTag,
      run: async (target) => {
        const name = tagOf(target);
        if (!name) throw new UserFacingError(vscode.l10n.t('Choose a tag in the Secrets view.'));
        const { id } = activeIn(session).connection;
        const filter = withTag(filters.get(id) ?? noFilter, name);
        const problem = filterProblem(filter, filterLimits.current);
        if (problem) throw new UserFacingError(problemSentence(problem));
        await filters.set(id, filter);
      },
    },
    {
      id: commandIds.showFilterRequest,
      run: async () => {
        const { connection } = activeIn(session);
        await requests.show(connection, filters.get(connection.id) ?? noFilter);
      },
    },
  ];
}

async function editFilter(deps: FilterDeps, unfinished: UnfinishedDrafts, start?: unknown): Promise<void> {
  const { session, filters } = deps;
  const active = activeIn(session);
  const { id } = active.connection;
  const on = filters.get(id) ?? noFilter;
  // Search hands over what was typed there; a keybinding may hand over anything.
  const given = filterSchema.safeParse(start).data;
  const draft = given ? { conditions: given, text: '' } : unfinished.take(id, on);
  const outcome = await untilConnectionChanges(session, async (signal) => {
    const ended = await askFilter(draft, on, promptDeps(deps, active, signal));
    if (!ended.apply && !signal.aborted) unfinished.keep(id, on, ended.draft);
    return ended;
  });
  if (outcome?.apply) {
    await filters.set(id, outcome.apply);
    await vscode.commands.executeCommand(`${viewIds.secrets}.focus`);
  } else if (outcome?.signsIn === true) {
    const isDone = await vscode.commands.executeCommand(commandIds.signIn, signInIntents.again);
    if (isDone === true) await editFilter(deps, unfinished);
  }
}

function promptDeps(
  { inventory, requests, onError }: FilterDeps,
  { connection, client }: ActiveConnection,
  closing: AbortSignal,
): FilterPromptDeps {
  return {
    signal: closing,
    count: (filter: SecretFilter, signal: AbortSignal) => client.count(filter, signal),
    tagKeys: (signal: AbortSignal) => knownTagKeys(inventory, client, signal),
    showRequest: (filter: SecretFilter) => requests.show(connection, filter),
    copyAsJson: async (filter: SecretFilter) => {
      await vscode.env.clipboard.writeText(requests.bodyOf(connection, filter));
      vscode.window.setStatusBarMessage(vscode.l10n.t('Copied'), 3000);
    },
    onError,
  };
}

function activeIn(session: Session): ActiveConnection {
  if (!session.active) throw new UserFacingError(vscode.l10n.t('Sign in first: there are no secrets to filter.'));
  return session.active;
}

type TagName = Extract<GroupName, { kind: 'tagKey' | 'tagValue' }>;

/** The tag that is meant: a row of the tree, or the tag itself as the details name it. */
function tagOf(target: unknown): TagName | undefined {
  if (typeof target !== 'object' || target === null) return undefined;
  if ('key' in target && 'value' in target && typeof target.key === 'string' && typeof target.value === 'string')
    return { kind: 'tagValue', key: target.key, value: target.value };
  if (!('kind' in target) || target.kind !== 'group' || !('name' in target)) return undefined;
  const name = target.name as GroupName;
  return name.kind === 'tagKey' || name.kind === 'tagValue' ? name : undefined;
}

/** The filter narrowed to the tag; a condition on the same key gives way to it. */
function withTag(filter: SecretFilter, name: TagName): SecretFilter {
  return withTagCondition(filter, { key: name.key, values: name.kind === 'tagValue' ? [name.value] : [] });
}
