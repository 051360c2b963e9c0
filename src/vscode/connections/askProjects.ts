import * as vscode from 'vscode';
import type { Connection, Credential } from '../../model/connection';
import type { Project } from '../../model/project';
import { isServiceError, type ServiceError } from '../../model/serviceError';
import { describeServiceError } from '../describeServiceError';
import { quickPickText } from '../inertText';
import { multiSelect, type ValueRow } from '../quickInput/multiSelect';
import { back } from '../quickInput/prompt';
import { inputStep, type Step, type StepPlace } from '../quickInput/steps';
import { projectIdProblem } from './askToken';
import { environmentNames, environmentProject, usableEnvironmentKey } from './environmentKey';
import { learnProjects } from './learnProjects';
import { connectionTo, type ProjectChoice, regionOfProject } from './newConnection';
import { type Candidate, proveAndStore, withItsName } from './proveAndStore';
import { accessKeyOf, type SignInAnswers, type SignInDeps } from './signInAnswers';
import { describeSignInError, describeTokenError, signInTitle } from './signInWords';

type ProjectItem = ValueRow<ProjectChoice> & { readonly value: ProjectChoice };

/** The last step: the projects of the user, several at once; or a project ID where IAM lists none. */
export function askProjects(answers: SignInAnswers, deps: SignInDeps): Step {
  return async (place) => {
    const isEnvironment = answers.method === 'environment';
    if (isEnvironment && environmentProject(deps.environment) === undefined) {
      const problem = await learnEnvironmentProjects(answers, deps);
      if (problem !== undefined) {
        // There was no step that could have said so; going back keeps what was entered.
        if (problem.kind !== 'cancelled') {
          void vscode.window.showErrorMessage(describeSignInError(problem, 'environment'));
        }
        return back;
      }
    }
    const items = projectItems(answers, deps);
    return items.length === 0 ? askOneProject(answers, deps, place) : pickProjects(items, answers, deps, place);
  };
}

/** Tries the key of the environment and learns its projects. Gives the error when the key is of no use. */
async function learnEnvironmentProjects(
  answers: SignInAnswers,
  { environment, createIamClient }: SignInDeps,
): Promise<ServiceError | undefined> {
  const iam = createIamClient(answers.iamEndpoint ?? '');
  const cancelling = new AbortController();
  try {
    answers.learnt = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Asking IAM for projects…'),
        cancellable: true,
      },
      (_, token) => {
        token.onCancellationRequested(() => cancelling.abort());
        return learnProjects(iam, usableEnvironmentKey(environment), cancelling.signal);
      },
    );
    return undefined;
  } catch (error) {
    if (!isServiceError(error)) throw error;
    return error;
  } finally {
    iam.dispose();
  }
}

function pickProjects(
  items: readonly ProjectItem[],
  answers: SignInAnswers,
  deps: SignInDeps,
  place: StepPlace,
): ReturnType<typeof multiSelect> {
  const known = new Set(connectedProjects(answers, deps));
  // For whoever comes to a region for the first time, its own project.
  const isNew = !items.some(({ value: { id } }) => id === answers.projectId);
  const ticked = items.filter(
    ({ value: { id, name } }) => known.has(id) || (isNew && name !== undefined && name === answers.region),
  );
  return multiSelect<ProjectChoice>({
    title: signInTitle(),
    ...place,
    canGoBack: place.step !== 1,
    placeholder: vscode.l10n.t('Projects to connect to; the first one is opened'),
    rows: items,
    ticked: (ticked.length > 0 || items.length > 1 ? ticked : items).map(({ value }) => value),
    enterWhileSearching: 'tick',
    tryOut: (chosen, signal) => {
      // The first one of the list is opened, in whatever order they were ticked.
      const projects = items.map(({ value }) => value).filter((project) => chosen.includes(project));
      return connect(projects, answers, deps, signal);
    },
  });
}

