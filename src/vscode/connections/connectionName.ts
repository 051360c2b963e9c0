import * as vscode from 'vscode';
import { displayText } from '../../model/displayText';
import type { Connection } from '../../model/connection';

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
