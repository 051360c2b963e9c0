import * as vscode from 'vscode';
import { commandIds, settingSection, type ViewState } from '../../ids';
import type { LoadProblem } from '../../inventory/loadStatus';
import { displayText } from '../../model/displayText';
import type { Logger } from '../../model/logger';
import { isServiceError, type ServiceError, type ServiceErrorKind } from '../../model/serviceError';
import { runCommand, signInThen } from './commands';
import { messageText } from './escapeText';

/** What a notification offers. */
type Remedy = 'signIn' | 'openSettings' | 'showLog';

interface ErrorPresentation {
  /** A few words above rows that are older than the error. */
  readonly label: () => string;
  /** One plain sentence or two: what failed, why as far as known, what to do. */
  readonly sentence: (error: ServiceError) => string;
  /** Where IAM means something else than the service by the same kind. */
  readonly iamSentence?: (error: ServiceError) => string;
  /** What the view shows that has no rows because of the error. */
  readonly viewState: ViewState;
  readonly remedies: readonly Remedy[];
  /** Whether a sign-in, with other rights or by another method, may help. */
  readonly signingInHelps: boolean;
}

/** All that is said and done about an error, by its kind. */
export const errorPresentations: Readonly<Record<ServiceErrorKind, ErrorPresentation>> = {
  cancelled: {
    label: () => vscode.l10n.t('Loading failed'),
    sentence: () => vscode.l10n.t('Cancelled.'),
    viewState: 'cancelled',
    remedies: [],
    signingInHelps: false,
  },
  timeout: {
    label: () => vscode.l10n.t('The service did not answer in time'),
    sentence: () =>
      vscode.l10n.t(
        'The service did not answer in time. Check the network and the proxy, or raise the setting "csmsExplorer.requestTimeoutSeconds".',
      ),
    viewState: 'unreachable',
    remedies: ['openSettings'],
    signingInHelps: false,
  },
  network: {
    label: () => vscode.l10n.t('The service cannot be reached'),
    sentence: ({ reason = '' }) =>
      vscode.l10n.t('The service cannot be reached ({0}). Check the endpoint, the network and the proxy.', reason),
    iamSentence: ({ reason = '' }) =>
      vscode.l10n.t('IAM cannot be reached ({0}). Check its endpoint, the network and the proxy.', reason),
    viewState: 'unreachable',
    remedies: ['openSettings'],
    signingInHelps: false,
  },
  certificate: {
    label: () => vscode.l10n.t('The certificate is not trusted'),
    sentence: ({ reason = '' }) =>
      vscode.l10n.t(
        'The certificate of the service is not trusted ({0}). Behind a company proxy, add its certificate to the system (see the setting "http.systemCertificates") or name its file in NODE_EXTRA_CA_CERTS.',
        reason,
      ),
    viewState: 'unreachable',
    remedies: ['openSettings'],
    signingInHelps: false,
  },
  redirect: {
    label: () => vscode.l10n.t('The answer is not from CSMS'),
    sentence: () => vscode.l10n.t('The endpoint answered with a redirect, which is not followed. Check the endpoint.'),
    viewState: 'unreadable',
    remedies: [],
    signingInHelps: false,
  },
  unauthorized: {
    label: () => vscode.l10n.t('Sign-in not accepted'),
    sentence: () =>
      vscode.l10n.t(
        'The sign-in is not accepted (401): the token has expired, or the access key was disabled or deleted. Sign in again.',
      ),
    iamSentence: () => vscode.l10n.t('IAM does not accept the sign-in (401). Check what was entered and try again.'),
    viewState: 'unauthorized',
    remedies: ['signIn'],
    signingInHelps: true,
  },
  clockSkew: {
    label: () => vscode.l10n.t("This machine's clock is wrong"),
    sentence: ({ skewMs = 0 }) =>
      vscode.l10n.t(
        "The clock of this machine differs from the service's by {0} minutes; requests signed with access keys are refused beyond 15. Set the clock.",
        Math.round(Math.abs(skewMs) / 60_000),
      ),
    viewState: 'clockSkew',
    remedies: [],
    signingInHelps: true,
  },
  forbidden: {
    label: () => vscode.l10n.t('No permission to list secrets'),
    sentence: ({ iamAction }) =>
      iamAction === undefined
        ? vscode.l10n.t('The service refuses access (403): the sign-in is for another project, or lacks a permission.')
        : vscode.l10n.t(
            'The service refuses access (403): the sign-in is for another project, or lacks the IAM action "{0}".',
            iamAction,
          ),
    iamSentence: () =>
      vscode.l10n.t('IAM refuses access (403): the user may not sign in from here, or may not use this project.'),
    viewState: 'forbidden',
    remedies: [],
    signingInHelps: true,
  },
  notFound: {
    label: () => vscode.l10n.t('The project is not known'),
    sentence: () =>
      vscode.l10n.t(
        'The endpoint does not know this project (404). Check the region, the endpoint and the project ID.',
      ),
    iamSentence: () =>
      vscode.l10n.t('This is not an endpoint of IAM, or IAM does not know the project (404). Check the endpoint.'),
    viewState: 'notFound',
    remedies: [],
    signingInHelps: true,
  },
  rejected: {
    label: () => vscode.l10n.t('Loading failed'),
    sentence: ({ status = '' }) => vscode.l10n.t('The service refused the request ({0}).', status),
    viewState: 'failed',
    remedies: [],
    signingInHelps: false,
  },
  throttled: {
    label: () => vscode.l10n.t('The service asks for fewer requests'),
    sentence: () => vscode.l10n.t('The service asks for fewer requests (429). Try again in a moment.'),
    viewState: 'unreachable',
    remedies: [],
    signingInHelps: false,
  },
  unavailable: {
    label: () => vscode.l10n.t('The service cannot be reached'),
    sentence: ({ status = '' }) =>
      vscode.l10n.t('The service is not available at the moment ({0}). Try again later.', status),
    viewState: 'unreachable',
    remedies: [],
    signingInHelps: false,
  },
  unreadable: {
    label: () => vscode.l10n.t('The answer is not from CSMS'),
    sentence: () =>
      vscode.l10n.t('The answer is not from CSMS. Check the endpoint and the proxy; a login page may be in between.'),
    iamSentence: () =>
      vscode.l10n.t('The answer is not from IAM. Check its endpoint and the proxy; a login page may be in between.'),
    viewState: 'unreadable',
    remedies: [],
    signingInHelps: false,
  },
  tooLarge: {
    label: () => vscode.l10n.t('Loading failed'),
    sentence: () => vscode.l10n.t('The answer is larger than CSMS Explorer accepts.'),
    viewState: 'failed',
    remedies: [],
    signingInHelps: false,
  },
};

