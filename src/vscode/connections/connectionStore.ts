import * as vscode from 'vscode';
import * as z from 'zod';
import { storageKeys } from '../../ids';
import type { Connection, Credential } from '../../model/connection';
import { parseEndpoint } from '../../model/endpoint';
import type { Logger } from '../../model/logger';

export interface StoredConnection {
  readonly connection: Connection;
  readonly credential: Credential;
}

const storedSchema = z.object({
  version: z.literal(1),
  connection: z.object({
    id: z.string().min(1),
    kind: z.enum(['cloud', 'sample']),
    // A credential is only ever sent to the endpoint it is stored with, so that is checked again here.
    endpoint: z.string().refine((text) => 'endpoint' in parseEndpoint(text)),
    region: z.string().optional(),
    projectId: z.string().min(1),
  }),
  credential: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('token'), token: z.string().min(1), expiresAt: z.int().nonnegative().optional() }),
    z.object({
      kind: z.literal('accessKey'),
      accessKey: z.string().min(1),
      secretKey: z.string().min(1),
      securityToken: z.string().min(1).optional(),
    }),
  ]),
});

/**
 * Keeps the connection and its credential together in SecretStorage, so that one cannot be changed without the other
 * and every window of the editor sees the same.
 *
 * SecretStorage is encrypted with the operating system's keychain on the desktop. It does not protect against other
 * programs of the same user, nor against a modified editor.
 */
export class ConnectionStore {
  readonly onDidChange: vscode.Event<void>;
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly subscription: vscode.Disposable;

  constructor(
    private readonly secrets: vscode.SecretStorage,
    private readonly logger: Logger,
  ) {
    this.onDidChange = this.changes.event;
    this.subscription = secrets.onDidChange(({ key }) => {
      if (key === storageKeys.connection) this.changes.fire();
    });
  }

  /** What is stored; `undefined` when nothing is, or when it cannot be read, which the log then says. */
  async read(): Promise<StoredConnection | undefined> {
    const text = await this.secrets.get(storageKeys.connection);
    if (text === undefined) return undefined;
    const stored = storedSchema.safeParse(parseJson(text));
    if (stored.success) {
      const { connection, credential } = stored.data;
      return { connection: { ...connection, region: connection.region }, credential };
    }
    const rules = stored.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`);
    this.logger.warn(`The stored connection cannot be read and is ignored (${rules.join(', ')}). Sign in again.`);
    return undefined;
  }

  async write({ connection, credential }: StoredConnection): Promise<void> {
    await this.secrets.store(storageKeys.connection, JSON.stringify({ version: 1, connection, credential }));
  }

  async delete(): Promise<void> {
    await this.secrets.delete(storageKeys.connection);
  }

  dispose(): void {
    this.subscription.dispose();
    this.changes.dispose();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // The schema refuses it, in one place for all ways of being unreadable.
  }
}
