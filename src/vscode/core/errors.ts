import * as vscode from 'vscode';
import { commandIds, settingSection } from '../../ids';
import { displayText } from '../../model/displayText';
import type { Logger } from '../../model/logger';
import { isServiceError, type ServiceError } from '../../model/serviceError';
import { runCommand, signInThen } from './commands';
import { messageText } from './escapeText';

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
    run: () => signInThen(async () => repeat?.()),
  };
}

function showLog(): Action {
  return { title: vscode.l10n.t('Show Log'), run: () => runCommand(commandIds.showLog) };
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

/** One plain sentence or two: what failed, why as far as known, what to do. */
export function describeServiceError(error: ServiceError): string {
  return withServiceWords(sentenceFor(error), error);
}

/** Adds what the service itself says, where it says something. */
export function withServiceWords(sentence: string, error: ServiceError): string {
  if (error.serviceMessage === undefined || error.kind === 'cancelled') return sentence;
  const message = messageText(error.serviceMessage, 200);
  return error.code === undefined
    ? vscode.l10n.t('{0} The service says: {1}', sentence, message)
    : vscode.l10n.t('{0} The service says: {1} ({2})', sentence, message, messageText(error.code, 40));
}

function sentenceFor(error: ServiceError): string {
  return (isFromIam(error) ? iamSentence(error) : undefined) ?? serviceSentence(error);
}

/** IAM's operations are called so in its documents (spec/csms-api.md 4). */
function isFromIam({ operation }: ServiceError): boolean {
  return operation.startsWith('Keystone');
}

/** Where IAM means something else than the service by the same status. */
function iamSentence({ kind, reason }: ServiceError): string | undefined {
  switch (kind) {
    case 'unauthorized':
      return vscode.l10n.t('IAM does not accept the sign-in (401). Check what was entered and try again.');
    case 'network':
      return vscode.l10n.t('IAM cannot be reached ({0}). Check its endpoint, the network and the proxy.', reason ?? '');
    case 'forbidden':
      return vscode.l10n.t(
        'IAM refuses access (403): the user may not sign in from here, or may not use this project.',
      );
    case 'notFound':
      return vscode.l10n.t(
        'This is not an endpoint of IAM, or IAM does not know the project (404). Check the endpoint.',
      );
    case 'unreadable':
      return vscode.l10n.t(
        'The answer is not from IAM. Check its endpoint and the proxy; a login page may be in between.',
      );
    default:
      return undefined;
  }
}

function serviceSentence({ kind, reason, status, iamAction = '', skewMs = 0 }: ServiceError): string {
  switch (kind) {
    case 'cancelled':
      return vscode.l10n.t('Cancelled.');
    case 'timeout':
      return vscode.l10n.t(
        'The service did not answer in time. Check the network and the proxy, or raise the setting "csmsExplorer.requestTimeoutSeconds".',
      );
    case 'network':
      return vscode.l10n.t(
        'The service cannot be reached ({0}). Check the endpoint, the network and the proxy.',
        reason ?? '',
      );
    case 'certificate':
      return vscode.l10n.t(
        'The certificate of the service is not trusted ({0}). Behind a company proxy, add its certificate to the system (see the setting "http.systemCertificates") or name its file in NODE_EXTRA_CA_CERTS.',
        reason ?? '',
      );
    case 'redirect':
      return vscode.l10n.t('The endpoint answered with a redirect, which is not followed. Check the endpoint.');
    case 'unauthorized':
      return vscode.l10n.t(
        'The sign-in is not accepted (401): the token has expired, or the access key was disabled or deleted. Sign in again.',
      );
    case 'clockSkew':
      return vscode.l10n.t(
        "The clock of this machine differs from the service's by {0} minutes; requests signed with access keys are refused beyond 15. Set the clock.",
        Math.round(Math.abs(skewMs) / 60_000),
      );
    case 'forbidden':
      return vscode.l10n.t(
        'The service refuses access (403): the sign-in is for another project, or lacks the IAM action "{0}".',
        iamAction,
      );
    case 'notFound':
      return vscode.l10n.t(
        'The endpoint does not know this project (404). Check the region, the endpoint and the project ID.',
      );
    case 'rejected':
      return vscode.l10n.t('The service refused the request ({0}).', status ?? '');
    case 'throttled':
      return vscode.l10n.t('The service asks for fewer requests (429). Try again in a moment.');
    case 'unavailable':
      return vscode.l10n.t('The service is not available at the moment ({0}). Try again later.', status ?? '');
    case 'unreadable':
      return vscode.l10n.t(
        'The answer is not from CSMS. Check the endpoint and the proxy; a login page may be in between.',
      );
    case 'tooLarge':
      return vscode.l10n.t('The answer is larger than CSMS Explorer accepts.');
  }
}
