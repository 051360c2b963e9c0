import * as vscode from 'vscode';
import { storageKeys } from '../../ids';
import type { Logger } from '../../model/logger';
import { noConnections, readConnections, type StoredConnections, writeConnections } from './storedConnections';

/**
 * Keeps all connections and their credentials in one entry of SecretStorage: a change is whole or not at all, and every
 * window of the editor sees the same.
 *
 * SecretStorage is encrypted with the operating system's keychain on the desktop. It does not protect against other
 * programs of the same user, nor against a modified editor.
 */
export class ConnectionStore {
  readonly onDidChange: vscode.Event<void>;
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly subscription: vscode.Disposable;

  /** @param onUnreadable tells the person that something could not be read and was set aside */
  constructor(
    private readonly secrets: vscode.SecretStorage,
    private readonly logger: Logger,
    private readonly onUnreadable: () => void,
  ) {
    this.onDidChange = this.changes.event;
    this.subscription = secrets.onDidChange(({ key }) => {
      if (key === storageKeys.connections) this.changes.fire();
    });
  }

  /** Gives what is stored. A part that cannot be read is moved to an entry of its own, and the person is told once. */
  async read(): Promise<StoredConnections> {
    const text = await this.secrets.get(storageKeys.connections);
    if (text === undefined) return noConnections;
    const { stored, problems, unreadable } = readConnections(text);
    if (unreadable !== undefined) {
      this.logger.warn(`A stored connection cannot be read and was set aside (${problems.join(', ')}). Sign in again.`);
      await this.secrets.store(storageKeys.unreadableConnections, unreadable);
      await this.write(stored);
      this.onUnreadable();
    }
    return stored;
  }

  async write(stored: StoredConnections): Promise<void> {
    if (stored.connections.length === 0) await this.secrets.delete(storageKeys.connections);
    else await this.secrets.store(storageKeys.connections, writeConnections(stored));
  }

  /** Deletes what was set aside because it could not be read. */
  async forgetUnreadable(): Promise<void> {
    await this.secrets.delete(storageKeys.unreadableConnections);
  }

  dispose(): void {
    this.subscription.dispose();
    this.changes.dispose();
  }
}
