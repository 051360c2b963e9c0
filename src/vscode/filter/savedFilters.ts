import * as vscode from 'vscode';
import { settingIds, settingSection } from '../../ids';
import { parseFilter, printFilter, type FilterTextResult } from '../../model/filterText';
import { filterLimits } from '../../model/limits';
import type { SecretFilter } from '../../model/secretFilter';

/** A named filter of the settings. One that people broke by hand is kept and shown with its problem. */
export interface SavedFilter {
  readonly name: string;
  /** As it stands in the settings; empty when it is no text at all. */
  readonly text: string;
  readonly result: FilterTextResult;
}

export function savedFilters(): readonly SavedFilter[] {
  const value = vscode.workspace.getConfiguration(settingSection).get<unknown>(settingIds.savedFilters);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([name, written]: [string, unknown]) => {
    const text = typeof written === 'string' ? written : '';
    const parsed = parseFilter(text, filterLimits.current);
    const isEmpty = 'filter' in parsed && parsed.filter.tags.length + parsed.filter.nameContains.length === 0;
    // An empty filter would show everything under a name that promises less.
    return { name, text, result: isEmpty ? { problem: { kind: 'noKey' }, start: 0, end: 0 } : parsed };
  });
}

/** Adds a named filter to the settings of the user or of the workspace, beside the others that stand there. */
export async function saveFilter(
  name: string,
  filter: SecretFilter,
  target: vscode.ConfigurationTarget,
): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(settingSection);
  const written = configuration.inspect<unknown>(settingIds.savedFilters);
  const before = target === vscode.ConfigurationTarget.Workspace ? written?.workspaceValue : written?.globalValue;
  const others: object = typeof before === 'object' && before !== null ? before : {};
  await configuration.update(settingIds.savedFilters, { ...others, [name]: printFilter(filter) }, target);
}
