import type * as vscode from 'vscode';
import * as z from 'zod';
import { storageKeys } from '../../ids';
import { ConnectionRecords } from '../connectionRecords';

const maxRecent = 10;

/** The secrets that were picked last, by connection: ids only. */
export class RecentSecrets {
  private readonly records: ConnectionRecords<readonly string[]>;

  /** A list of ids is not worth a message: what cannot be read counts as none. */
  constructor(state: vscode.Memento) {
    this.records = new ConnectionRecords(state, storageKeys.recents, z.array(z.string()));
  }

  /** The latest first. */
  get(connectionId: string): readonly string[] {
    return this.records.get(connectionId) ?? [];
  }

  async add(connectionId: string, secretId: string): Promise<void> {
    const others = this.get(connectionId).filter((id) => id !== secretId);
    await this.records.set(connectionId, [secretId, ...others].slice(0, maxRecent));
  }
}
