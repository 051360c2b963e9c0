import * as vscode from 'vscode';

/** `37 secrets`; nothing where the number is not known. */
export function secretCount(count: number | undefined): string {
  if (count === undefined) return '';
  return count === 1
    ? vscode.l10n.t('1 secret')
    : vscode.l10n.t('{0} secrets', count.toLocaleString(vscode.env.language));
}
