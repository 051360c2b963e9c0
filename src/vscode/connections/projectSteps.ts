import * as vscode from 'vscode';
import { type Connection, type Credential, isProjectId, type Project } from '../../model/connection';
import { isServiceError, type ServiceError } from '../../model/serviceError';
import type { OpenableConnection } from '../core/core';
import { describeServiceError } from '../core/errors';
import { quickPickText } from '../core/escapeText';
import { multiSelect } from '../quickInput/multiSelect';
import { back } from '../quickInput/prompt';
import type { Step } from '../quickInput/steps';
import { signInTitle } from './connectionLabels';
import { environmentNames, usableEnvironmentKey } from './environmentKey';
import { type ProjectList, serviceErrorOf, type SignInDraft, textStep } from './signInDraft';
import {
  connectionTo,
  describeSignInError,
  type ProjectChoice,
  regionOfProject,
  verifyAndStore,
  withProjectName,
} from './verifyAndStore';

/** Asks for the project of a token, which is good for one project only. */
export function askProjectId(draft: SignInDraft): Step {
  return textStep({
    ...projectIdBox(draft),
    prompt: vscode.l10n.t('Project ID. The console shows it under My Credentials, API Credentials.'),
    store: ({ id }) => draft.answer({ projectId: id }),
  });
}

function projectIdBox({ answers }: SignInDraft) {
  return {
    placeholder: '0605767a5780d5762fc5c0118072a564',
    value: answers.projectId,
    check: checkProjectId,
    sentences: {
      notAnId: vscode.l10n.t(
        'A project ID has 32 digits and letters from a to f. The name of the project, such as cn-north-4, is not its ID.',
      ),
    },
  };
}

function checkProjectId(text: string): ProjectChoice | { readonly problem: 'notAnId' } {
  return isProjectId(text.trim()) ? { id: text.trim() } : { problem: 'notAnId' };
}

/** Asks for projects of the user as the last step, several at once; or for a project ID where IAM lists none. */
export function askProjects(draft: SignInDraft): Step {
  return async (place) => {
    if (draft.answers.method === 'environment' && draft.givenProject === undefined) {
      const error = await loadEnvironmentProjects(draft);
      // No earlier step could have said so; going back keeps what was entered.
      if (error && !isServiceError(error, 'cancelled')) {
        void vscode.window.showErrorMessage(describeSignInError(error, 'environment'));
      }
      if (error) return back;
    }
    const offered = offeredProjects(draft);
    const step = offered.length === 0 ? typeProject(draft) : pickProjects(offered, draft);
    return step(place);
  };
}

/** Tries the access key of the environment, which no step before has done. */
async function loadEnvironmentProjects(draft: SignInDraft): Promise<ServiceError | undefined> {
  const cancelling = new AbortController();
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Asking IAM for projects…'),
      cancellable: true,
    },
    (_, token) => {
      token.onCancellationRequested(() => cancelling.abort());
      return draft.loadProjectList(() => usableEnvironmentKey(draft.deps.environment), cancelling.signal);
    },
  );
}

/** The projects to choose from. The first ticked one is opened, so the one in use and those of the region come first. */
function offeredProjects({ answers, credential, givenProject }: SignInDraft): readonly ProjectChoice[] {
  if (givenProject !== undefined) return [{ id: givenProject }];
  const rank = ({ id, name }: Project): number =>
    id === answers.projectId ? 0 : regionOfProject(name) === answers.region ? 1 : 2;
  return (
    (credential.projectList?.projects ?? [])
      // A project whose region is unknown has no endpoint.
      .filter(({ name }) => answers.isCustom === true || regionOfProject(name) !== undefined)
      .toSorted((a, b) => rank(a) - rank(b))
  );
}

function pickProjects(offered: readonly ProjectChoice[], draft: SignInDraft): Step {
  const { projectId, region } = draft.answers;
  const connected = new Set(connectedProjects(draft));
  // Whoever comes to a region for the first time finds its own project ticked.
  const isNew = !offered.some(({ id }) => id === projectId);
  const ticked = offered.filter(
    ({ id, name }) => connected.has(id) || (isNew && name !== undefined && name === region),
  );
  return (place) =>
    multiSelect<ProjectChoice>({
      title: signInTitle(),
      ...place,
      canGoBack: place.step !== 1,
      placeholder: vscode.l10n.t('Projects to connect to; the first one is opened'),
      items: offered.map((project) => ({
        label: quickPickText(project.name ?? project.id),
        description: project.name === undefined ? environmentNames.projectId : quickPickText(project.id),
        value: project,
      })),
      ticked: ticked.length > 0 || offered.length > 1 ? ticked : offered,
      // The first one of the list is opened, in whatever order they were ticked.
      tryOut: (chosen, signal) =>
        connect(
          offered.filter((project) => chosen.includes(project)),
          draft,
          signal,
        ),
    });
}

/** The projects that the same user or the same key is connected to already: signing in again is for all of them. */
function connectedProjects({ answers, deps }: SignInDraft): readonly (string | undefined)[] {
  const { accountName, userName, iamEndpoint, projectId, method } = answers;
  const ofSameIam = deps.connections.entries.filter(({ connection }) => connection.iamEndpoint === iamEndpoint);
  const oldKey = ofSameIam.find(({ connection }) => connection.projectId === projectId)?.accessKey;
  const ofSameUser = ofSameIam.filter(({ connection: { user }, accessKey }) =>
    method === 'password'
      ? user?.accountName === accountName && user?.userName === userName
      : method === 'accessKey' && accessKey !== undefined && accessKey === oldKey,
  );
  return [projectId, ...ofSameUser.map(({ connection }) => connection.projectId)];
}

function typeProject(draft: SignInDraft): Step {
  return textStep({
    ...projectIdBox(draft),
    prompt: vscode.l10n.t(
      '{0} Enter the project ID, which the console shows under My Credentials, API Credentials.',
      whyNoneIsListed(draft.credential.projectList),
    ),
    tryOut: (project, signal) => connect([project], draft, signal),
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
  signal: AbortSignal,
): Promise<string | undefined> {
  const candidates: OpenableConnection[] = [];
  for (const project of projects) {
    const connection = connectionTo(draft.answers, project);
    const error = await serviceErrorOf(async () => {
      candidates.push({ connection, credential: await credentialFor(connection, draft, signal) });
    });
    if (error) {
      // IAM has just accepted the password.
      const refusal = vscode.l10n.t(
        'IAM gives no token for this project (401): the user may not use it, or there is no such project.',
      );
      return withProjectName(connection, describeSignInError(error, 'password', refusal));
    }
  }
  return verifyAndStore(candidates, draft.deps, signal);
}

async function credentialFor(
  { method, projectId }: Connection,
  draft: SignInDraft,
  signal: AbortSignal,
): Promise<Credential> {
  if (method === 'environment') return usableEnvironmentKey(draft.deps.environment);
  if (method !== 'password') return draft.accessKey;
  const { accountName = '', userName = '' } = draft.answers;
  const { password = '' } = draft.credential;
  const { token, expiresAt } = await draft.withIam((iam) =>
    iam.fetchToken({ accountName, userName, password, projectId }, signal),
  );
  return { kind: 'token', token, expiresAt };
}
