import * as vscode from 'vscode';
import * as z from 'zod';
import { settingIds, storageKeys } from '../../ids';
import type { Grouping } from '../../inventory/grouping';
import { ConnectionRecords } from '../connectionRecords';
import { onDidChangeSetting, settings } from '../settings';

const groupingSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('everyTag') }),
  z.object({ by: z.literal('tagKeys'), keys: z.array(z.string().min(1)).min(1) }),
  z.object({ by: z.literal('state') }),
  z.object({ by: z.literal('type') }),
  z.object({ by: z.literal('none') }),
]);

/** Which grouping was chosen for which connection; the `groupBy` setting answers for the others. */
export class GroupingStore implements vscode.Disposable {
  readonly onDidChange: vscode.Event<void>;
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly subscription: vscode.Disposable;

  private readonly records: ConnectionRecords<Grouping>;

  /** A choice of looks is not worth a message: what cannot be read counts as not chosen. */
  constructor(state: vscode.Memento) {
    this.records = new ConnectionRecords<Grouping>(state, storageKeys.groupings, groupingSchema);
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

  /** The setting answers again. */
  forget(connectionId: string): Promise<void> {
    return this.records.set(connectionId, undefined);
  }

  dispose(): void {
    this.subscription.dispose();
    this.changes.dispose();
  }
}
