import * as vscode from 'vscode';
import { displayText } from '../../model/displayText';
import type { Connection } from '../../model/connection';

/** How a connection is called beside the view's title: `cn-north-4 · 0605767a…`. */
export function connectionName({ kind, region, endpoint, projectId }: Connection): string {
  if (kind === 'sample') return vscode.l10n.t('sample secrets');
  const place = region ?? new URL(endpoint).host;
  return displayText(`${place} · ${projectId.length > 12 ? `${projectId.slice(0, 8)}…` : projectId}`);
}
