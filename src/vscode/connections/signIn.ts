import * as vscode from 'vscode';
import { commandIds, signInIntents, viewIds } from '../../ids';
import type { Command } from '../command';
import { runSteps, type Step } from '../quickInput/steps';
import { askAccessKeyId, askSecretKey, askSecurityToken } from './askAccessKey';
import { askCustomEndpoint, askIamEndpoint, askRegion } from './askEndpoint';
import { askMethod } from './askMethod';
import { askProjects } from './askProjects';
import { askProjectId, askToken } from './askToken';
import { askAccountName, askPassword, askUserName } from './askUser';
import { environmentProject } from './environmentKey';
import { answersOf, type SignInAnswers, type SignInDeps } from './signInAnswers';

/**
 * Signs in, step by step. Where the connection in use is refused or has expired, it begins at what opens it; going back
 * leads to the rest. The command's result says whether it came to its end.
 */
export function signInCommand(deps: SignInDeps): Command {
  return {
    id: commandIds.signIn,
    run: async (intent) => {
      const { connection } = deps.session.active ?? {};
      const known = connection?.kind === 'cloud' ? connection : undefined;
      const answers: SignInAnswers = known ? answersOf(known) : {};
      const { method } = answers;
      const { where, credential } = stepsOf(answers, deps);
      const isAgain = intent === signInIntents.again || (intent !== signInIntents.afresh && deps.isRefused());
      const isEnough = method === 'token' || answers.iamEndpoint !== undefined || hasProject(answers, deps);
      const startAt = known && isEnough && isAgain ? where.length + skippedSteps(answers, credential.length) : 0;
      const done = await runSteps(() => {
        const steps = stepsOf(answers, deps);
        return [...steps.where, ...steps.credential];
      }, startAt);
      if (done) await vscode.commands.executeCommand(`${viewIds.secrets}.focus`);
      return done;
    },
  };
}

interface SignInSteps {
  /** Where to sign in, and how. */
  readonly where: readonly Step[];
  readonly credential: readonly Step[];
}

function stepsOf(answers: SignInAnswers, deps: SignInDeps): SignInSteps {
  const { method, isCustom = false } = answers;
  const needsIam = method !== 'token' && !hasProject(answers, deps);
  return {
    where: [
      askMethod(answers, deps.environment),
      askRegion(answers),
      ...(isCustom ? [askCustomEndpoint(answers)] : []),
      ...(isCustom && needsIam ? [askIamEndpoint(answers)] : []),
    ],
    credential: credentialSteps(answers, deps),
  };
}

function hasProject({ method }: SignInAnswers, { environment }: SignInDeps): boolean {
  return method === 'environment' && environmentProject(environment) !== undefined;
}

function credentialSteps(answers: SignInAnswers, deps: SignInDeps): readonly Step[] {
  const projects = askProjects(answers, deps);
  const { method = 'token' } = answers; // Nobody gets to these steps without having been asked.
  switch (method) {
    case 'token':
      return [askProjectId(answers), askToken(answers, deps)];
    case 'password':
      return [askAccountName(answers), askUserName(answers), askPassword(answers, deps), projects];
    case 'accessKey':
      return [askAccessKeyId(answers), askSecretKey(answers, deps), projects];
    case 'temporaryKey':
      return [askAccessKeyId(answers), askSecretKey(answers, deps), askSecurityToken(answers, deps), projects];
    case 'environment':
      return [projects];
  }
}

/** The names before a password or token are known when a connection is opened again. */
function skippedSteps({ method }: SignInAnswers, count: number): number {
  const skipped = method === 'password' ? 2 : method === 'token' ? 1 : 0;
  return Math.min(skipped, count - 1);
}
