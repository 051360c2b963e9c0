import * as vscode from 'vscode';
import * as z from 'zod';
import { settingIds, storageKeys } from '../../ids';
import type { Grouping } from '../../inventory/grouping';
import { onDidChangeSetting, settings } from '../settings';

const groupingSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('everyTag') }),
  z.object({ by: z.literal('tagKeys'), keys: z.array(z.string().min(1)).min(1) }),
  z.object({ by: z.literal('state') }),
  z.object({ by: z.literal('type') }),
  z.object({ by: z.literal('none') }),
]);

/** A list of pairs and not an object, so that a connection of any name is only a string. */
const storedSchema = z.array(z.tuple([z.string(), groupingSchema]));

/** Which grouping was chosen for which connection; the `groupBy` setting answers for the others. */
export class GroupingStore implements vscode.Disposable {
  readonly onDidChange: vscode.Event<void>;
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly subscription: vscode.Disposable;

  constructor(private readonly state: vscode.Memento) {
    this.onDidChange = this.changes.event;
    this.subscription = onDidChangeSetting(settingIds.groupBy, () => this.changes.fire());
  }

  get(connectionId: string): Grouping {
    const chosen = this.read().get(connectionId);
    if (chosen) return chosen;
    const keys = settings.groupBy();
    return keys.length > 0 ? { by: 'tagKeys', keys } : { by: 'everyTag' };
  }

  async set(connectionId: string, grouping: Grouping): Promise<void> {
    const groupings = this.read().set(connectionId, grouping);
    await this.state.update(storageKeys.groupings, [...groupings]);
    this.changes.fire();
  }

  dispose(): void {
    this.subscription.dispose();
    this.changes.dispose();
  }

  /** A choice of looks is not worth a message: what cannot be read counts as not chosen. */
  private read(): Map<string, Grouping> {
    const stored = storedSchema.safeParse(this.state.get(storageKeys.groupings));
    return new Map(stored.success ? stored.data : []);
  }
}
