import * as vscode from 'vscode';
import { displayText } from '../../model/displayText';
import type { Secret } from '../../model/secret';
import { exactTime } from '../core/format';

interface Trouble {
  readonly severity: vscode.DiagnosticSeverity;
  readonly message: string;
  readonly code: string;
}

/** What is wrong with relying on the secret; `undefined` when nothing is. */
export function troubleOf({ name, state, scheduledDeleteTime }: Secret): Trouble | undefined {
  const shown = displayText(name);
  switch (state) {
    case 'PENDING_DELETE':
      return {
        severity: vscode.DiagnosticSeverity.Error,
        message:
          scheduledDeleteTime === undefined
            ? vscode.l10n.t('Secret {0} is pending deletion.', shown)
            : vscode.l10n.t('Secret {0} is pending deletion: {1}.', shown, exactTime(scheduledDeleteTime)),
        code: 'pending-deletion',
      };
    case 'DISABLED':
      return {
        severity: vscode.DiagnosticSeverity.Warning,
        message: vscode.l10n.t('Secret {0} is disabled.', shown),
        code: 'disabled',
      };
    case 'FROZEN':
      return {
        severity: vscode.DiagnosticSeverity.Warning,
        message: vscode.l10n.t('Secret {0} is frozen.', shown),
        code: 'frozen',
      };
    default:
      return undefined;
  }
}
