import * as vscode from 'vscode';
import { commandIds, rowContexts, type DetailsTarget } from '../../ids';
import type { GroupName, GroupRow, MoreRow, Row, SecretRow } from '../../inventory/rows';
import { displayText } from '../../model/displayText';
import { nextDueDate } from '../../model/dueDates';
import type { ServiceErrorKind } from '../../model/serviceError';
import { describeServiceError } from '../core/errors';
import { stateIcon, stateName, typeName } from '../core/secretLabels';
import { relativeTime, shortDue } from '../core/format';
import type { Notice, NoticeRow } from './notices';

export type TreeRow = Row | NoticeRow;

interface Looks {
  readonly now: number;
  /** More secrets may come: counts are of what is there so far. */
  readonly partial: boolean;
  readonly canOpenConsole: boolean;
}

export function treeItem(row: TreeRow, looks: Looks): vscode.TreeItem {
  switch (row.kind) {
    case 'group':
      return groupItem(row, looks);
    case 'secret':
      return secretItem(row, looks);
    case 'more':
      return moreItem(row);
    case 'notice':
      return noticeItem(row, looks);
  }
}

function groupItem({ id, name, count }: GroupRow, { partial }: Looks): vscode.TreeItem {
  const item = new vscode.TreeItem(groupLabel(name), vscode.TreeItemCollapsibleState.Collapsed);
  item.id = id;
  item.iconPath = groupIcon(name);
  item.description = partial
    ? vscode.l10n.t('{0} so far', count.toLocaleString(vscode.env.language))
    : count.toLocaleString(vscode.env.language);
  // Beside its label a bare number is clear to the eye, not to the ear.
  item.accessibilityInformation = {
    label: partial
      ? vscode.l10n.t('{0}, {1} secrets so far', groupLabel(name), count)
      : vscode.l10n.t('{0}, {1} secrets', groupLabel(name), count),
  };
  item.tooltip = groupTooltip(name);
  if (name.kind === 'tagKey' || name.kind === 'tagValue') item.contextValue = rowContexts.tag;
  return item;
}

function groupLabel(name: GroupName): string {
  switch (name.kind) {
    case 'tagKey':
      return displayText(name.key);
    case 'tagValue':
      return name.value === '' ? vscode.l10n.t('(empty value)') : displayText(name.value);
    case 'withoutKey':
      return vscode.l10n.t('No {0}', displayText(name.key));
    case 'untagged':
      return vscode.l10n.t('Untagged');
    case 'state':
      return stateName(name.state);
    case 'type':
      return typeName(name.type);
  }
}

function groupTooltip(name: GroupName): string {
  return name.kind === 'tagValue' ? `${displayText(name.key)} = ${displayText(name.value)}` : groupLabel(name);
}

function groupIcon(name: GroupName): vscode.ThemeIcon {
  switch (name.kind) {
    case 'tagKey':
      return new vscode.ThemeIcon('tag');
    case 'tagValue':
      return new vscode.ThemeIcon('symbol-constant');
    case 'withoutKey':
    case 'untagged':
      return new vscode.ThemeIcon('circle-outline');
    case 'state':
      return stateIcon(name.state);
    case 'type':
      return new vscode.ThemeIcon('symbol-class');
  }
}

function secretItem({ id, secret }: SecretRow, { now, canOpenConsole }: Looks): vscode.TreeItem {
  const item = new vscode.TreeItem(displayText(secret.name), vscode.TreeItemCollapsibleState.None);
  item.id = id;
  item.iconPath = stateIcon(secret.state);
  const due = nextDueDate(secret, now);
  const notes = [];
  // A deletion date says more than the state's name.
  if (secret.state !== 'ENABLED' && due?.what !== 'deletion') {
    notes.push(stateName(secret.state).toLocaleLowerCase(vscode.env.language));
  }
  if (due) notes.push(shortDue(due));
  item.description = notes.join(', ');
  item.contextValue = canOpenConsole ? rowContexts.secretWithConsole : rowContexts.secret;
  const click: DetailsTarget = { kind: 'click', secretId: secret.id };
  item.command = { command: commandIds.openDetails, title: vscode.l10n.t('Open Details'), arguments: [click] };
  item.accessibilityInformation = {
    label: [displayText(secret.name), stateName(secret.state), ...(due ? [shortDue(due)] : [])].join(', '),
  };
  return item;
}

function moreItem({ id, shown, total, parent }: MoreRow): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Show more'), vscode.TreeItemCollapsibleState.None);
  item.id = id;
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.description = vscode.l10n.t(
    '{0} of {1} shown',
    shown.toLocaleString(vscode.env.language),
    total.toLocaleString(vscode.env.language),
  );
  item.contextValue = rowContexts.more;
  item.tooltip = parent && groupLabel(parent.name);
  item.command = { command: commandIds.showMore, title: vscode.l10n.t('Show more'), arguments: [parent?.id] };
  return item;
}

