import * as vscode from 'vscode';
import * as z from 'zod';
import { settingIds, storageKeys } from '../../ids';
import type { Grouping } from '../../inventory/grouping';
import type { SecretIndex } from '../../inventory/secretIndex';
import { displayText } from '../../model/displayText';
import { ConnectionRecords } from '../core/connectionRecords';
import { quickPickText } from '../core/escapeText';
import { secretCount } from '../core/format';
import type { OpenProject } from '../core/openProject';
import { onDidChangeSetting, settings } from '../core/settings';
import { multiSelect } from '../quickInput/multiSelect';

const groupingSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('everyTag') }),
  z.object({ by: z.literal('tagKeys'), keys: z.array(z.string().min(1)).min(1).readonly() }),
  z.object({ by: z.literal('state') }),
  z.object({ by: z.literal('type') }),
  z.object({ by: z.literal('none') }),
]);

/** Which grouping was chosen for which connection; the `groupBy` setting answers for the others. */
export class GroupingStore implements vscode.Disposable {
  readonly onDidChange: vscode.Event<void>;
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly subscription: vscode.Disposable;

  /** Of the schema's own type, so that a grouping which the schema does not know cannot be stored. */
  private readonly records: ConnectionRecords<z.infer<typeof groupingSchema>>;

  /** A stored grouping that cannot be read counts as not chosen, without a message. */
  constructor(state: vscode.Memento) {
    this.records = new ConnectionRecords(state, storageKeys.groupings, groupingSchema);
    this.onDidChange = this.changes.event;
    this.subscription = onDidChangeSetting(settingIds.groupBy, () => this.changes.fire());
  }

  get(connectionId: string): Grouping {
    const chosen = this.records.get(connectionId);
    if (chosen) return chosen;
    const keys = settings.groupBy();
    return keys.length > 0 ? { by: 'tagKeys', keys } : { by: 'everyTag' };
  }

  async set(connectionId: string, grouping: Grouping): Promise<void> {
    await this.records.set(connectionId, grouping);
    this.changes.fire();
  }

  dispose(): void {
    this.subscription.dispose();
    this.changes.dispose();
  }
}

interface GroupingItem extends vscode.QuickPickItem {
  /** `undefined` goes on to choosing several tag keys. */
  readonly grouping?: Grouping;
}

/** Lets the person choose how the rows are arranged. */
export async function groupBy({ connection, visible }: OpenProject, groupings: GroupingStore): Promise<void> {
  const current = groupings.get(connection.id);
  const { index } = visible.state;
  const chosen = await vscode.window.showQuickPick(groupingItems(index, current), {
    placeHolder: vscode.l10n.t('Group secrets by'),
    matchOnDescription: true,
  });
  if (!chosen) return;
  const grouping = chosen.grouping ?? (await chooseKeys(index, current));
  if (grouping) await groupings.set(connection.id, grouping);
}

function groupingItems(index: SecretIndex, current: Grouping): GroupingItem[] {
  const choice = (label: string, icon: string, grouping: Grouping, description?: string): GroupingItem => {
    const isCurrent = JSON.stringify(grouping) === JSON.stringify(current);
    const notes = [description, isCurrent ? vscode.l10n.t('current') : undefined].filter((note) => note !== undefined);
    return { label, iconPath: new vscode.ThemeIcon(icon), grouping, description: notes.join(' · ') };
  };
  const { tagKeys } = index;
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

async function chooseKeys(index: SecretIndex, current: Grouping): Promise<Grouping | undefined> {
  const counts = new Map(index.tagKeys.map(({ key, count }) => [key, count]));
  const chosenBefore = current.by === 'tagKeys' ? current.keys : [];
  const title = vscode.l10n.t('Group Secrets by Several Tag Keys');
  const keys = await multiSelect({
    title,
    placeholder: vscode.l10n.t('Tick the keys in the order in which they nest'),
    items: [...new Set([...counts.keys(), ...chosenBefore])].map((key) => ({
      value: key,
      label: quickPickText(key),
      description: secretCount(counts.get(key) ?? 0),
    })),
    ticked: chosenBefore,
    mayBeEmpty: true,
    titleOf: (ticked) => [title, ticked.map((key) => displayText(key)).join(' › ')].filter(Boolean).join(': '),
  });
  return typeof keys === 'object' && keys.length > 0 ? { by: 'tagKeys', keys } : undefined;
}
