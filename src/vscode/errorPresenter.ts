import * as vscode from 'vscode';
import { commandIds, settingSection, signInIntents } from '../ids';
import { displayText } from '../model/displayText';
import type { Logger } from '../model/logger';
import { isServiceError, type ServiceError } from '../model/serviceError';
import { describeServiceError } from './describeServiceError';

/** A mistake whose message was written for people, in their language. */
export class UserFacingError extends Error {}

/** Shows what went wrong, once, with the actions that help. Cancelling is silence. */
export class ErrorPresenter {
  constructor(private readonly logger: Logger) {}

  /** @param repeat does again what failed, after what was in its way has been mended: the sign-in */
  present(error: unknown, repeat?: () => Promise<unknown>): void {
    if (isServiceError(error, 'cancelled') || error instanceof vscode.CancellationError) return;
    if (isServiceError(error)) {
      this.logger.error(logLine(error));
      const remedies = [
        ...(error.kind === 'unauthorized' ? [signIn(repeat)] : []),
        ...(isAboutSettings(error) ? [openSettings()] : []),
      ];
      void this.show(describeServiceError(error), [...remedies, showLog()]);
      return;
    }
    if (error instanceof UserFacingError) {
      void this.show(error.message, []);
      return;
    }
    this.logger.error(defectLine(error));
    void this.show(vscode.l10n.t('Something went wrong in CSMS Explorer. The log says more.'), [showLog()]);
  }

  /** Not awaited by callers: a notification may stay for hours. */
  private async show(message: string, actions: readonly Action[]): Promise<void> {
    const chosen = await vscode.window.showErrorMessage(message, ...actions);
    await chosen?.run();
  }
}

/** The facts of an error for the log: no text from the service except its redacted message. */
function logLine(error: ServiceError): string {
  const facts = {
    status: error.status,
    code: error.code,
    reason: error.reason,
    request: error.requestId,
    sequence: error.sequence,
    skewMs: error.skewMs,
    message: error.serviceMessage,
  };
  const written = Object.entries(facts).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${displayText(String(value))}`],
  );
  return [`${error.operation} failed: ${error.kind}`, ...written].join(' ');
}

/** Where a defect happened. Its message may quote a text from the cloud, which must not look like lines of ours. */
function defectLine(error: unknown): string {
  if (!(error instanceof Error)) return displayText(String(error));
  const { message, stack = message } = error;
  return message === '' ? stack : stack.replace(message, () => displayText(message));
}

interface Action extends vscode.MessageItem {
  readonly run: () => Thenable<unknown>;
}

function signIn(repeat: (() => Promise<unknown>) | undefined): Action {
  return {
    title: vscode.l10n.t('Sign In…'),
    run: async () => {
      const isDone = await vscode.commands.executeCommand(commandIds.signIn, signInIntents.again);
      if (isDone === true) await repeat?.();
    },
  };
}

function showLog(): Action {
  return { title: vscode.l10n.t('Show Log'), run: () => vscode.commands.executeCommand(commandIds.showLog) };
}

function openSettings(): Action {
  return {
    title: vscode.l10n.t('Open Settings'),
    run: () => vscode.commands.executeCommand('workbench.action.openSettings', `${settingSection} http.proxy`),
  };
}

function isAboutSettings(error: ServiceError): boolean {
  return error.kind === 'network' || error.kind === 'timeout' || error.kind === 'certificate';
}