function noticeItem({ id, notice }: NoticeRow, { now }: Looks): vscode.TreeItem {
  const { label, description, tooltip, icon, context } = noticeWords(notice, now);
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  item.id = id;
  item.description = description;
  item.tooltip = tooltip;
  item.iconPath =
    icon === 'error'
      ? new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'))
      : new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.contextValue = context;
  if (notice.kind === 'filterRefused') {
    item.command = { command: commandIds.filterSecrets, title: vscode.l10n.t('Edit Filter…') };
  }
  item.accessibilityInformation = { label: [...new Set([label, description, tooltip])].filter(Boolean).join('. ') };
  return item;
}

interface NoticeWords {
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  readonly icon: 'error' | 'warning';
  readonly context: string;
}

function noticeWords(notice: Notice, now: number): NoticeWords {
  switch (notice.kind) {
    case 'failure':
      return {
        label: failureLabel(notice.error.kind),
        description: dataOf(notice.loadedAt, now),
        tooltip: describeServiceError(notice.error),
        icon: 'error',
        context: isAboutSignIn(notice.error.kind) ? rowContexts.signInFailure : rowContexts.failure,
      };
    case 'expired':
      return {
        label: vscode.l10n.t('Sign-in expired'),
        description: dataOf(notice.loadedAt, now),
        tooltip: vscode.l10n.t('Sign in again to load what is new.'),
        icon: 'warning',
        context: rowContexts.signInFailure,
      };
    case 'filterRefused':
      return {
        label: vscode.l10n.t('The service refuses the filter'),
        description: describeServiceError(notice.error),
        tooltip: describeServiceError(notice.error),
        icon: 'error',
        context: rowContexts.filterFailure,
      };
    case 'cancelled':
      return {
        label: vscode.l10n.t('Loading was cancelled'),
        description:
          notice.expected === undefined
            ? ''
            : vscode.l10n.t(
                '{0} of {1} loaded',
                notice.shown.toLocaleString(vscode.env.language),
                notice.expected.toLocaleString(vscode.env.language),
              ),
        tooltip: vscode.l10n.t('Refresh loads all secrets.'),
        icon: 'warning',
        context: rowContexts.notice,
      };
    case 'unreadable':
      return {
        label:
          notice.count === 1
            ? vscode.l10n.t('1 secret could not be read')
            : vscode.l10n.t('{0} secrets could not be read', notice.count),
        description: '',
        tooltip: vscode.l10n.t('The service sent rows that are not as documented. The log names them.'),
        icon: 'warning',
        context: rowContexts.failure,
      };
    case 'unsettled':
      return {
        label: vscode.l10n.t('The list kept changing while it was read'),
        description: '',
        tooltip: vscode.l10n.t('Secrets may be missing. Refresh in a moment.'),
        icon: 'warning',
        context: rowContexts.notice,
      };
    case 'incomplete':
      return {
        label: vscode.l10n.t('The service did not list all secrets'),
        description: vscode.l10n.t(
          '{0} of {1} loaded',
          notice.shown.toLocaleString(vscode.env.language),
          notice.stated.toLocaleString(vscode.env.language),
        ),
        tooltip: vscode.l10n.t('Secrets may be missing. Refresh in a moment.'),
        icon: 'warning',
        context: rowContexts.notice,
      };
  }
}

function dataOf(loadedAt: number | undefined, now: number): string {
  return loadedAt === undefined ? '' : vscode.l10n.t('data from {0}', relativeTime(loadedAt - now));
}

function isAboutSignIn(kind: ServiceErrorKind): boolean {
  return kind === 'unauthorized' || kind === 'clockSkew' || kind === 'forbidden' || kind === 'notFound';
}

function failureLabel(kind: ServiceErrorKind): string {
  switch (kind) {
    case 'unauthorized':
      return vscode.l10n.t('Sign-in not accepted');
    case 'clockSkew':
      return vscode.l10n.t("This machine's clock is wrong");
    case 'forbidden':
      return vscode.l10n.t('No permission to list secrets');
    case 'timeout':
      return vscode.l10n.t('The service did not answer in time');
    case 'network':
    case 'unavailable':
      return vscode.l10n.t('The service cannot be reached');
    case 'certificate':
      return vscode.l10n.t('The certificate is not trusted');
    case 'notFound':
      return vscode.l10n.t('The project is not known');
    case 'throttled':
      return vscode.l10n.t('The service asks for fewer requests');
    case 'redirect':
    case 'unreadable':
      return vscode.l10n.t('The answer is not from CSMS');
    default:
      return vscode.l10n.t('Loading failed');
  }
}
