import * as vscode from 'vscode';
import type { Connection, SignInMethod } from '../../model/connection';
import { displayText } from '../../model/displayText';

/** How a connection is called beside the view's title: its own name, or such as `cn-north-4 · 0605767a…`. */
export function connectionName(connection: Connection): string {
  const { kind, name } = connection;
  if (kind === 'sample') return vscode.l10n.t('sample secrets');
  return name === undefined ? connectionPlace(connection) : displayText(name, 60);
}

/** Where a connection leads: `cn-north-4 · my-project`, or the address and the beginning of the project's ID. */
export function connectionPlace({ region, endpoint, projectId, projectName }: Connection): string {
  const place = region ?? new URL(endpoint).host;
  const project = projectName ?? (projectId.length > 12 ? `${projectId.slice(0, 8)}…` : projectId);
  // The project that comes with a region is called like it.
  return displayText(project === place ? place : `${place} · ${project}`, 100);
}

/** How a person signed in to a connection: the method and, for a password, the user. */
export function signInLabel({ method, user }: Connection): string {
  return user === undefined ? methodLabel(method) : `${methodLabel(method)} (${user.userName})`;
}

export function methodLabel(method: SignInMethod): string {
  const labels: Readonly<Record<SignInMethod, string>> = {
    accessKey: vscode.l10n.t('Access Key (AK/SK)'),
    temporaryKey: vscode.l10n.t('Temporary Access Key'),
    password: vscode.l10n.t('IAM User and Password'),
    token: vscode.l10n.t('IAM Token'),
    environment: vscode.l10n.t('Access Key of the Environment'),
  };
  return labels[method];
}

export function signInTitle(): string {
  return vscode.l10n.t('Sign In to Huawei Cloud CSMS');
}
