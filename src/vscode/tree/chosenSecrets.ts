import type { Secret } from '../../model/secret';
import type { TreeRow } from './treeItem';

/**
 * The secrets that a row command is about. VS Code passes the row and, when it is part of one, the selection; a
 * keybinding passes nothing and means the selection. The same secret under two tags counts once.
 */
export function chosenSecrets(args: readonly unknown[], selection: readonly TreeRow[]): readonly Secret[] {
  const [row, rows] = args;
  const chosen = Array.isArray(rows) && rows.length > 0 ? rows : row === undefined ? selection : [row];
  const secrets = chosen.filter(isSecretRow).map(({ secret }) => secret);
  return [...new Map(secrets.map((secret) => [secret.id, secret])).values()];
}

function isSecretRow(row: unknown): row is { readonly secret: Secret } {
  return typeof row === 'object' && row !== null && 'kind' in row && row.kind === 'secret' && 'secret' in row;
}
