import * as vscode from 'vscode';
import { type Connection, type Credential, isProjectId, type Project } from '../../model/connection';
import { isServiceError, type ServiceError } from '../../model/serviceError';
import { describeServiceError } from '../core/errors';
import { quickPickText } from '../core/escapeText';
import { multiSelect } from '../quickInput/multiSelect';
import { back } from '../quickInput/prompt';
import type { Step } from '../quickInput/steps';
import { environmentNames, environmentProject, usableEnvironmentKey } from './environmentKey';
import { loadProjectList, withIam } from './iamProjects';
import type { OpenableConnection } from '../core/core';
import type { ProjectList, SignInAnswers, SignInDeps, SignInDraft } from './signInDraft';
import { describeSignInError, describeTokenError, signInTitle } from './signInLabels';
import { textStep } from './textStep';
import { connectionTo, type ProjectChoice, regionOfProject, verifyAndStore, withProjectName } from './verifyAndStore';

/** The project that the environment names; it is used only with the access key of the environment. */
export function givenProject({ method }: SignInAnswers, { environment }: SignInDeps): string | undefined {
  return method === 'environment' ? environmentProject(environment) : undefined;
}

/** Asks for the project of a token, which is good for one project only. */
export function askProjectId(draft: SignInDraft): Step {
  return textStep({
    prompt: vscode.l10n.t('Project ID. The console shows it under My Credentials, API Credentials.'),
    placeholder: exampleProjectId,
    value: draft.answers.projectId,
    check: checkProjectId,
    store: ({ id }) => draft.answer({ projectId: id }),
  });
}

const exampleProjectId = '0605767a5780d5762fc5c0118072a564';

function checkProjectId(text: string): ProjectChoice | string {
  return isProjectId(text.trim())
    ? { id: text.trim() }
    : vscode.l10n.t(
        'A project ID has 32 digits and letters from a to f. The name of the project, such as cn-north-4, is not its ID.',
      );
}

/** Asks for projects of the user as the last step, several at once; or for a project ID where IAM lists none. */
export function askProjects(draft: SignInDraft, deps: SignInDeps): Step {
  return async (place) => {
    if (draft.answers.method === 'environment' && givenProject(draft.answers, deps) === undefined) {
      const problem = await loadEnvironmentProjects(draft, deps);
      if (problem !== undefined) {
        // No earlier step could have said so; going back keeps what was entered.
        if (problem.kind !== 'cancelled') {
          void vscode.window.showErrorMessage(describeSignInError(problem, 'environment'));
        }
        return back;
      }
    }
    const offered = offeredProjects(draft, deps);
    const step = offered.length === 0 ? typeProject(draft, deps) : pickProjects(offered, draft, deps);
    return step(place);
  };
}

/** Tries the access key of the environment, which no step before has done. */
async function loadEnvironmentProjects(draft: SignInDraft, deps: SignInDeps): Promise<ServiceError | undefined> {
  const cancelling = new AbortController();
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Asking IAM for projects…'),
      cancellable: true,
    },
    (_, token) => {
      token.onCancellationRequested(() => cancelling.abort());
      return loadProjectList(draft, deps, () => usableEnvironmentKey(deps.environment), cancelling.signal);
    },
  );
}

/** The projects to choose from. The first ticked one is opened, so the one in use and those of the region come first. */
function offeredProjects({ answers, credential }: SignInDraft, deps: SignInDeps): readonly ProjectChoice[] {
  const given = givenProject(answers, deps);
  if (given !== undefined) return [{ id: given }];
  const rank = ({ id, name }: Project): number =>
    id === answers.projectId ? 0 : regionOfProject(name) === answers.region ? 1 : 2;
  return (
    (credential.projectList?.projects ?? [])
      // A project whose region is unknown has no endpoint.
      .filter(({ name }) => answers.isCustom === true || regionOfProject(name) !== undefined)
      .toSorted((a, b) => rank(a) - rank(b))
  );
}

