import * as vscode from 'vscode';
import { commandIds, viewIds } from '../../ids';
import type { Connection } from '../../model/connection';
import { parseEndpoint, type EndpointProblem } from '../../model/endpoint';
import { cleanToken, type TokenProblem } from '../../model/pastedToken';
import { regionEndpoint, regions, type Region } from '../../model/regions';
import { noFilter } from '../../model/secretFilter';
import { isServiceError } from '../../model/serviceError';
import type { Command } from '../command';
import { describeServiceError } from '../describeServiceError';
import { back, inputStep, pickStep, runSteps, type StepOutcome } from '../quickInput/steps';
import { settings } from '../settings';
import type { StoredConnection } from './connectionStore';
import type { CreateClient, Session } from './session';

interface SignInDeps {
  readonly session: Session;
  readonly createClient: CreateClient;
}

/** Where to, filled in step by step; going back keeps what was entered. */
interface Answers {
  region?: string | undefined;
  /** A custom endpoint takes a step of its own. */
  custom?: boolean;
  endpoint?: string;
  projectId?: string;
}

/** `step` counts as for a region; a custom endpoint shifts it. */
function stepOf({ custom = false }: Answers, step: 1 | 2 | 3): { readonly step: number; readonly totalSteps: number } {
  return { step: custom && step > 1 ? step + 1 : step, totalSteps: custom ? 4 : 3 };
}

export function signInCommand(deps: SignInDeps): Command {
  return {
    id: commandIds.signIn,
    run: async () => {
      const { connection } = deps.session.active ?? {};
      const known = connection?.kind === 'cloud' ? connection : undefined;
      const answers: Answers = known
        ? { region: known.region, endpoint: known.endpoint, projectId: known.projectId }
        : {};
      const done = await runSteps([
        () => askEndpoint(answers),
        () => askProject(answers),
        () => askToken(answers, deps),
      ]);
      if (done) await vscode.commands.executeCommand(`${viewIds.secrets}.focus`);
    },
  };
}

interface RegionItem extends vscode.QuickPickItem {
  /** `undefined` asks for a custom endpoint. */
  readonly region?: string;
}

async function askEndpoint(answers: Answers): Promise<StepOutcome<unknown>> {
  for (;;) {
    const items = regionItems();
    const custom = items.find((item) => item.region === undefined && item.kind === undefined);
    const startsCustom = answers.endpoint !== undefined ? answers.region === undefined : settings.endpoint() !== '';
    const chosen = await pickStep<RegionItem>({
      title: title(),
      ...stepOf({ custom: false }, 1),
      placeholder: vscode.l10n.t('Region of the project'),
      items,
      active: startsCustom ? custom : items.find((item) => item.region === answers.region),
    });
    if (chosen === undefined || chosen === back) return chosen;
    if (chosen.region !== undefined) {
      answers.region = chosen.region;
      answers.custom = false;
      answers.endpoint = regionEndpoint(chosen.region);
      return chosen;
    }
    const endpoint = await askCustomEndpoint(answers);
    if (endpoint !== back) return endpoint;
  }
}

function regionItems(): RegionItem[] {
  const custom: RegionItem = {
    label: vscode.l10n.t('Custom Endpoint…'),
    description: settings.endpoint(),
    detail: vscode.l10n.t('For a region that is not listed, a dedicated cloud or a local emulator'),
    iconPath: new vscode.ThemeIcon('link'),
  };
  const listed = regions.map((region) => ({ label: region.id, description: regionName(region), region: region.id }));
  const separator: RegionItem = { label: '', kind: vscode.QuickPickItemKind.Separator };
  // Whoever set an endpoint wants it; everyone else wants a region.
  return settings.endpoint() === '' ? [...listed, separator, custom] : [custom, separator, ...listed];
}

function regionName({ en, zh }: Region): string {
  return (vscode.env.language.toLowerCase().startsWith('zh') ? zh : en) ?? '';
}

async function askCustomEndpoint(answers: Answers): Promise<StepOutcome<string>> {
  const endpoint = await inputStep({
    title: title(),
    step: 2,
    totalSteps: 4,
    prompt: vscode.l10n.t('Endpoint of the service. The credential is sent to this address only.'),
    placeholder: 'https://kms.example-region.myhuaweicloud.com',
    value: (answers.region === undefined ? answers.endpoint : undefined) ?? settings.endpoint(),
    validate: (text) => {
      const result = parseEndpoint(text);
      return 'problem' in result ? describeEndpointProblem(result.problem) : undefined;
    },
  });
  if (endpoint === undefined || endpoint === back) return endpoint;
  const result = parseEndpoint(endpoint);
  if ('endpoint' in result) {
    answers.region = undefined;
    answers.custom = true;
    answers.endpoint = result.endpoint;
  }
  return endpoint;
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
      return vscode.l10n.t('The address may hold only plain letters, digits and punctuation, and no blanks.');
  }
}

async function askProject(answers: Answers): Promise<StepOutcome<string>> {
  const projectId = await inputStep({
    title: title(),
    ...stepOf(answers, 2),
    prompt: vscode.l10n.t('Project ID. The console shows it under My Credentials, API Credentials.'),
    placeholder: '0605767a5780d5762fc5c0118072a564',
    value: answers.projectId ?? '',
    validate: (text) =>
      /^[0-9a-z]{32,64}$/iu.test(text.trim())
        ? undefined
        : vscode.l10n.t(
            'A project ID has 32 letters and digits. The name of the project, such as cn-north-4, is not its ID.',
          ),
  });
  if (projectId !== undefined && projectId !== back) answers.projectId = projectId.trim();
  return projectId;
}

async function askToken(answers: Answers, deps: SignInDeps): Promise<StepOutcome<string>> {
  const { endpoint, projectId } = answers;
  if (endpoint === undefined || projectId === undefined) return undefined;
  const connection: Connection = {
    id: `${endpoint}/${projectId}`,
    kind: 'cloud',
    endpoint,
    region: answers.region,
    projectId,
  };
  return inputStep({
    title: title(),
    ...stepOf(answers, 3),
    prompt: vscode.l10n.t(
      'IAM token of the project (X-Subject-Token). It is sent to {0} only and kept in SecretStorage.',
      endpoint,
    ),
    password: true,
    validate: (text) => {
      const result = cleanToken(text);
      return 'problem' in result ? describeTokenProblem(result.problem) : undefined;
    },
    tryOut: async (text, signal) => {
      const result = cleanToken(text);
      if ('problem' in result) return describeTokenProblem(result.problem);
      const stored: StoredConnection = { connection, credential: { kind: 'token', token: result.token } };
      const problem = await tryOut(stored, deps, signal);
      if (problem === undefined && !signal.aborted) await deps.session.signIn(stored);
      return problem;
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

/** Asks the service for one number with the credential. Returns a sentence when that fails. */
async function tryOut(
  stored: StoredConnection,
  { createClient }: SignInDeps,
  signal: AbortSignal,
): Promise<string | undefined> {
  const client = createClient(stored);
  try {
    await client.count(noFilter, signal);
    return undefined;
  } catch (error) {
    if (!isServiceError(error)) throw error;
    return describeServiceError(error);
  } finally {
    client.dispose();
  }
}

function title(): string {
  return vscode.l10n.t('Sign In to Huawei Cloud CSMS');
}
