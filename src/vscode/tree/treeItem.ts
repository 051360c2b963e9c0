import * as vscode from 'vscode';
import { commandIds, rowContexts, type DetailsTarget } from '../../ids';
import type { GroupName } from '../../inventory/grouping';
import type { GroupRow, MoreRow, Row, SecretRow } from '../../inventory/rows';
import { displayText } from '../../model/displayText';
import { nextDueDate } from '../../model/secret';
import { stateIcon, stateName, typeName } from '../core/secretLabels';
import { formatCount, shortDue } from '../core/format';
import { noticeItem, type NoticeRow } from './notices';

export type TreeRow = Row | NoticeRow;

/** What an item depends on beside its row. */
export interface RenderContext {
  readonly now: number;
  /** More secrets may come: counts are of what is there so far. */
  readonly partial: boolean;
  readonly canOpenConsole: boolean;
}

export function treeItem(row: TreeRow, context: RenderContext): vscode.TreeItem {
  switch (row.kind) {
    case 'group':
      return groupItem(row, context);
    case 'secret':
      return secretItem(row, context);
    case 'more':
      return moreItem(row);
    case 'notice':
      return noticeItem(row, context.now);
  }
}

function groupItem({ id, name, count }: GroupRow, { partial }: RenderContext): vscode.TreeItem {
  const item = new vscode.TreeItem(groupLabel(name), vscode.TreeItemCollapsibleState.Collapsed);
  item.id = id;
  item.iconPath = groupIcon(name);
  item.description = partial ? vscode.l10n.t('{0} so far', formatCount(count)) : formatCount(count);
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

function secretItem({ id, secret }: SecretRow, { now, canOpenConsole }: RenderContext): vscode.TreeItem {
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

function moreItem({ id, shownCount, total, parent }: MoreRow): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Show more'), vscode.TreeItemCollapsibleState.None);
  item.id = id;
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.description = vscode.l10n.t('{0} of {1} shown', formatCount(shownCount), formatCount(total));
  item.contextValue = rowContexts.more;
  item.tooltip = parent && groupLabel(parent.name);
  item.command = { command: commandIds.showMore, title: vscode.l10n.t('Show more'), arguments: [parent?.id] };
  return item;
}
