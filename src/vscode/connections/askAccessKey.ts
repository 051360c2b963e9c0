import * as vscode from 'vscode';
import {
  type AccessKeyProblem,
  checkAccessKey,
  checkSecretKey,
  checkToken,
  type SecretKeyProblem,
} from '../../model/pastedCredential';
import { isServiceError } from '../../model/serviceError';
import { inputStep, type Step } from '../quickInput/steps';
import { learnProjects } from './learnProjects';
import { accessKeyOf, forgetCredential, type SignInAnswers, type SignInDeps } from './signInAnswers';
import { describeSignInError, signInTitle } from './signInWords';

export function askAccessKeyId(answers: SignInAnswers): Step {
  return async (place) => {
    const text = await inputStep({
      title: signInTitle(),
      ...place,
      prompt: vscode.l10n.t('Access key ID (AK). The content of credentials.csv can be pasted as a whole.'),
      value: answers.accessKey ?? '',
      // Both parts may be pasted at once.
      password: true,
      validate: (typed) => {
        const result = checkAccessKey(typed);
        return 'problem' in result ? describeAccessKeyProblem(result.problem) : undefined;
      },
    });
    if (typeof text !== 'string') return text;
    const result = checkAccessKey(text);
    if ('accessKey' in result) {
      if (result.accessKey !== answers.accessKey) forgetCredential(answers);
      answers.accessKey = result.accessKey;
      if (result.secretKey !== undefined) answers.secretKey = result.secretKey;
    }
    return text;
  };
}

/** The key is tried at IAM once all of it is known. */
export function askSecretKey(answers: SignInAnswers, deps: SignInDeps): Step {
  return async (place) => {
    const text = await inputStep({
      title: signInTitle(),
      ...place,
      prompt: vscode.l10n.t(
        'Secret access key (SK) of {0}. It signs requests to {1}, is never sent, and is kept in SecretStorage.',
        answers.accessKey ?? '',
        answers.endpoint ?? '',
      ),
      value: answers.secretKey ?? '',
      password: true,
      validate: (typed) => {
        const result = checkSecretKey(typed);
        return 'problem' in result ? describeSecretKeyProblem(result.problem) : undefined;
      },
      tryOut: async (typed, signal) => {
        const result = checkSecretKey(typed);
        if (!('secretKey' in result)) return describeSecretKeyProblem(result.problem);
        answers.secretKey = result.secretKey;
        return answers.method === 'temporaryKey' ? undefined : tryKey(answers, deps, signal);
      },
    });
    return text;
  };
}

export function askSecurityToken(answers: SignInAnswers, deps: SignInDeps): Step {
  return (place) =>
    inputStep({
      title: signInTitle(),
      ...place,
      prompt: vscode.l10n.t(
        'Security token of the temporary access key. It is sent to {0} only and kept in SecretStorage.',
        [...new Set([answers.endpoint, answers.iamEndpoint])].join(', '),
      ),
      value: answers.securityToken ?? '',
      password: true,
      validate: (text) =>
        'problem' in checkToken(text) ? vscode.l10n.t('This holds characters that no security token has.') : undefined,
      tryOut: async (text, signal) => {
        const result = checkToken(text);
        if ('token' in result) answers.securityToken = result.token;
        return tryKey(answers, deps, signal);
      },
    });
}

async function tryKey(answers: SignInAnswers, deps: SignInDeps, signal: AbortSignal): Promise<string | undefined> {
  const iam = deps.createIamClient(answers.iamEndpoint ?? '');
  try {
    answers.learnt = await learnProjects(iam, accessKeyOf(answers), signal);
    return undefined;
  } catch (error) {
    if (!isServiceError(error)) throw error;
    return describeSignInError(error, answers.method);
  } finally {
    iam.dispose();
  }
}

function describeAccessKeyProblem(problem: AccessKeyProblem): string {
  switch (problem) {
    case 'empty':
      return vscode.l10n.t('Enter the access key ID.');
    case 'notAKey':
      return vscode.l10n.t('This holds characters that no access key ID has.');
    case 'looksLikeSecretKey':
      return vscode.l10n.t('This looks like the secret key (SK). The access key ID (AK) has 20 letters and digits.');
  }
}

function describeSecretKeyProblem(problem: SecretKeyProblem): string {
  switch (problem) {
    case 'empty':
      return vscode.l10n.t('Enter the secret access key.');
    case 'notAKey':
      return vscode.l10n.t('This holds characters that no secret access key has.');
    case 'looksLikeAccessKey':
      return vscode.l10n.t(
        'This looks like the access key ID (AK). The secret access key (SK) has 40 letters and digits.',
      );
  }
}
