import * as vscode from 'vscode';
import type { Connection, SignInMethod } from '../../model/connection';
import type { ServiceError } from '../../model/serviceError';
import { describeServiceError, withServiceWords } from '../core/errors';

export function signInTitle(): string {
  return vscode.l10n.t('Sign In to Huawei Cloud CSMS');
}

export function methodLabel(method: SignInMethod): string {
  const labels: Readonly<Record<SignInMethod, string>> = {
    accessKey: vscode.l10n.t('Access Key (AK/SK)'),
    temporaryKey: vscode.l10n.t('Temporary Access Key'),
    password: vscode.l10n.t('IAM User and Password'),
    token: vscode.l10n.t('IAM Token'),
    environment: vscode.l10n.t('Access Key of the Environment'),
  };
  return labels[method];
}

/** How a person signed in to a connection: the method and, for a password, the user. */
export function signInLabel({ method, user }: Connection): string {
  return user === undefined ? methodLabel(method) : `${methodLabel(method)} (${user.userName})`;
}

/** What IAM and the service say to a sign-in, in words that fit what was entered. */
export function describeSignInError(error: ServiceError, method: SignInMethod | undefined): string {
  return error.kind === 'unauthorized' ? withServiceWords(refusalSentence(method), error) : describeServiceError(error);
}

function refusalSentence(method: SignInMethod | undefined): string {
  switch (method) {
    case 'token':
      return vscode.l10n.t(
        'The token is not accepted (401): it is incomplete, has expired, or belongs to another cloud or region. Copy it again.',
      );
    case 'password':
      return vscode.l10n.t(
        'The account name, the user name or the password is not right (401), or the user is locked after five failures. An account with a HUAWEI ID cannot sign in here: create an IAM user.',
      );
    default:
      return vscode.l10n.t(
        'The access key is not accepted (401): the AK, the SK or the security token is wrong or has expired. After five failures the service locks the key for five minutes.',
      );
  }
}

/** What IAM says when it gives no token of a project to someone whose password it has just accepted. */
export function describeTokenError(error: ServiceError): string {
  if (error.kind !== 'unauthorized') return describeServiceError(error);
  const sentence = vscode.l10n.t(
    'IAM gives no token for this project (401): the user may not use it, or there is no such project.',
  );
  return withServiceWords(sentence, error);
}