/** Those that the same user, or the same key, is connected to already: signing in again is for all of them. */
function connectedProjects(answers: SignInAnswers, { session }: SignInDeps): readonly (string | undefined)[] {
  const { accountName, userName, iamEndpoint, projectId, method } = answers;
  const ofSameIam = session.connections.filter(({ connection }) => connection.iamEndpoint === iamEndpoint);
  const oldKey = ofSameIam.find(({ connection }) => connection.projectId === projectId)?.accessKey;
  const ofSameUser = ofSameIam.filter(({ connection: { user }, accessKey }) =>
    method === 'password'
      ? user?.accountName === accountName && user?.userName === userName
      : method === 'accessKey' && accessKey !== undefined && accessKey === oldKey,
  );
  return [projectId, ...ofSameUser.map(({ connection }) => connection.projectId)];
}

function projectItems({ method, learnt, ...answers }: SignInAnswers, deps: SignInDeps): readonly ProjectItem[] {
  const given = method === 'environment' ? environmentProject(deps.environment) : undefined;
  if (given !== undefined) {
    return [{ label: quickPickText(given), description: environmentNames.projectId, value: { id: given } }];
  }
  // A project whose region is unknown has no endpoint.
  const usable = (learnt?.projects ?? []).filter(
    ({ name }) => answers.isCustom === true || regionOfProject(name) !== undefined,
  );
  // The first ticked one is opened: the one in use, then those of the region that was chosen.
  const rank = ({ id, name }: Project): number =>
    id === answers.projectId ? 0 : regionOfProject(name) === answers.region ? 1 : 2;
  const regionFirst = usable.toSorted((a, b) => rank(a) - rank(b));
  return regionFirst.map(({ id, name }) => ({
    label: quickPickText(name),
    description: quickPickText(id),
    value: { id, name },
  }));
}

function askOneProject(answers: SignInAnswers, deps: SignInDeps, place: StepPlace): ReturnType<typeof inputStep> {
  return inputStep({
    title: signInTitle(),
    ...place,
    prompt: vscode.l10n.t(
      '{0} Enter the project ID, which the console shows under My Credentials, API Credentials.',
      reasonToAsk(answers),
    ),
    placeholder: '0605767a5780d5762fc5c0118072a564',
    value: answers.projectId ?? '',
    validate: projectIdProblem,
    tryOut: (text, signal) => connect([{ id: text.trim() }], answers, deps, signal),
  });
}

function reasonToAsk({ learnt }: SignInAnswers): string {
  const { projects = [], problem } = learnt ?? {};
  if (projects.length > 0) return vscode.l10n.t('IAM lists no project in a region that CSMS Explorer knows.');
  return problem && problem.kind !== 'forbidden'
    ? vscode.l10n.t('IAM did not list the projects. {0}', describeServiceError(problem))
    : vscode.l10n.t('IAM lists no project for this user.');
}

async function connect(
  projects: readonly ProjectChoice[],
  answers: SignInAnswers,
  deps: SignInDeps,
  signal: AbortSignal,
): Promise<string | undefined> {
  const candidates: Candidate[] = [];
  for (const project of projects) {
    const connection = connectionTo(answers, project);
    try {
      candidates.push(await candidateFor(connection, answers, deps, signal));
    } catch (error) {
      if (!isServiceError(error)) throw error;
      return withItsName(connection, describeTokenError(error));
    }
  }
  return proveAndStore(candidates, deps, signal);
}

async function candidateFor(
  connection: Connection,
  answers: SignInAnswers,
  deps: SignInDeps,
  signal: AbortSignal,
): Promise<Candidate> {
  if (answers.method === 'environment') {
    const credential = usableEnvironmentKey(deps.environment);
    return {
      openable: { connection, credential },
      stored: { kind: 'environment', accessKey: credential.accessKey },
    };
  }
  const credential =
    answers.method === 'password' ? await projectToken(connection, answers, deps, signal) : accessKeyOf(answers);
  return { openable: { connection, credential }, stored: credential };
}

async function projectToken(
  { projectId: id }: Connection,
  { accountName = '', userName = '', password = '', iamEndpoint = '' }: SignInAnswers,
  deps: SignInDeps,
  signal: AbortSignal,
): Promise<Credential> {
  const iam = deps.createIamClient(iamEndpoint);
  try {
    const { token, expiresAt } = await iam.fetchToken({ accountName, userName, password, projectId: id }, signal);
    return { kind: 'token', token, expiresAt };
  } finally {
    iam.dispose();
  }
}
