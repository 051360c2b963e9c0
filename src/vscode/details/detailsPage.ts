import * as vscode from 'vscode';
import type { DetailsPage, DetailsSubject, GeneralAction, MessagePage, PageAction } from '../../model/detailsPage';
import type { ServiceError } from '../../model/serviceError';
import { describeServiceError } from '../core/errors';
import type { DetailsState } from './detailsState';
import { secretPage, type PageLooks } from './secretPage';

/** The page for what there is to say. */
export function detailsPage(state: DetailsState, subject: DetailsSubject, looks: PageLooks): DetailsPage {
  switch (state.kind) {
    case 'loading':
      return { kind: 'loading', subject, text: loadingText(state.received, state.expected) };
    case 'secret':
      return secretPage(
        {
          secret: state.secret,
          loadedAt: state.loadedAt,
          warning: state.failure && vscode.l10n.t('The last refresh failed. {0}', describeServiceError(state.failure)),
        },
        subject,
        looks,
      );
    default:
      return { kind: 'message', subject, ...message(state) };
  }
}

function loadingText(received: number, expected: number | undefined): string {
  const count = (amount: number) => amount.toLocaleString(vscode.env.language);
  if (received === 0) return vscode.l10n.t('Loading the secrets…');
  return expected === undefined
    ? vscode.l10n.t('Loading the secrets: {0} so far…', count(received))
    : vscode.l10n.t('Loading the secrets: {0} of {1} so far…', count(received), count(expected));
}

type MessageState = Exclude<DetailsState, { kind: 'loading' | 'secret' }>;
type Message = Pick<MessagePage, 'icon' | 'title' | 'text' | 'actions'>;

function message(state: MessageState): Message {
  switch (state.kind) {
    case 'signedOut':
      return {
        icon: 'info',
        title: vscode.l10n.t('You are signed out'),
        text: vscode.l10n.t('Sign in to the same project to see this secret again.'),
        actions: [action('signIn')],
      };
    case 'otherConnection':
      return {
        icon: 'info',
        title: vscode.l10n.t('This secret belongs to another project'),
        text: vscode.l10n.t('You have signed in to another project since. Choose a secret of that one to see it here.'),
        actions: [action('searchSecrets')],
      };
    case 'gone':
      return {
        icon: 'warning',
        title: vscode.l10n.t('This secret is not in the project any more'),
        text: vscode.l10n.t('It was deleted, or it was never in this project.'),
        actions: [action('searchSecrets'), action('refresh')],
      };
    case 'incomplete':
      return {
        icon: 'warning',
        title: vscode.l10n.t('This secret was not found'),
        text: vscode.l10n.t('The list could not be read as a whole, so secrets may be missing. Refresh in a moment.'),
        actions: [action('refresh')],
      };
    case 'unreadable':
      return {
        icon: 'error',
        title: vscode.l10n.t('This secret could not be read'),
        text: vscode.l10n.t('The service sent it in a form that is not as documented. The log says what is wrong.'),
        actions: [action('refresh', vscode.l10n.t('Retry')), action('showLog')],
      };
    case 'cancelled':
      return {
        icon: 'info',
        title: vscode.l10n.t('Loading was cancelled'),
        text: vscode.l10n.t('This secret is not among those that had arrived.'),
        actions: [action('refresh', vscode.l10n.t('Load Secrets'))],
      };
    case 'failed':
      return {
        icon: 'error',
        title: vscode.l10n.t('The secrets could not be loaded'),
        text: describeServiceError(state.error),
        actions: failureActions(state.error),
      };
  }
}

function failureActions({ kind }: ServiceError): readonly PageAction[] {
  const retry = action('refresh', vscode.l10n.t('Retry'));
  return kind === 'unauthorized' || kind === 'forbidden' || kind === 'notFound'
    ? [action('signIn'), retry, action('showLog')]
    : [retry, action('showLog')];
}

function action(name: GeneralAction, label = actionLabel(name)): PageAction {
  return { label, action: name };
}

function actionLabel(name: GeneralAction): string {
  switch (name) {
    case 'signIn':
      return vscode.l10n.t('Sign In…');
    case 'refresh':
      return vscode.l10n.t('Refresh');
    case 'searchSecrets':
      return vscode.l10n.t('Search Secrets…');
    case 'showLog':
      return vscode.l10n.t('Show Log');
  }
}
