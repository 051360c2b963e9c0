import * as vscode from 'vscode';
import { type SignInIntent, signInIntents } from '../../ids';
import { problemOf } from '../../inventory/loadStatus';
import type { Connection, SignInMethod } from '../../model/connection';
import { focusSecretsView } from '../core/commands';
import { isSignInNeeded } from '../core/errors';
import { quickPickText } from '../core/escapeText';
import type { OpenProject } from '../core/openProject';
import { pickStep, runSteps, type Step } from '../quickInput/steps';
import { methodLabel, signInTitle } from './connectionLabels';
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
  environmentNames,
  environmentProject,
  usableEnvironmentKey,
} from './environmentKey';
import { askProjectId, askProjects } from './projectSteps';
import { type SignInAnswers, type SignInDeps, SignInDraft } from './signInDraft';
import { askCustomEndpoint, askIamEndpoint, askRegion, iamEndpointFor } from './whereSteps';

/**
 * Signs in, step by step. Where the connection in use is refused or has expired, it begins at its credential; going back
 * leads to the other steps. The command's result says whether the person went through to the end.
 */
export async function signIn(deps: SignInDeps, intent: SignInIntent | undefined): Promise<boolean> {
  const project = deps.project.value;
  const { connection } = project ?? {};
  const isCloud = connection?.kind === 'cloud';
  const draft = new SignInDraft(deps, isCloud ? answersFrom(connection) : {});
  const isAgain = intent === signInIntents.again || (intent !== signInIntents.afresh && isRefused(project));
  const canSkipToCredential = isCloud && (!needsIam(draft) || draft.answers.iamEndpoint !== undefined);
  const done = await runSteps(
    () => {
      const steps = stepsOf(draft);
      return [...steps.before, ...steps.credential];
    },
    isAgain && canSkipToCredential ? stepsOf(draft).before.length : 0,
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
  /** By which method to sign in, to which place, and who: what a connection that is opened again already tells. */
  readonly before: readonly Step[];
  readonly credential: readonly Step[];
}

function stepsOf(draft: SignInDraft): SignInSteps {
  const { method = 'token', isCustom = false } = draft.answers; // Nobody gets beyond `where` without having been asked.
  const where = [
    askMethod(draft),
    askRegion(draft),
    ...(isCustom ? [askCustomEndpoint(draft)] : []),
    ...(isCustom && needsIam(draft) ? [askIamEndpoint(draft)] : []),
  ];
  const user = [askAccountName(draft), askUserName(draft)];
  const key = [askAccessKeyId(draft), askSecretKey(draft)];
  const projects = askProjects(draft);
  const byMethod: Readonly<Record<SignInMethod, SignInSteps>> = {
    token: { before: [...where, askProjectId(draft)], credential: [askToken(draft)] },
    password: { before: [...where, ...user], credential: [askPassword(draft), projects] },
    accessKey: { before: where, credential: [...key, projects] },
    temporaryKey: { before: where, credential: [...key, askSecurityToken(draft), projects] },
    environment: { before: where, credential: [projects] },
  };
  return byMethod[method];
}

function needsIam({ answers, givenProject }: SignInDraft): boolean {
  return answers.method !== 'token' && givenProject === undefined;
}

interface MethodItem extends vscode.QuickPickItem {
  readonly method: SignInMethod;
}

/** Asks how to sign in. An access key of the environment is offered, but never used without being chosen. */
function askMethod(draft: SignInDraft): Step {
  return async (place) => {
    const { environment } = draft.deps;
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
  return [
    ...environmentItems(environment),
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

function environmentItems(environment: Environment): readonly MethodItem[] {
  const key = environmentKey(environment);
  if (key === undefined) return [];
  if (typeof key === 'string') return [methodItem('environment', 'terminal', key)];
  const { accessKey, secretKey, securityToken, projectId } = environmentNames;
  const names = [accessKey, secretKey, ...(key.securityToken === undefined ? [] : [securityToken])].join(', ');
  const isLeftOut = (environment[projectId] ?? '') !== '' && environmentProject(environment) === undefined;
  const description = isLeftOut ? vscode.l10n.t('{0} is not a project ID', projectId) : quickPickText(key.accessKey);
  return [{ ...methodItem('environment', 'terminal', vscode.l10n.t('{0}: used, not stored', names)), description }];
}

function methodItem(method: SignInMethod, icon: string, detail: string): MethodItem {
  return { method, label: methodLabel(method), iconPath: new vscode.ThemeIcon(icon), detail };
}
