import * as vscode from 'vscode';
import type { SignInMethod } from '../../model/connection';
import { quickPickText } from '../inertText';
import { pickStep, type Step } from '../quickInput/steps';
import {
  type Environment,
  environmentKey,
  type EnvironmentKey,
  environmentNames,
  environmentProject,
  unusableSentence,
  usableEnvironmentKey,
} from './environmentKey';
import { forgetCredential, type SignInAnswers } from './signInAnswers';
import { methodName, signInTitle } from './signInWords';

interface MethodItem extends vscode.QuickPickItem {
  readonly method: SignInMethod;
}

/** How to sign in. An access key in the environment is offered and never taken by itself. */
export function askMethod(answers: SignInAnswers, environment: Environment): Step {
  return async (place) => {
    const items = methodItems(environment);
    const chosen = await pickStep<MethodItem>({
      title: signInTitle(),
      ...place,
      placeholder: vscode.l10n.t('How do you want to sign in?'),
      items,
      active: items.find(({ method }) => method === answers.method),
    });
    if (typeof chosen !== 'object') return chosen;
    if (chosen.method === 'environment') usableEnvironmentKey(environment); // Says why not, if it is not.
    if (chosen.method !== answers.method) forgetCredential(answers);
    answers.method = chosen.method;
    return chosen;
  };
}

function methodItems(environment: Environment): readonly MethodItem[] {
  const found = environmentKey(environment);
  return [
    ...(found ? [environmentItem(found, environment)] : []),
    methodItem(
      'accessKey',
      'key',
      vscode.l10n.t('Recommended. From My Credentials in the console; the secret key is never sent'),
    ),
    methodItem('password', 'account', vscode.l10n.t('The password gives a token for 24 hours and is not stored')),
    methodItem('temporaryKey', 'clock', vscode.l10n.t('An access key with a security token')),
    methodItem('token', 'shield', vscode.l10n.t('If you already have a token for the project (X-Subject-Token)')),
  ];
}

function methodItem(method: SignInMethod, icon: string, detail: string): MethodItem {
  return { method, label: methodName(method), iconPath: new vscode.ThemeIcon(icon), detail };
}

function environmentItem(found: EnvironmentKey, environment: Environment): MethodItem {
  if ('unusable' in found) return methodItem('environment', 'terminal', unusableSentence(found.unusable));
  const { accessKey, secretKey, securityToken, projectId } = environmentNames;
  const names = [accessKey, secretKey, ...(found.key.securityToken === undefined ? [] : [securityToken])].join(', ');
  const isLeftOut = (environment[projectId] ?? '') !== '' && environmentProject(environment) === undefined;
  return {
    ...methodItem('environment', 'terminal', vscode.l10n.t('{0}: used, not stored', names)),
    description: isLeftOut ? vscode.l10n.t('{0} is not a project ID', projectId) : quickPickText(found.key.accessKey),
  };
}
