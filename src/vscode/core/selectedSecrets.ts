import * as vscode from 'vscode';
import type { Secret } from '../../model/secret';
import { UserFacingError } from './errors';
import type { SecretTarget } from '../../ids';
import { isSecretRow } from './commands';
import type { CurrentProject } from './currentProject';

/** The rows that are selected in the Secrets view, and the secrets that a command is about. */
export class SelectedSecrets {
  constructor(
    private readonly project: CurrentProject,
    /** The selected rows. */
    readonly rows: () => readonly unknown[],
  ) {}

  /**
   * From a row's menu VS Code passes the row and, when it is part of one, the selection; a keybinding passes nothing and
   * means the selection; links in cards pass an ID. The same secret under two tags counts once.
   *
   * @throws {UserFacingError} when no secret of that id is loaded
   */
  of(target: SecretTarget | undefined, selectedRows: readonly unknown[] = []): readonly Secret[] {
    if (typeof target === 'string') return [this.byId(target)];
    const rows = selectedRows.length > 0 ? selectedRows : target === undefined ? this.rows() : [target];
    const secrets = rows.filter(isSecretRow).map(({ secret }) => secret);
    return [...new Map(secrets.map((secret) => [secret.id, secret])).values()];
  }

  private byId(id: string): Secret {
    const project = this.project.value;
    // While a filter is on, the whole list may not be loaded.
    const secret = project?.all.state.index.byId(id) ?? project?.visible.state.index.byId(id);
    if (secret) return secret;
    throw new UserFacingError(
      project?.all.state.rows === 'whole'
        ? vscode.l10n.t('This secret is not in the project any more.')
        : vscode.l10n.t('This secret is not loaded. Refresh the Secrets view, or sign in.'),
    );
  }
}
