import * as vscode from 'vscode';
import { problemOf, unreadableRows } from '../../inventory/loadStatus';
import { idKey } from '../../inventory/secretIndex';
import type { ServiceError } from '../../model/serviceError';
import type { Button, DetailsSubject, DetailsView, MessageView } from '../../protocol/details';
import { describeServiceError, errorPresentations } from '../core/errors';
import { formatCount } from '../core/format';
import type { OpenProject } from '../core/openProject';
import { secretView } from './secretView';

/** The project that the panel was opened on, or why it is not on screen. `starting`: it is not known yet. */
export type ProjectOfPanel = OpenProject | 'starting' | 'signedOut' | 'other';

type Message = Pick<MessageView, 'icon' | 'title' | 'text' | 'buttons'>;

/**
 * What there is to say about the secret that the panel was opened for.
 *
 * @param now ms since 1970-01-01 UTC
 */
export function detailsView(subject: DetailsSubject, project: ProjectOfPanel, now: number): DetailsView {
  const loading = (received: number, expected?: number): DetailsView => ({
    kind: 'loading',
    subject,
    text: loadingText(received, expected),
  });
  const message = (content: Message): DetailsView => ({ kind: 'message', subject, ...content });

  if (project === 'signedOut') return message(signedOut());
  if (project === 'other') return message(otherProject());
  if (project === 'starting') return loading(0);

  const { state } = project.all;
  const { rows, activity, doubts, index, loadedAt, expected } = state;
  const problem = problemOf(state);
  const failure = problem?.kind === 'failed' ? problem.error : undefined;
  const secret = index.byId(subject.secretId);
  if (secret) {
    const warning = failure && vscode.l10n.t('The last refresh failed. {0}', describeServiceError(failure));
    return secretView({ secret, loadedAt, warning, canOpenConsole: project.canOpenConsole }, subject, now);
  }
  if (unreadableRows(state).some(({ id }) => id !== undefined && idKey(id) === idKey(subject.secretId)))
    return message(unreadable());
  // What was whole before a refresh still says that the secret is not there.
  if (rows === 'whole') return message(doubts.some(({ kind }) => kind !== 'unreadable') ? notFound() : deleted());
  if (activity) return loading(activity.received, expected);
  if (failure) return message(failed(failure));
  if (problem) return message(cancelled());
  return loading(0);
}

function loadingText(received: number, expected: number | undefined): string {
  if (received === 0) return vscode.l10n.t('Loading the secrets…');
  return expected === undefined
    ? vscode.l10n.t('Loading the secrets: {0} so far…', formatCount(received))
    : vscode.l10n.t('Loading the secrets: {0} of {1} so far…', formatCount(received), formatCount(expected));
}

function signedOut(): Message {
  return {
    icon: 'info',
    title: vscode.l10n.t('You are signed out'),
    text: vscode.l10n.t('Sign in to the same project to see this secret again.'),
    buttons: [signIn()],
  };
}

function otherProject(): Message {
  return {
    icon: 'info',
    title: vscode.l10n.t('This secret belongs to another project'),
    text: vscode.l10n.t('You have signed in to another project since. Choose a secret of that one to see it here.'),
    buttons: [searchSecrets()],
  };
}

function deleted(): Message {
  return {
    icon: 'warning',
    title: vscode.l10n.t('This secret is not in the project any more'),
    text: vscode.l10n.t('It was deleted, or it was never in this project.'),
    buttons: [searchSecrets(), refresh()],
  };
}

function notFound(): Message {
  return {
    icon: 'warning',
    title: vscode.l10n.t('This secret was not found'),
    text: vscode.l10n.t('The list could not be read as a whole, so secrets may be missing. Refresh in a moment.'),
    buttons: [refresh()],
  };
}

function unreadable(): Message {
  return {
    icon: 'error',
    title: vscode.l10n.t('This secret could not be read'),
    text: vscode.l10n.t('The service sent it in a form that is not as documented. The log says what is wrong.'),
    buttons: [refresh(vscode.l10n.t('Retry')), showLog()],
  };
}

function cancelled(): Message {
  return {
    icon: 'info',
    title: vscode.l10n.t('Loading was cancelled'),
    text: vscode.l10n.t('This secret is not among those that had arrived.'),
    buttons: [refresh(vscode.l10n.t('Load Secrets'))],
  };
}

function failed(error: ServiceError): Message {
  const retry = refresh(vscode.l10n.t('Retry'));
  const { signingInHelps } = errorPresentations[error.kind];
  return {
    icon: 'error',
    title: vscode.l10n.t('The secrets could not be loaded'),
    text: describeServiceError(error),
    buttons: signingInHelps ? [signIn(), retry, showLog()] : [retry, showLog()],
  };
}

function signIn(): Button {
  return { label: vscode.l10n.t('Sign In…'), message: { kind: 'run', action: 'signIn' } };
}

function refresh(label = vscode.l10n.t('Refresh')): Button {
  return { label, icon: 'refresh', message: { kind: 'run', action: 'refresh' } };
}

function searchSecrets(): Button {
  return { label: vscode.l10n.t('Search Secrets…'), icon: 'search', message: { kind: 'run', action: 'searchSecrets' } };
}

function showLog(): Button {
  return { label: vscode.l10n.t('Show Log'), message: { kind: 'run', action: 'showLog' } };
}