/** What failed, why as far as known, what to do, and what the service itself says. */
export function describeServiceError(error: ServiceError): string {
  const { sentence, iamSentence = sentence } = errorPresentations[error.kind];
  // IAM's operations are called so in its documents (spec/csms-api.md 4).
  return withServiceMessage(error.operation.startsWith('Keystone') ? iamSentence(error) : sentence(error), error);
}

/** Adds what the service itself says, where it says something. */
export function withServiceMessage(sentence: string, error: ServiceError): string {
  if (error.serviceMessage === undefined || error.kind === 'cancelled') return sentence;
  const message = messageText(error.serviceMessage, 200);
  return error.code === undefined
    ? vscode.l10n.t('{0} The service says: {1}', sentence, message)
    : vscode.l10n.t('{0} The service says: {1} ({2})', sentence, message, messageText(error.code, 40));
}

/** Whether nothing but a new sign-in mends the problem. */
export function isSignInNeeded(problem: LoadProblem | undefined): boolean {
  if (problem?.kind === 'failed') return errorPresentations[problem.error.kind].remedies.includes('signIn');
  return problem?.kind === 'expired';
}

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
      const remedies = [...errorPresentations[error.kind].remedies, 'showLog'] as const;
      void this.show(
        describeServiceError(error),
        remedies.map((remedy) => actions[remedy](repeat)),
      );
      return;
    }
    if (error instanceof UserFacingError) {
      void this.show(error.message, []);
      return;
    }
    this.logger.error(defectLine(error));
    void this.show(vscode.l10n.t('Something went wrong in CSMS Explorer. The log says more.'), [actions.showLog()]);
  }

  /** Not awaited by callers: a notification may stay for hours. */
  private async show(message: string, actions: readonly Action[]): Promise<void> {
    const chosen = await vscode.window.showErrorMessage(message, ...actions);
    await chosen?.run();
  }
}

/** What the log says of an error: no text from the service except its redacted message. */
function logLine(error: ServiceError): string {
  const fields = {
    status: error.status,
    code: error.code,
    reason: error.reason,
    request: error.requestId,
    sequence: error.sequence,
    skewMs: error.skewMs,
    message: error.serviceMessage,
  };
  const written = Object.entries(fields).flatMap(([name, value]) =>
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

const actions: Readonly<Record<Remedy, (repeat?: () => Promise<unknown>) => Action>> = {
  signIn: (repeat) => ({
    title: vscode.l10n.t('Sign In…'),
    run: () => signInThen(async () => repeat?.()),
  }),
  openSettings: () => ({
    title: vscode.l10n.t('Open Settings'),
    run: () => vscode.commands.executeCommand('workbench.action.openSettings', `${settingSection} http.proxy`),
  }),
  showLog: () => ({ title: vscode.l10n.t('Show Log'), run: () => runCommand(commandIds.showLog) }),
};
