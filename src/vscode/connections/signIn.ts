import * as vscode from 'vscode';
import { type SignInIntent, signInIntents } from '../../ids';
import { problemOf } from '../../inventory/loadStatus';
import type { Connection, SignInMethod } from '../../model/connection';
import { focusSecretsView } from '../core/commands';
import { isSignInNeeded } from '../core/errors';
import { quickPickText } from '../core/escapeText';
import type { OpenProject } from '../core/openProject';
import { pickStep, runSteps, type Step } from '../quickInput/steps';
import {
  askAccessKeyId,
  askAccountName,
  askPassword,
  askSecretKey,
  askSecurityToken,
  askToken,
  askUserName,
} from './credentialSteps';
import {
  type Environment,
  environmentKey,
  type EnvironmentKey,
  environmentNames,
  environmentProject,
  unusableSentence,
  usableEnvironmentKey,
} from './environmentKey';
import { askProjectId, askProjects, givenProject } from './projectSteps';
import { type SignInAnswers, type SignInDeps, SignInDraft } from './signInDraft';
import { methodLabel, signInTitle } from './signInLabels';
import { askCustomEndpoint, askIamEndpoint, askRegion, iamEndpointFor } from './whereSteps';

/**
 * Signs in, step by step. Where the connection in use is refused or has expired, it begins at its credential; going back
 * leads to the other steps. The command's result says whether the person went through to the end.
 */
export async function signIn(deps: SignInDeps, intent: SignInIntent | undefined): Promise<boolean> {
  const project = deps.project.value;
  const { connection } = project ?? {};
  const isCloud = connection?.kind === 'cloud';
  const draft = new SignInDraft(isCloud ? answersFrom(connection) : {});
  const { where, who } = stepsOf(draft, deps);
  const isAgain = intent === signInIntents.again || (intent !== signInIntents.afresh && isRefused(project));
  const canSkipToCredential = isCloud && (!needsIam(draft, deps) || draft.answers.iamEndpoint !== undefined);
  const done = await runSteps(
    () => {
      const steps = stepsOf(draft, deps);
      return [...steps.where, ...steps.who, ...steps.credential];
    },
    isAgain && canSkipToCredential ? where.length + who.length : 0,
  );
  if (done) await focusSecretsView();
  return done;
}

/** Whether the sign-in was refused or has expired, so that only its credential has to be asked for again. */
function isRefused(project: OpenProject | undefined): boolean {
  return project !== undefined && (project.isExpired || isSignInNeeded(problemOf(project.visible.state)));
}

/** What is known from the start of a prompt that signs in to the same place again. */
function answersFrom({ method, region, endpoint, iamEndpoint, projectId, user }: Connection): SignInAnswers {
  return {
    method,
    region,
    isCustom: region === undefined,
    endpoint,
    iamEndpoint: iamEndpoint ?? (region === undefined ? undefined : iamEndpointFor(region)),
    projectId,
    ...user,
  };
}

interface SignInSteps {
  /** By which method to sign in, and to which place. */
  readonly where: readonly Step[];
  /** What a connection that is opened again already tells: the user, or the project of a token. */
  readonly who: readonly Step[];
  readonly credential: readonly Step[];
}

function stepsOf(draft: SignInDraft, deps: SignInDeps): SignInSteps {
  const isCustom = draft.answers.isCustom === true;
  return {
    where: [
      askMethod(draft, deps.environment),
      askRegion(draft),
      ...(isCustom ? [askCustomEndpoint(draft)] : []),
      ...(isCustom && needsIam(draft, deps) ? [askIamEndpoint(draft)] : []),
    ],
    ...methodSteps(draft, deps),
  };
}

function needsIam({ answers }: SignInDraft, deps: SignInDeps): boolean {
  return answers.method !== 'token' && givenProject(answers, deps) === undefined;
}

function methodSteps(draft: SignInDraft, deps: SignInDeps): Omit<SignInSteps, 'where'> {
  const { method = 'token' } = draft.answers; // Nobody reaches these steps without having been asked.
  const projects = askProjects(draft, deps);
  switch (method) {
    case 'token':
      return { who: [askProjectId(draft)], credential: [askToken(draft, deps)] };
    case 'password':
      return { who: [askAccountName(draft), askUserName(draft)], credential: [askPassword(draft, deps), projects] };
    case 'accessKey':
      return { who: [], credential: [askAccessKeyId(draft), askSecretKey(draft, deps), projects] };
    case 'temporaryKey':
      return {
        who: [],
        credential: [askAccessKeyId(draft), askSecretKey(draft, deps), askSecurityToken(draft, deps), projects],
      };
    case 'environment':
      return { who: [], credential: [projects] };
  }
}

interface MethodItem extends vscode.QuickPickItem {
  readonly method: SignInMethod;
}

/** Asks how to sign in. An access key of the environment is offered, but never used without being chosen. */
function askMethod(draft: SignInDraft, environment: Environment): Step {
  return async (place) => {
    const items = methodItems(environment);
    const chosen = await pickStep<MethodItem>({
      title: signInTitle(),
      ...place,
      placeholder: vscode.l10n.t('How do you want to sign in?'),
      items,
      active: items.find(({ method }) => method === draft.answers.method),
    });
    if (typeof chosen !== 'object') return chosen;
    if (chosen.method === 'environment') usableEnvironmentKey(environment); // Throws when it cannot be used.
    draft.answer({ method: chosen.method });
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
  return { method, label: methodLabel(method), iconPath: new vscode.ThemeIcon(icon), detail };
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
