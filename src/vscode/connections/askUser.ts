import * as vscode from 'vscode';
import { isServiceError } from '../../model/serviceError';
import { inputStep, type Step } from '../quickInput/steps';
import { learnProjects } from './learnProjects';
import type { SignInAnswers, SignInDeps } from './signInAnswers';
import { describeSignInError, signInTitle } from './signInWords';

export function askAccountName(answers: SignInAnswers): Step {
  return askName(answers, 'accountName', () =>
    vscode.l10n.t('Account name, which owns the user. The console shows it under My Credentials.'),
  );
}

export function askUserName(answers: SignInAnswers): Step {
  return askName(answers, 'userName', () => vscode.l10n.t('IAM user name'));
}

function askName(answers: SignInAnswers, field: 'accountName' | 'userName', prompt: () => string): Step {
  return async (place) => {
    const name = await inputStep({
      title: signInTitle(),
      ...place,
      prompt: prompt(),
      value: answers[field] ?? '',
      validate: (text) => (text.trim() === '' ? vscode.l10n.t('Enter the name.') : undefined),
    });
    if (typeof name === 'string') answers[field] = name.trim();
    return name;
  };
}

/** The password is tried at IAM, which also tells the user's projects. It is forgotten when the prompt ends. */
export function askPassword(answers: SignInAnswers, deps: SignInDeps): Step {
  return async (place) => {
    const { accountName = '', userName = '', iamEndpoint = '' } = answers;
    const password = await inputStep({
      title: signInTitle(),
      ...place,
      prompt: vscode.l10n.t('Password of {0}. It is sent to {1} only and not stored.', userName, iamEndpoint),
      password: true,
      validate: (text) => (text === '' ? vscode.l10n.t('Enter the password.') : undefined),
      tryOut: async (text, signal) => {
        const iam = deps.createIamClient(iamEndpoint);
        try {
          const { token } = await iam.fetchAccountToken({ accountName, userName, password: text }, signal);
          answers.learnt = await learnProjects(iam, { kind: 'token', token }, signal);
          return undefined;
        } catch (error) {
          if (!isServiceError(error)) throw error;
          return describeSignInError(error, 'password');
        } finally {
          iam.dispose();
        }
      },
    });
    if (typeof password === 'string') answers.password = password;
    return password;
  };
}
