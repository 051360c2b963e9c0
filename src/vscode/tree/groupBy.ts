import * as vscode from 'vscode';
import { commandIds } from '../../ids';
import type { Grouping } from '../../inventory/grouping';
import type { ShownSecrets } from '../../inventory/shownSecrets';
import { displayText } from '../../model/displayText';
import type { Command } from '../command';
import type { Session } from '../connections/session';
import { UserFacingError } from '../errorPresenter';
import type { GroupingStore } from './groupingStore';
import { quickPickText } from '../inertText';
import { multiSelect } from '../quickInput/multiSelect';
import { secretCount } from '../secretCount';

interface GroupingItem extends vscode.QuickPickItem {
  /** `undefined` goes on to choosing several tag keys. */
  readonly grouping?: Grouping;
}

export function groupByCommand(session: Session, shown: ShownSecrets, groupings: GroupingStore): Command {
  return {
    id: commandIds.groupBy,
    run: async () => {
      const connection = session.active?.connection;
      if (!connection) throw new UserFacingError(vscode.l10n.t('Sign in first: there are no secrets to group.'));
      const current = groupings.get(connection.id);
      const chosen = await vscode.window.showQuickPick(groupingItems(shown, current), {
        placeHolder: vscode.l10n.t('Group secrets by'),
        matchOnDescription: true,
      });
      if (!chosen) return;
      const grouping = chosen.grouping ?? (await chooseKeys(shown, current));
      if (grouping) await groupings.set(connection.id, grouping);
    },
  };
}

function groupingItems(shown: ShownSecrets, current: Grouping): GroupingItem[] {
  const choice = (label: string, icon: string, grouping: Grouping, description?: string): GroupingItem => {
    const isCurrent = JSON.stringify(grouping) === JSON.stringify(current);
    const notes = [description, isCurrent ? vscode.l10n.t('current') : undefined].filter((note) => note !== undefined);
    return { label, iconPath: new vscode.ThemeIcon(icon), grouping, description: notes.join(' · ') };
  };
  const { tagKeys } = shown.state.index;
  const severalAreChosen = current.by === 'tagKeys' && current.keys.length > 1;
  return [
    choice(vscode.l10n.t('Every tag'), 'tag', { by: 'everyTag' }),
    choice(vscode.l10n.t('State'), 'circle-slash', { by: 'state' }),
    choice(vscode.l10n.t('Type'), 'symbol-class', { by: 'type' }),
    choice(vscode.l10n.t('Flat list'), 'list-flat', { by: 'none' }),
    { label: vscode.l10n.t('Tag keys'), kind: vscode.QuickPickItemKind.Separator },
    {
      label: vscode.l10n.t('Several Tag Keys…'),
      iconPath: new vscode.ThemeIcon('list-tree'),
      description: severalAreChosen
        ? `${current.keys.map((key) => quickPickText(key)).join(' › ')} · ${vscode.l10n.t('current')}`
        : vscode.l10n.t('nested in the order that you choose'),
    },
    ...tagKeys.map(({ key, count }) =>
      choice(quickPickText(key), 'tag', { by: 'tagKeys', keys: [key] }, secretCount(count)),
    ),
  ];
}

async function chooseKeys(shown: ShownSecrets, current: Grouping): Promise<Grouping | undefined> {
  const counts = new Map(shown.state.index.tagKeys.map(({ key, count }) => [key, count]));
  const chosenBefore = current.by === 'tagKeys' ? current.keys : [];
  const title = vscode.l10n.t('Group Secrets by Several Tag Keys');
  const keys = await multiSelect({
    title,
    placeholder: vscode.l10n.t('Tick the keys in the order in which they nest'),
    rows: [...new Set([...counts.keys(), ...chosenBefore])].map((key) => ({
      value: key,
      label: quickPickText(key),
      description: secretCount(counts.get(key) ?? 0),
    })),
    ticked: chosenBefore,
    enterWhileSearching: 'tick',
    titleOf: (ticked) => [title, ticked.map((key) => displayText(key)).join(' › ')].filter(Boolean).join(': '),
  });
  return typeof keys === 'object' && keys.length > 0 ? { by: 'tagKeys', keys } : undefined;
}
