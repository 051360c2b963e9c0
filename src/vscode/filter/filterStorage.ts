import * as vscode from 'vscode';
import { settingIds, settingSection, storageKeys } from '../../ids';
import { filterLimits, filterProblem } from '../../model/limits';
import type { Logger } from '../../model/logger';
import { isEmptyFilter, type SecretFilter } from '../../model/secretFilter';
import { parseFilter, printFilter } from '../../query/filterText';
import { ConnectionRecords } from '../core/connectionRecords';
import { filterSchema } from '../core/commands';
import { UserFacingError } from '../core/errors';
import { messageText } from '../core/escapeText';
import type { FilterMemory } from '../core/openProject';
import { back, type StepOutcome } from '../quickInput/prompt';
import { inputStep, pickStep } from '../quickInput/steps';
import { problemSentence, type SavedFilterProblem } from './filterLabels';

/** Which filter is applied for which connection. It survives a reload. */
export class FilterStore implements FilterMemory {
  private readonly records: ConnectionRecords<SecretFilter>;

  constructor(state: vscode.Memento, logger: Logger) {
    this.records = new ConnectionRecords(state, storageKeys.filters, filterSchema, () =>
      logger.warn('A stored filter cannot be read, so it counts as none'),
    );
  }

  get(connectionId: string): SecretFilter | undefined {
    const filter = this.records.get(connectionId);
    return filter && filterProblem(filter, filterLimits.current) === undefined ? filter : undefined;
  }

  /**
   * A filter without conditions is none.
   *
   * @throws {UserFacingError} when the service would refuse the filter
   */
  async set(connectionId: string, filter: SecretFilter | undefined): Promise<void> {
    const problem = filter && filterProblem(filter, filterLimits.current);
    if (problem) throw new UserFacingError(problemSentence(problem));
    await this.records.set(connectionId, filter && !isEmptyFilter(filter) ? filter : undefined);
  }
}

/** A named filter of the settings. One that people broke by hand is kept and shown with its problem. */
export interface SavedFilter {
  readonly name: string;
  /** As it stands in the settings; empty when it is no text at all. */
  readonly text: string;
  readonly result: { readonly filter: SecretFilter } | { readonly problem: SavedFilterProblem };
}

/** `undefined` when the setting holds something else than named filters. */
export function savedFilters(): readonly SavedFilter[] | undefined {
  const value = configuration().get<unknown>(settingIds.savedFilters);
  if (value === undefined || value === null) return [];
  return isRecord(value) ? Object.entries(value).map(([name, written]) => readSaved(name, written)) : undefined;
}

function readSaved(name: string, written: unknown): SavedFilter {
  if (typeof written !== 'string') return { name, text: '', result: { problem: { kind: 'notText' } } };
  const parsed = parseFilter(written, filterLimits.current);
  // An empty filter would show everything under a name that promises less.
  const isEmpty = 'filter' in parsed && isEmptyFilter(parsed.filter);
  return { name, text: written, result: isEmpty ? { problem: { kind: 'noConditions' } } : parsed };
}

/** Adds a named filter to the settings of the user or of the workspace, beside the others that stand there. */
export async function saveFilter(
  name: string,
  filter: SecretFilter,
  target: vscode.ConfigurationTarget,
): Promise<void> {
  const written = configuration().inspect<unknown>(settingIds.savedFilters);
  const before = target === vscode.ConfigurationTarget.Workspace ? written?.workspaceValue : written?.globalValue;
  const others = isRecord(before) ? before : {};
  await configuration().update(settingIds.savedFilters, { ...others, [name]: printFilter(filter) }, target);
}

/** Removes a named filter from the settings of the user and of the workspace. */
export async function removeSavedFilter(name: string): Promise<void> {
  const written = configuration().inspect<unknown>(settingIds.savedFilters);
  const places = [
    [written?.globalValue, vscode.ConfigurationTarget.Global],
    [written?.workspaceValue, vscode.ConfigurationTarget.Workspace],
  ] as const;
  for (const [value, target] of places) {
    if (!isRecord(value) || !Object.hasOwn(value, name)) continue;
    const others = Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
    const isLast = Object.keys(others).length === 0;
    await configuration().update(settingIds.savedFilters, isLast ? undefined : others, target);
  }
}

/** Asks for a name and, with a folder open, for the settings to write to. `undefined` when dismissed. */
export async function askAndSaveFilter(
  filter: SecretFilter,
  suggestedName: string,
  signal: AbortSignal,
): Promise<StepOutcome<'saved'>> {
  let name = suggestedName;
  for (;;) {
    const entered = await inputStep({
      title: vscode.l10n.t('Save Filter'),
      prompt: vscode.l10n.t('Name of the filter. An existing one of the same name is replaced.'),
      value: name,
      validate: (text) => (text.trim() === '' ? vscode.l10n.t('Enter a name.') : undefined),
      signal,
    });
    if (entered === undefined || entered === back) return entered;
    name = entered.trim();
    const target = await askTarget(signal);
    if (target === undefined) return undefined;
    if (target === back) continue;
    await saveFilter(name, filter, target.target);
    vscode.window.setStatusBarMessage(
      vscode.l10n.t('Saved the filter "{0}" in the {1}', messageText(name, 60), target.label),
      5000,
    );
    return 'saved';
  }
}

async function askTarget(signal: AbortSignal) {
  const user = {
    label: vscode.l10n.t('User Settings'),
    description: vscode.l10n.t('for you, in every window'),
    target: vscode.ConfigurationTarget.Global,
  };
  if (vscode.workspace.workspaceFolders === undefined) return user;
  const workspace = {
    label: vscode.l10n.t('Workspace Settings'),
    description: vscode.l10n.t('shared with everyone who opens this workspace'),
    target: vscode.ConfigurationTarget.Workspace,
  };
  return pickStep({
    title: vscode.l10n.t('Save Filter'),
    placeholder: vscode.l10n.t('Save the filter in'),
    items: [user, workspace],
    signal,
  });
}

function configuration(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration(settingSection);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
