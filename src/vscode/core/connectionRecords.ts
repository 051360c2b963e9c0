import type * as vscode from 'vscode';
import * as z from 'zod';
import { storageKeys } from '../../ids';

/** A list of pairs and not an object, so that a connection of any name is only a string. */
const pairsSchema = z.array(z.unknown());
const pairSchema = z.tuple([z.string(), z.unknown()]);

/**
 * Stored values of one kind, one for each connection. Each is read by itself: one that this version cannot read counts
 * as none, and neither takes others with it nor is overwritten by them.
 */
export class ConnectionRecords<T> {
  constructor(
    private readonly state: vscode.Memento,
    private readonly storageKey: string,
    private readonly schema: z.ZodType<T>,
    /** Told once when something stored cannot be read. */
    private readonly onUnreadable: () => void = () => undefined,
  ) {}

  private hasReported = false;

  get(connectionId: string): T | undefined {
    const stored = this.pairs().find(([id]) => id === connectionId);
    if (!stored) return undefined;
    const value = this.schema.safeParse(stored[1]);
    if (!value.success) this.reportUnreadable();
    return value.data;
  }

  /** `undefined` forgets. */
  async set(connectionId: string, value: T | undefined): Promise<void> {
    const others = this.pairs().filter(([id]) => id !== connectionId);
    await this.state.update(this.storageKey, value === undefined ? others : [...others, [connectionId, value]]);
  }

  private pairs(): readonly (readonly [string, unknown])[] {
    const stored = this.state.get<unknown>(this.storageKey);
    const elements = pairsSchema.safeParse(stored ?? []);
    if (!elements.success) this.reportUnreadable();
    const pairs = (elements.data ?? []).map((element) => pairSchema.safeParse(element));
    if (pairs.some(({ success }) => !success)) this.reportUnreadable();
    return pairs.flatMap(({ data }) => (data ? [data] : []));
  }

  private reportUnreadable(): void {
    if (!this.hasReported) this.onUnreadable();
    this.hasReported = true;
  }
}

/** Forgets what is stored of a connection, of whatever kind. */
export async function forgetRecords(state: vscode.Memento, connectionId: string): Promise<void> {
  const kinds = [storageKeys.groupings, storageKeys.filters, storageKeys.recents];
  await Promise.all(kinds.map((key) => new ConnectionRecords(state, key, z.unknown()).set(connectionId, undefined)));
}
