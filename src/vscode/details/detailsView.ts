import * as vscode from 'vscode';
import type { InventoryState } from '../../inventory/inventory';
import { problemOf, unreadableRows } from '../../inventory/loadStatus';
import { idKey } from '../../inventory/secretIndex';
import type { ServiceError } from '../../model/serviceError';
import type { Button, DetailsView, MessageView } from '../../protocol/details';
import { describeServiceError, errorPresentations } from '../core/errors';
import { formatCount } from '../core/format';
import type { OpenProject } from '../core/openProject';
import { secretView } from './secretView';

/** Why the project that the panel was opened on is not on screen. `starting`: nobody knows yet which one is. */
type NoProject = 'starting' | 'signedOut' | 'other';

export type ProjectOfPanel = OpenProject | NoProject;

/** What there is to say about the secret that the panel was opened for. */
export function detailsView(secretId: string, project: ProjectOfPanel): DetailsView {
  if (typeof project === 'string') return withoutProject(project);
  const { state } = project.all;
  const secret = state.index.byId(secretId);
  if (!secret) return withoutSecret(state, secretId);
  const failure = failureOf(state);
  const warning = failure && vscode.l10n.t('The last refresh failed. {0}', describeServiceError(failure));
  return secretView(secret, project, warning);
}

function withoutProject(reason: NoProject): DetailsView {
  switch (reason) {
    case 'starting':
      return loading(0);
    case 'signedOut':
      return message(
        'info',
        vscode.l10n.t('You are signed out'),
        vscode.l10n.t('Sign in to the same project to see this secret again.'),
        [signIn()],
      );
    case 'other':
      return message(
        'info',
        vscode.l10n.t('This secret belongs to another project'),
        vscode.l10n.t('You have signed in to another project since. Choose a secret of that one to see it here.'),
        [searchSecrets()],
      );
  }
}

function withoutSecret(state: InventoryState, secretId: string): DetailsView {
  if (unreadableRows(state).some(({ id }) => id !== undefined && idKey(id) === idKey(secretId)))
    return message(
      'error',
      vscode.l10n.t('This secret could not be read'),
      vscode.l10n.t('The service sent it in a form that is not as documented. The log says what is wrong.'),
      [retry(), showLog()],
    );
  // What was whole before a refresh still says that the secret is not there.
  if (state.rows === 'whole')
    return state.doubts.some(({ kind }) => kind !== 'unreadable')
      ? message(
          'warning',
          vscode.l10n.t('This secret was not found'),
          vscode.l10n.t('The list could not be read as a whole, so secrets may be missing. Refresh in a moment.'),
          [refresh()],
        )
      : message(
          'warning',
          vscode.l10n.t('This secret is not in the project any more'),
          vscode.l10n.t('It was deleted, or it was never in this project.'),
          [searchSecrets(), refresh()],
        );
  if (state.activity) return loading(state.activity.received, state.expected);
  const failure = failureOf(state);
  if (failure)
    return message(
      'error',
      vscode.l10n.t('The secrets could not be loaded'),
      describeServiceError(failure),
      errorPresentations[failure.kind].signingInHelps ? [signIn(), retry(), showLog()] : [retry(), showLog()],
    );
  if (problemOf(state))
    return message(
      'info',
      vscode.l10n.t('Loading was cancelled'),
      vscode.l10n.t('This secret is not among those that had arrived.'),
      [refresh(vscode.l10n.t('Load Secrets'))],
    );
  return loading(0);
}

function failureOf(state: InventoryState): ServiceError | undefined {
  const problem = problemOf(state);
  return problem?.kind === 'failed' ? problem.error : undefined;
}

function message(icon: MessageView['icon'], title: string, text: string, buttons: readonly Button[]): DetailsView {
  return { kind: 'message', icon, title, text, buttons };
}

function loading(received: number, expected?: number): DetailsView {
  if (received === 0) return { kind: 'loading', text: vscode.l10n.t('Loading the secrets…') };
  const text =
    expected === undefined
      ? vscode.l10n.t('Loading the secrets: {0} so far…', formatCount(received))
      : vscode.l10n.t('Loading the secrets: {0} of {1} so far…', formatCount(received), formatCount(expected));
  return { kind: 'loading', text };
}

function signIn(): Button {
  return { label: vscode.l10n.t('Sign In…'), message: { kind: 'run', action: 'signIn' } };
}

function refresh(label = vscode.l10n.t('Refresh')): Button {
  return { label, icon: 'refresh', message: { kind: 'run', action: 'refresh' } };
}

function retry(): Button {
  return refresh(vscode.l10n.t('Retry'));
}

function searchSecrets(): Button {
  return { label: vscode.l10n.t('Search Secrets…'), icon: 'search', message: { kind: 'run', action: 'searchSecrets' } };
}

function showLog(): Button {
  return { label: vscode.l10n.t('Show Log'), message: { kind: 'run', action: 'showLog' } };
}
