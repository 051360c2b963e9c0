import * as vscode from 'vscode';
import { settingIds, settingSection } from '../../ids';
import { parseFilter, printFilter, type FilterTextProblem } from '../../query/filterText';
import { filterLimits } from '../../model/limits';
import { isEmptyFilter, type SecretFilter } from '../../model/secretFilter';

/** What can be wrong with a saved filter: with its text, or that there is none, or no condition in it. */
export type SavedFilterProblem = FilterTextProblem['problem'] | { readonly kind: 'notText' | 'noConditions' };

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

function configuration(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration(settingSection);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
