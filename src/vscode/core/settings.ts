import * as vscode from 'vscode';
import { settingIds, settingSection } from '../../ids';

/**
 * The settings, read anew at each use.
 *
 * What steers the network is read from the user's own settings only: a workspace is often someone else's code and must
 * not choose where a credential goes. Its `application` scope says so to the editor; reading `globalValue` makes sure.
 */
export const settings = {
  /** Custom service endpoint as typed; empty when none is set. */
  endpoint: (): string => userValue(settingIds.endpoint, isString, ''),
  /** Custom IAM endpoint as typed; empty when the region's own is meant. */
  iamEndpoint: (): string => userValue(settingIds.iamEndpoint, isString, ''),
  /** Milliseconds a single request may take. */
  requestTimeoutMs: (): number => userValue(settingIds.requestTimeoutSeconds, isNumberIn(1, 300), 30) * 1000,
  maxConcurrentRequests: (): number => userValue(settingIds.maxConcurrentRequests, isNumberIn(1, 32), 8),
  /** Tag keys to group by where no grouping was chosen for the connection; empty means every tag. */
  groupBy: (): readonly string[] => {
    const value = vscode.workspace.getConfiguration(settingSection).get<unknown>(settingIds.groupBy);
    return Array.isArray(value) ? [...new Set(value.filter(isString))].filter((key) => key !== '') : [];
  },
  hoverEnabled: (): boolean => isOn(settingIds.hoverEnabled),
  diagnosticsEnabled: (): boolean => isOn(settingIds.diagnosticsEnabled),
};

export function onDidChangeSetting(
  id: (typeof settingIds)[keyof typeof settingIds],
  run: () => void,
): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(`${settingSection}.${id}`)) run();
  });
}

/** On unless switched off. */
function isOn(id: string): boolean {
  return vscode.workspace.getConfiguration(settingSection).get<unknown>(id) !== false;
}

function userValue<T>(id: string, isValid: (value: unknown) => value is T, fallback: T): T {
  const value = vscode.workspace.getConfiguration(settingSection).inspect<unknown>(id)?.globalValue;
  return isValid(value) ? value : fallback;
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isNumberIn(min: number, max: number) {
  return (value: unknown): value is number => typeof value === 'number' && value >= min && value <= max;
}
