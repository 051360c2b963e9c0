import type * as vscode from 'vscode';
import * as z from 'zod';
import { storageKeys } from '../../ids';

const maxRecent = 10;

const storedSchema = z.array(z.tuple([z.string(), z.array(z.string())]));

/** The secrets that were picked last, by connection: ids only. */
export class RecentSecrets {
  constructor(private readonly state: vscode.Memento) {}

  /** The latest first. */
  get(connectionId: string): readonly string[] {
    return this.read().get(connectionId) ?? [];
  }

  async add(connectionId: string, secretId: string): Promise<void> {
    const recents = this.read();
    const others = (recents.get(connectionId) ?? []).filter((id) => id !== secretId);
    recents.set(connectionId, [secretId, ...others].slice(0, maxRecent));
    await this.state.update(storageKeys.recents, [...recents]);
  }

  private read(): Map<string, string[]> {
    const stored = storedSchema.safeParse(this.state.get(storageKeys.recents));
    return new Map(stored.success ? stored.data : []);
  }
}
