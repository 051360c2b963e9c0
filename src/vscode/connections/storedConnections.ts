import type * as vscode from 'vscode';
import * as z from 'zod';
import { storageKeys } from '../../ids';
import type { Connection } from '../../model/connection';
import { parseEndpoint } from '../../model/endpoint';
import type { Logger } from '../../model/logger';

/** A schema that names every field of a type, optional ones too: a field that it left out would be lost on reading. */
type FieldsOf<T> = { readonly [Field in keyof T]-?: z.ZodType<T[Field]> };

// A credential is only ever sent to the endpoint it is stored with, so that is checked again when it is read.
const endpoint = z.string().refine((text) => {
  const result = parseEndpoint(text);
  return 'endpoint' in result && result.endpoint === text;
});

const connectionSchema = z
  .object({
    id: z.string().min(1),
    kind: z.enum(['cloud', 'sample']),
    endpoint,
    region: z.string().optional(),
    projectId: z.string().min(1),
    method: z.enum(['password', 'accessKey', 'temporaryKey', 'token', 'environment']),
    name: z.string().optional(),
    projectName: z.string().optional(),
    iamEndpoint: endpoint.optional(),
    user: z.object({ accountName: z.string(), userName: z.string() }).optional(),
  } satisfies FieldsOf<Connection>)
  // JSON leaves out what is `undefined`; a connection that was read must equal the one that was written.
  .transform((connection) => ({ ...connection, region: connection.region }));

const credentialSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('token'), token: z.string().min(1), expiresAt: z.int().nonnegative().optional() }),
  z.object({
    kind: z.literal('accessKey'),
    accessKey: z.string().min(1),
    secretKey: z.string().min(1),
    securityToken: z.string().min(1).optional(),
  }),
  // The access key in the environment of the editor is read at each use and never stored. Its ID is the one that was
  // agreed to: another key that turns up there is not used.
  z.object({ kind: z.literal('environment'), accessKey: z.string().min(1) }),
]);

const storedSchema = z.object({ connection: connectionSchema, credential: credentialSchema });

const fileSchema = z.object({
  version: z.literal(1),
  current: z.string().optional(),
  connections: z.array(z.unknown()),
});

/**
 * A connection and what opens it, kept together so that neither can be changed without the other. Only what the schema
 * knows can be written: a new sign-in method or kind of credential does not compile until it can also be read.
 */
export interface StoredConnection {
  readonly connection: Readonly<z.infer<typeof connectionSchema>>;
  readonly credential: Readonly<z.infer<typeof credentialSchema>>;
}

export interface StoredConnections {
  /** The id of the one in use; `undefined` when signed out. */
  readonly current: string | undefined;
  readonly connections: readonly StoredConnection[];
}

export const noConnections: StoredConnections = { current: undefined, connections: [] };

interface ReadConnections {
  readonly stored: StoredConnections;
  /** Why something could not be read: paths and rules, never what stands there. */
  readonly problems: readonly string[];
  /** What could not be read, as it was, without what could. */
  readonly unreadable: string | undefined;
}

/** Reads what `writeConnections` wrote. A connection that cannot be read is left out; the others are kept. */
export function readConnections(text: string): ReadConnections {
  const file = fileSchema.safeParse(parseJson(text));
  if (!file.success) return { stored: noConnections, problems: rulesOf(file.error), unreadable: text };
  const problems: string[] = [];
  const unreadable: unknown[] = [];
  const connections = file.data.connections.flatMap((each, at) => {
    const one = storedSchema.safeParse(each);
    if (one.success) return [one.data];
    problems.push(...rulesOf(one.error).map((rule) => `${at}.${rule}`));
    unreadable.push(each);
    return [];
  });
  const current = connections.find(({ connection: { id } }) => id === file.data.current)?.connection.id;
  return {
    stored: { current, connections },
    problems,
    unreadable: unreadable.length === 0 ? undefined : JSON.stringify(unreadable),
  };
}

export function writeConnections({ current, connections }: StoredConnections): string {
  return JSON.stringify({ version: 1, current, connections });
}

function rulesOf({ issues }: z.ZodError): readonly string[] {
  return issues.map(({ path, code }) => `${path.join('.')}: ${code}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // The schema refuses it, in one place for all ways of being unreadable.
  }
}

/**
 * Keeps all connections and their credentials in one entry of SecretStorage: a change is whole or not at all, and every
 * window of the editor sees the same.
 *
 * SecretStorage is encrypted with the operating system's keychain on the desktop. It does not protect against other
 * programs of the same user, nor against a modified editor.
 */
export class ConnectionStore {
  /** @param onUnreadable tells the person that something could not be read and was set aside */
  constructor(
    private readonly secrets: vscode.SecretStorage,
    private readonly logger: Logger,
    private readonly onUnreadable: () => void,
  ) {}

  onDidChange(listener: () => void): vscode.Disposable {
    return this.secrets.onDidChange(({ key }) => {
      if (key === storageKeys.connections) listener();
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
}
