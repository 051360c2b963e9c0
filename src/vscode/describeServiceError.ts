import * as vscode from 'vscode';
import type { ServiceError } from '../model/serviceError';
import { messageText } from './inertText';

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

function serviceSentence({ kind, reason, status, skewMs = 0 }: ServiceError): string {
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
        'The service refuses access (403): the sign-in is for another project, or lacks the IAM action "csms:secret:getSecretsByTag".',
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