function pickProjects(offered: readonly ProjectChoice[], draft: SignInDraft, deps: SignInDeps): Step {
  const { answers } = draft;
  const connected = new Set(connectedProjects(answers, deps));
  // Whoever comes to a region for the first time finds its own project ticked.
  const isNew = !offered.some(({ id }) => id === answers.projectId);
  const ticked = offered.filter(
    ({ id, name }) => connected.has(id) || (isNew && name !== undefined && name === answers.region),
  );
  return (place) =>
    multiSelect<ProjectChoice>({
      title: signInTitle(),
      ...place,
      canGoBack: place.step !== 1,
      placeholder: vscode.l10n.t('Projects to connect to; the first one is opened'),
      rows: offered.map((project) => ({
        label: quickPickText(project.name ?? project.id),
        description: project.name === undefined ? environmentNames.projectId : quickPickText(project.id),
        value: project,
      })),
      ticked: ticked.length > 0 || offered.length > 1 ? ticked : offered,
      enterWhileSearching: 'tick',
      // The first one of the list is opened, in whatever order they were ticked.
      tryOut: (chosen, signal) =>
        connect(
          offered.filter((project) => chosen.includes(project)),
          draft,
          deps,
          signal,
        ),
    });
}

/** The projects that the same user or the same key is connected to already: signing in again is for all of them. */
function connectedProjects(answers: SignInAnswers, { connections }: SignInDeps): readonly (string | undefined)[] {
  const { accountName, userName, iamEndpoint, projectId, method } = answers;
  const ofSameIam = connections.entries.filter(({ connection }) => connection.iamEndpoint === iamEndpoint);
  const oldKey = ofSameIam.find(({ connection }) => connection.projectId === projectId)?.accessKey;
  const ofSameUser = ofSameIam.filter(({ connection: { user }, accessKey }) =>
    method === 'password'
      ? user?.accountName === accountName && user?.userName === userName
      : method === 'accessKey' && accessKey !== undefined && accessKey === oldKey,
  );
  return [projectId, ...ofSameUser.map(({ connection }) => connection.projectId)];
}

function typeProject(draft: SignInDraft, deps: SignInDeps): Step {
  return textStep({
    prompt: vscode.l10n.t(
      '{0} Enter the project ID, which the console shows under My Credentials, API Credentials.',
      whyNoneIsListed(draft.credential.projectList),
    ),
    placeholder: exampleProjectId,
    value: draft.answers.projectId,
    check: checkProjectId,
    tryOut: (project, signal) => connect([project], draft, deps, signal),
  });
}

function whyNoneIsListed({ projects, problem }: ProjectList = { projects: [] }): string {
  if (projects.length > 0) return vscode.l10n.t('IAM lists no project in a region that CSMS Explorer knows.');
  return problem && problem.kind !== 'forbidden'
    ? vscode.l10n.t('IAM did not list the projects. {0}', describeServiceError(problem))
    : vscode.l10n.t('IAM lists no project for this user.');
}

async function connect(
  projects: readonly ProjectChoice[],
  draft: SignInDraft,
  deps: SignInDeps,
  signal: AbortSignal,
): Promise<string | undefined> {
  const candidates: OpenableConnection[] = [];
  for (const project of projects) {
    const connection = connectionTo(draft.answers, project);
    try {
      candidates.push({ connection, credential: await credentialFor(connection, draft, deps, signal) });
    } catch (error) {
      if (!isServiceError(error)) throw error;
      return withProjectName(connection, describeTokenError(error));
    }
  }
  return verifyAndStore(candidates, deps, signal);
}

async function credentialFor(
  { method, projectId }: Connection,
  draft: SignInDraft,
  deps: SignInDeps,
  signal: AbortSignal,
): Promise<Credential> {
  if (method === 'environment') return usableEnvironmentKey(deps.environment);
  if (method !== 'password') return draft.accessKey;
  const { accountName = '', userName = '', iamEndpoint = '' } = draft.answers;
  const { password = '' } = draft.credential;
  const { token, expiresAt } = await withIam(deps, iamEndpoint, (iam) =>
    iam.fetchToken({ accountName, userName, password, projectId }, signal),
  );
  return { kind: 'token', token, expiresAt };
}
