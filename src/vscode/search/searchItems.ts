import * as vscode from 'vscode';
import type { InventoryState } from '../../inventory/inventory';
import { problemOf } from '../../inventory/loadStatus';
import type { SearchCompletion } from '../../query/completion';
import type { SearchResult } from '../../inventory/secretSearch';
import { nextDueDate, type Secret } from '../../model/secret';
import { describeServiceError, isSignInNeeded } from '../core/errors';
import { valueName } from '../filter/filterLabels';
import { quickPickText } from '../core/escapeText';
import { formatCount, secretCount, shortDue } from '../core/format';
import { stateIcon, stateName } from '../core/secretLabels';
import { heading } from '../quickInput/prompt';

export interface SearchItem extends vscode.QuickPickItem {
  /** The same for rows that mean the same at another time. */
  readonly rowId: string;
  readonly secret?: Secret;
  /** Choosing it puts this text into the box instead. */
  readonly text?: string;
  /** Choosing it loads anew. */
  readonly retries?: boolean;
  /** Choosing it signs in and comes back to the search. */
  readonly signsIn?: boolean;
}

export type SearchButtons = Readonly<Record<'copyId' | 'reveal' | 'showLog', vscode.QuickInputButton>>;

/** What rows need to know beside what was found. */
export interface SearchContext {
  readonly state: InventoryState;
  /** The sign-in has ended, as far as this machine's clock tells. */
  readonly isExpired: boolean;
  readonly buttons: SearchButtons;
  /** Ms since 1970-01-01 UTC. */
  readonly now: number;
}

/** Of many hits these stand above all other rows; the rest would push those out of sight. */
const bestHits = 5;

function secretItem(secret: Secret, { buttons, now }: SearchContext): SearchItem {
  const due = nextDueDate(secret, now);
  const notes = [
    ...(secret.state === 'ENABLED' || due?.what === 'deletion' ? [] : [stateName(secret.state)]),
    ...(due ? [shortDue(due)] : []),
  ];
  return {
    rowId: secret.id,
    label: quickPickText(secret.name),
    iconPath: stateIcon(secret.state),
    description: quickPickText(notes.join(', ')),
    detail: quickPickText(secret.tags.map(({ key, value }) => `${key}=${value}`).join(' · ')),
    buttons: [buttons.copyId, buttons.reveal],
    secret,
  };
}

/** The best hits, what to know about the search, ways to narrow by a tag, and the other hits. */
export function foundItems(
  { hits, total }: SearchResult,
  completions: readonly SearchCompletion[],
  context: SearchContext,
): readonly SearchItem[] {
  const rows = hits.map(({ secret }) => secretItem(secret, context));
  const others = rows.slice(bestHits);
  const narrowing =
    completions.length > 0 ? [heading(vscode.l10n.t('Narrow by tag')), ...completions.map(completionItem)] : [];
  const isCut = narrowing.length > 0 && others.length > 0;
  return [
    ...rows.slice(0, bestHits),
    ...(total === 0 ? [nothingItem(context.state)] : []),
    ...stateItems(context),
    ...narrowing,
    ...(isCut ? [heading(vscode.l10n.t('More secrets'))] : []),
    ...others,
    ...moreItems(total - hits.length),
  ];
}

/** What stands there before anything is typed: the secrets picked last, then all. */
export function restingItems(
  recent: readonly Secret[],
  { hits, total }: SearchResult,
  context: SearchContext,
): readonly SearchItem[] {
  const others = hits.filter(({ secret }) => !recent.includes(secret));
  const headed = (label: string, rows: readonly SearchItem[]) => (rows.length > 0 ? [heading(label), ...rows] : []);
  const rowOf = (secret: Secret) => secretItem(secret, context);
  const all = [...others.map(({ secret }) => rowOf(secret)), ...moreItems(total - recent.length - others.length)];
  return [
    ...headed(vscode.l10n.t('Recently picked'), recent.map(rowOf)),
    ...stateItems(context),
    ...(recent.length > 0 ? headed(vscode.l10n.t('All secrets'), all) : all),
    ...(total === 0 && context.state.rows === 'whole' ? [note(vscode.l10n.t('This project has no secrets'))] : []),
  ];
}

/** Whether all secrets are there to be found, and if not, why. */
function stateItems({ state, isExpired, buttons }: SearchContext): readonly SearchItem[] {
  const { rows, activity, index, expected } = state;
  const ofAll = (amount: number) =>
    expected === undefined
      ? vscode.l10n.t('{0} secrets so far', formatCount(amount))
      : vscode.l10n.t('{0} of {1} secrets', formatCount(amount), formatCount(expected));
  const row = (label: string, icon: string, description: string, more: Partial<SearchItem> = {}) => [
    { rowId: 'state', label, iconPath: new vscode.ThemeIcon(icon), description, ...more },
  ];
  if (activity) {
    if (rows === 'whole') return [];
    return row(vscode.l10n.t('Loading…'), 'loading~spin', activity.received > 0 ? ofAll(activity.received) : '');
  }
  const problem = problemOf(state, isExpired);
  if (!problem) return [];
  if (problem.kind === 'cancelled') {
    const label = vscode.l10n.t('Load all secrets: loading was cancelled');
    return row(label, 'warning', ofAll(index.size), { retries: true });
  }
  const loaded = rows === 'partial' ? ofAll(index.size) : '';
  const sentence = problem.error && quickPickText(describeServiceError(problem.error));
  const log = { buttons: [buttons.showLog] };
  if (isSignInNeeded(problem)) {
    const description = isExpired ? vscode.l10n.t('Sign-in expired') : loaded;
    const detail = sentence ?? vscode.l10n.t('Sign in again to load what is new.');
    return row(vscode.l10n.t('Sign In…'), 'sign-in', description, { signsIn: true, detail, ...log });
  }
  const label = rows === 'whole' ? vscode.l10n.t('Retry: refreshing failed') : vscode.l10n.t('Retry: loading failed');
  return row(label, 'error', loaded, { retries: true, detail: sentence ?? '', ...log });
}

function nothingItem({ activity, rows }: InventoryState): SearchItem {
  const isCertain = rows === 'whole' && !activity;
  return note(isCertain ? vscode.l10n.t('No secret matches') : vscode.l10n.t('No secret matches so far'));
}

function moreItems(more: number): readonly SearchItem[] {
  const amount = formatCount(more);
  return more > 0 ? [note(vscode.l10n.t('{0} more: keep typing to narrow', amount))] : [];
}

function completionItem({ text, key, value, count }: SearchCompletion): SearchItem {
  const valueText = value === undefined ? '' : valueName(value);
  return {
    rowId: `completion:${text}`,
    label: quickPickText(`${key}:${valueText}`),
    description: secretCount(count),
    iconPath: new vscode.ThemeIcon('tag'),
    text,
  };
}

function note(label: string): SearchItem {
  return { rowId: label, label };
}
