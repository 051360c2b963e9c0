import * as vscode from 'vscode';
import type { Connection, SignInMethod } from '../../model/connection';
import type { EndpointProblem } from '../../model/endpoint';
import type { ServiceError } from '../../model/serviceError';
import { describeServiceError, withServiceWords } from '../describeServiceError';

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
  return error.kind === 'unauthorized' ? withServiceWords(refusalOf(method), error) : describeServiceError(error);
}

function refusalOf(method: SignInMethod | undefined): string {
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

export function describeEndpointProblem(problem: EndpointProblem): string {
  switch (problem) {
    case 'empty':
      return vscode.l10n.t('Enter the address of the service.');
    case 'notAUrl':
      return vscode.l10n.t('This is not an address such as https://kms.cn-north-4.myhuaweicloud.com.');
    case 'scheme':
      return vscode.l10n.t('The address must begin with https://.');
    case 'plainHttp':
      return vscode.l10n.t(
        'Plain http:// would send the credential unprotected and is allowed only for this machine (localhost, 127.0.0.1). Use https://.',
      );
    case 'userInfo':
      return vscode.l10n.t('The address must not hold a user name or password.');
    case 'path':
      return vscode.l10n.t('Enter the address without a path: only the scheme, the host and the port.');
    case 'nonAscii':
      return vscode.l10n.t('The address may hold only plain letters, digits and punctuation, and no spaces.');
  }
}
