import * as vscode from 'vscode';
import { checkToken, type TokenProblem } from '../../model/pastedCredential';
import { isProjectId } from '../../model/project';
import { inputStep, type Step } from '../quickInput/steps';
import { connectionTo } from './newConnection';
import { proveAndStore } from './proveAndStore';
import type { SignInAnswers, SignInDeps } from './signInAnswers';
import { signInTitle } from './signInWords';

export function askProjectId(answers: SignInAnswers): Step {
  return async (place) => {
    const projectId = await inputStep({
      title: signInTitle(),
      ...place,
      prompt: vscode.l10n.t('Project ID. The console shows it under My Credentials, API Credentials.'),
      placeholder: '0605767a5780d5762fc5c0118072a564',
      value: answers.projectId ?? '',
      validate: projectIdProblem,
    });
    if (typeof projectId === 'string') answers.projectId = projectId.trim();
    return projectId;
  };
}

export function projectIdProblem(text: string): string | undefined {
  return isProjectId(text.trim())
    ? undefined
    : vscode.l10n.t(
        'A project ID has 32 digits and letters from a to f. The name of the project, such as cn-north-4, is not its ID.',
      );
}

/** The last step: the token is tried before anything is stored. */
export function askToken(answers: SignInAnswers, deps: SignInDeps): Step {
  return (place) =>
    inputStep({
      title: signInTitle(),
      ...place,
      prompt: vscode.l10n.t(
        'IAM token of the project (X-Subject-Token). It is sent to {0} only and kept in SecretStorage.',
        answers.endpoint ?? '',
      ),
      password: true,
      validate: (text) => {
        const result = checkToken(text);
        return 'problem' in result ? describeTokenProblem(result.problem) : undefined;
      },
      tryOut: async (text, signal) => {
        const result = checkToken(text);
        if ('problem' in result) return describeTokenProblem(result.problem);
        const connection = connectionTo(answers, { id: answers.projectId ?? '' });
        const credential = { kind: 'token', token: result.token } as const;
        return proveAndStore([{ openable: { connection, credential }, stored: credential }], deps, signal);
      },
    });
}

function describeTokenProblem(problem: TokenProblem): string {
  switch (problem) {
    case 'empty':
      return vscode.l10n.t('Paste the token.');
    case 'notAToken':
      return vscode.l10n.t('This holds characters that no token has. Copy the value of X-Subject-Token again.');
  }
}
