import * as vscode from 'vscode';
import { commandIds, rowContexts, type ViewState } from '../../ids';
import type { InventoryState } from '../../inventory/inventory';
import { type LoadProblem, missingCount, problemOf, unreadableRows } from '../../inventory/loadStatus';
import { isServiceError, type ServiceError } from '../../model/serviceError';
import type { CurrentProject } from '../core/currentProject';
import { describeServiceError, errorPresentations } from '../core/errors';
import { formatCount, relativeTime } from '../core/format';
import type { OpenProject } from '../core/openProject';

/** What the person should know about the rows below it. */
export type Notice =
  | { readonly kind: 'failed'; readonly error: ServiceError; readonly loadedAt: number | undefined }
  | { readonly kind: 'expired'; readonly loadedAt: number | undefined }
  | { readonly kind: 'filterRefused'; readonly error: ServiceError }
  | { readonly kind: 'cancelled'; readonly loaded: number; readonly expected: number | undefined }
  | { readonly kind: 'unreadable'; readonly count: number }
  | { readonly kind: 'unsettled' }
  | { readonly kind: 'incomplete'; readonly loaded: number; readonly stated: number };

export interface NoticeRow {
  readonly kind: 'notice';
  readonly id: string;
  readonly notice: Notice;
}

/**
 * The rows that stand above the secrets, most urgent first. None while there are no secrets: then the view says why.
 * But what the service has against a filter are words of its own, and only a row can show them.
 */
export function noticeRows(project: OpenProject): readonly NoticeRow[] {
  return noticesOf(project).map((notice) => ({ kind: 'notice', id: `notice:${notice.kind}`, notice }));
}

function noticesOf(project: OpenProject): readonly Notice[] {
  const { state } = project.visible;
  const problem = problemOf(state, project.isExpired);
  if (!hasRows(project)) {
    const error = refusalOfFilter(project);
    return error ? [{ kind: 'filterRefused', error }] : [];
  }
  return [...(problem ? problemNotice(problem, state) : []), ...doubtNotices(project)];
}

function problemNotice(
  problem: LoadProblem,
  { rows, lastEnd, index, expected, loadedAt }: InventoryState,
): readonly Notice[] {
  const isCutShort = rows === 'partial' && lastEnd?.kind === 'cancelled';
  const cancelled: readonly Notice[] = isCutShort ? [{ kind: 'cancelled', loaded: index.size, expected }] : [];
  switch (problem.kind) {
    case 'expired':
      return [{ kind: 'expired', loadedAt }, ...cancelled];
    case 'failed':
      return [{ kind: 'failed', error: problem.error, loadedAt }];
    case 'cancelled':
      return cancelled;
  }
}

function doubtNotices(project: OpenProject): readonly Notice[] {
  const { doubts, index, ...status } = project.visible.state;
  return doubts.flatMap((doubt): readonly Notice[] => {
    switch (doubt.kind) {
      case 'unreadable':
        return [{ kind: 'unreadable', count: doubt.rows.length }];
      case 'unsettled':
        return [{ kind: 'unsettled' }];
      case 'missing': {
        if (!isIncomplete(project)) return [];
        const stated = index.size + unreadableRows({ ...status, doubts }).length + doubt.count;
        return [{ kind: 'incomplete', loaded: index.size, stated }];
      }
    }
  });
}

/** Whether there are rows for the view, be they secrets or what is said of secrets that could not be read. */
function hasRows(project: OpenProject): boolean {
  const { state } = project.visible;
  return state.index.size > 0 || unreadableRows(state).length > 0 || isIncomplete(project);
}

/**
 * The service gave fewer secrets than it states. With a filter the number is not relied on: it is not documented
 * whether it counts the matches alone (spec/csms-api.md 1.4).
 */
function isIncomplete({ visible, filter }: OpenProject): boolean {
  return missingCount(visible.state) > 0 && !filter;
}

/** Why the service refuses the filter, for which it gave no rows before either. */
function refusalOfFilter({ visible, filter }: OpenProject): ServiceError | undefined {
  const { lastEnd, activity, index } = visible.state;
  const isRefused = filter && !activity && index.size === 0 && lastEnd?.kind === 'failed';
  return isRefused && isServiceError(lastEnd.error, 'rejected') ? lastEnd.error : undefined;
}

