import * as vscode from 'vscode';
import type { Connection, SignInMethod } from '../../model/connection';
import type { ServiceError } from '../../model/serviceError';
import { describeServiceError } from '../describeServiceError';

export function signInTitle(): string {
  return vscode.l10n.t('Sign In to Huawei Cloud CSMS');
}

export function methodName(method: SignInMethod): string {
  switch (method) {
    case 'accessKey':
      return vscode.l10n.t('Access Key (AK/SK)');
    case 'temporaryKey':
      return vscode.l10n.t('Temporary Access Key');
    case 'password':
      return vscode.l10n.t('IAM User and Password');
    case 'token':
      return vscode.l10n.t('IAM Token');
    case 'environment':
      return vscode.l10n.t('Access Key of the Environment');
  }
}

/** The method, and whose password it was. */
export function wayOf({ method, user }: Connection): string {
  return user === undefined ? methodName(method) : `${methodName(method)} (${user.userName})`;
}

/** What IAM and the service say to a sign-in, in words that fit what was entered. */
export function describeSignInError(error: ServiceError, method: SignInMethod | undefined): string {
  if (error.kind !== 'unauthorized' || method === 'token') return describeServiceError(error);
  return method === 'password'
    ? vscode.l10n.t(
        'The account name, the user name or the password is not right (401), or the user is locked after five failures. An account with a HUAWEI ID cannot sign in here: create an IAM user.',
      )
    : vscode.l10n.t(
        'The access key is not accepted (401): the AK, the SK or the security token is wrong or has expired. After five failures the service locks the key for five minutes.',
      );
}

/** What IAM says when it gives no token of a project to someone whose password it has just accepted. */
export function describeTokenError(error: ServiceError): string {
  return error.kind === 'unauthorized'
    ? vscode.l10n.t('IAM gives no token for this project (401): the user may not use it, or there is no such project.')
    : describeServiceError(error);
}
