import * as vscode from 'vscode';
import type { Secret } from '../model/secret';
import { UserFacingError } from './errorPresenter';
import type { TreeRow } from './tree/treeItem';

export type ChooseSecrets = (args: readonly unknown[]) => readonly Secret[];

/**
 * The secrets that a command is about. From a row's menu VS Code passes the row and, when it is part of one, the
 * selection; a keybinding passes nothing and means the selection; links in cards pass an ID. The same secret under two
 * tags counts once.
 */
export function chosenSecrets(
  selection: () => readonly TreeRow[],
  byId: (id: string) => Secret | undefined,
  isWhole: () => boolean,
): ChooseSecrets {
  return ([row, rows]) => {
    if (typeof row === 'string') {
      const secret = byId(row);
      if (secret) return [secret];
      throw new UserFacingError(
        isWhole()
          ? vscode.l10n.t('This secret is not in the project any more.')
          : vscode.l10n.t('This secret is not loaded. Refresh the Secrets view, or sign in.'),
      );
    }
    const chosen = Array.isArray(rows) && rows.length > 0 ? rows : row === undefined ? selection() : [row];
    const secrets = chosen.filter(isSecretRow).map(({ secret }) => secret);
    return [...new Map(secrets.map((secret) => [secret.id, secret])).values()];
  };
}

function isSecretRow(row: unknown): row is { readonly secret: Secret } {
  return typeof row === 'object' && row !== null && 'kind' in row && row.kind === 'secret' && 'secret' in row;
}