/** Why the view has no rows, or that it has some. */
export function viewState({ value: project, isStarting }: Pick<CurrentProject, 'value' | 'isStarting'>): ViewState {
  if (!project) return isStarting ? 'starting' : 'signedOut';
  const { state } = project.visible;
  // What the service has against a filter is a row, too, with words of its own.
  if (hasRows(project) || refusalOfFilter(project)) return 'rows';
  if (state.activity) return 'loading';
  const problem = problemOf(state);
  if (problem?.kind === 'failed') return errorPresentations[problem.error.kind].viewState;
  if (problem) return 'cancelled';
  if (state.rows !== 'whole') return 'loading';
  return project.filter ? 'noMatch' : 'emptyProject';
}

export function noticeItem({ id, notice }: NoticeRow, now: number): vscode.TreeItem {
  const { label, description = '', tooltip, context } = noticeTexts(notice, now);
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  item.id = id;
  item.description = description;
  item.tooltip = tooltip;
  item.iconPath =
    notice.kind === 'failed' || notice.kind === 'filterRefused'
      ? new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'))
      : new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.contextValue = context;
  if (notice.kind === 'filterRefused') {
    item.command = { command: commandIds.filterSecrets, title: vscode.l10n.t('Edit Filter…') };
  }
  item.accessibilityInformation = { label: [...new Set([label, description, tooltip])].filter(Boolean).join('. ') };
  return item;
}

interface NoticeTexts {
  readonly label: string;
  readonly description?: string;
  readonly tooltip: string;
  readonly context: string;
}

function noticeTexts(notice: Notice, now: number): NoticeTexts {
  switch (notice.kind) {
    case 'failed': {
      const { label, signingInHelps } = errorPresentations[notice.error.kind];
      return {
        label: label(),
        description: ageOf(notice.loadedAt, now),
        tooltip: describeServiceError(notice.error),
        context: signingInHelps ? rowContexts.signInFailure : rowContexts.failure,
      };
    }
    case 'expired':
      return {
        label: vscode.l10n.t('Sign-in expired'),
        description: ageOf(notice.loadedAt, now),
        tooltip: vscode.l10n.t('Sign in again to load what is new.'),
        context: rowContexts.signInFailure,
      };
    case 'filterRefused': {
      const sentence = describeServiceError(notice.error);
      return {
        label: vscode.l10n.t('The service refuses the filter'),
        description: sentence,
        tooltip: sentence,
        context: rowContexts.filterFailure,
      };
    }
    case 'cancelled':
      return {
        label: vscode.l10n.t('Loading was cancelled'),
        description: notice.expected === undefined ? '' : loadedOf(notice.loaded, notice.expected),
        tooltip: vscode.l10n.t('Refresh loads all secrets.'),
        context: rowContexts.notice,
      };
    case 'unreadable':
      return {
        label:
          notice.count === 1
            ? vscode.l10n.t('1 secret could not be read')
            : vscode.l10n.t('{0} secrets could not be read', notice.count),
        tooltip: vscode.l10n.t('The service sent rows that are not as documented. The log names them.'),
        context: rowContexts.failure,
      };
    case 'unsettled':
      return {
        label: vscode.l10n.t('The list kept changing while it was read'),
        tooltip: vscode.l10n.t('Secrets may be missing. Refresh in a moment.'),
        context: rowContexts.notice,
      };
    case 'incomplete':
      return {
        label: vscode.l10n.t('The service did not list all secrets'),
        description: loadedOf(notice.loaded, notice.stated),
        tooltip: vscode.l10n.t('Secrets may be missing. Refresh in a moment.'),
        context: rowContexts.notice,
      };
  }
}

function ageOf(loadedAt: number | undefined, now: number): string {
  return loadedAt === undefined ? '' : vscode.l10n.t('data from {0}', relativeTime(loadedAt - now));
}

function loadedOf(loaded: number, expected: number): string {
  return vscode.l10n.t('{0} of {1} loaded', formatCount(loaded), formatCount(expected));
}
