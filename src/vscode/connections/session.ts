import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { CsmsClient } from '../../csms/csmsClient';
import type { Connection, Credential } from '../../model/connection';
import { UserFacingError } from '../errorPresenter';
import type { ConnectionStore } from './connectionStore';
import { type Environment, environmentNames, usableEnvironmentKey } from './environmentKey';
import type { SampleService } from './sampleService';
import { noConnections, type StoredConnection, type StoredConnections } from './storedConnections';

export interface OpenableConnection {
  readonly connection: Connection;
  readonly credential: Credential;
}

export type CreateClient = (openable: OpenableConnection) => CsmsClient;

/** A connection as it is shown and chosen: without what opens it. */
export interface KnownConnection {
  readonly connection: Connection;
  /** Ms since 1970-01-01 UTC, where it is known. */
  readonly expiresAt: number | undefined;
  /** The ID of the access key (AK) that opens it. */
  readonly accessKey?: string | undefined;
}

/** The connection in use and the client that speaks to it. */
export interface ActiveConnection extends KnownConnection {
  readonly client: CsmsClient;
}

interface SessionDeps {
  readonly store: ConnectionStore;
  readonly createClient: CreateClient;
  readonly sample: SampleService;
  readonly environment: Environment;
  readonly onError: (error: unknown) => void;
}

/**
 * Which connections there are, and which one is in use in this window. It follows the store, so that signing in,
 * switching and signing out in one window is seen in all. Nothing is sent over the network here.
 */
export class Session implements vscode.Disposable {
  /** Another connection is in use, or none, or the same one with a new client. */
  readonly onDidChange: vscode.Event<ActiveConnection | undefined>;
  /** The connection in use is called otherwise, or there are others beside it. */
  readonly onDidChangeNames: vscode.Event<void>;
  /** A person removed the connection of this id, in this window. */
  readonly onDidForget: vscode.Event<string>;
  private readonly changes = new vscode.EventEmitter<ActiveConnection | undefined>();
  private readonly nameChanges = new vscode.EventEmitter<void>();
  private readonly forgetting = new vscode.EventEmitter<string>();
  private readonly subscription: vscode.Disposable;
  private stored: StoredConnections = noConnections;
  private opened: StoredConnection | undefined;
  private current: ActiveConnection | undefined;
  private following: Promise<void> = Promise.resolve();
  private disposed = false;

  constructor(private readonly deps: SessionDeps) {
    this.onDidChange = this.changes.event;
    this.onDidChangeNames = this.nameChanges.event;
    this.onDidForget = this.forgetting.event;
    this.subscription = deps.store.onDidChange(() => void this.follow().catch(deps.onError));
  }

  get active(): ActiveConnection | undefined {
    return this.current;
  }

  /** All that were signed in to, the one in use among them. */
  get connections(): readonly KnownConnection[] {
    return this.stored.connections.map(known);
  }

  /** Takes up what is stored. Calls are answered one after the other, so that a slow one cannot undo a newer one. */
  follow(): Promise<void> {
    return this.inTurn(async () => this.takeUp(await this.deps.store.read()));
  }

  /**
   * Adds connections, or replaces those of the same ids, and uses the first. It gets a new client even if nothing is
   * new: the one in use may have given up on its access key.
   */
  signIn(added: readonly StoredConnection[]): Promise<void> {
    return this.change((stored) => {
      const byId = new Map(stored.connections.map((each) => [idOf(each), each]));
      for (const each of added) byId.set(idOf(each), withOldNames(each, byId.get(idOf(each))));
      if (this.opened && added.some((each) => idOf(each) === this.stored.current)) this.opened = undefined;
      return { current: added[0] && idOf(added[0]), connections: [...byId.values()] };
    });
  }

  switchTo(id: string): Promise<void> {
    return this.change((stored) => {
      // What could not be opened before is tried again when a person asks for it.
      if (!this.current) this.opened = undefined;
      if (stored.connections.some((each) => idOf(each) === id)) return { ...stored, current: id };
      throw new UserFacingError(vscode.l10n.t('This connection was removed meanwhile.'));
    });
  }

  /** `undefined` gives a connection back the name made of region and project. */
  rename(id: string, name: string | undefined): Promise<void> {
    return this.change(({ current, connections }) => ({
      current,
      connections: connections.map((each) =>
        idOf(each) === id ? { ...each, connection: { ...each.connection, name } } : each,
      ),
    }));
  }

  /** Signs out of a connection and deletes its credential. What is remembered of it waits for the next sign-in. */
  async signOut(id: string): Promise<void> {
    await this.change(({ current, connections }) => ({
      current: current === id ? undefined : current,
      connections: connections.filter((each) => idOf(each) !== id),
    }));
    // Whoever signs out does not expect that a credential is left, even one that cannot be read.
    await this.deps.store.forgetUnreadable();
  }

  /** Signs out of a connection and forgets all that is remembered of it. */
  async remove(id: string): Promise<void> {
    await this.signOut(id);
    this.forgetting.fire(id);
  }

  dispose(): void {
    this.disposed = true;
    this.subscription.dispose();
    this.current?.client.dispose();
    this.changes.dispose();
    this.nameChanges.dispose();
    this.forgetting.dispose();
  }

  private change(update: (stored: StoredConnections) => StoredConnections): Promise<void> {
    return this.inTurn(async () => {
      const changed = update(await this.deps.store.read());
      await this.deps.store.write(changed);
      await this.takeUp(changed);
    });
  }

  private inTurn(run: () => Promise<void>): Promise<void> {
    const next = this.following.then(run);
    this.following = next.catch(() => undefined); // Each caller sees its own failure; the next call starts afresh.
    return next;
  }

  private async takeUp(stored: StoredConnections): Promise<void> {
    this.stored = stored;
    const current = stored.connections.find((each) => idOf(each) === stored.current);
    if (current && this.opened && isDeepStrictEqual(withoutName(current), withoutName(this.opened))) {
      this.opened = current;
      // One that could not be opened has said so, and would fail again.
      if (this.current) {
        this.current = { ...this.current, connection: { ...this.current.connection, name: current.connection.name } };
      }
      this.nameChanges.fire();
      return;
    }
    // Whatever comes of it, the connection in use is no longer the chosen one.
    this.opened = current;
    if (this.current) this.show(undefined);
    this.nameChanges.fire();
    await this.deps.sample.stop();
    if (current) this.show(await this.open(current));
  }

  private async open(stored: StoredConnection): Promise<ActiveConnection> {
    const openable = this.withCredential(stored);
    const reachable = openable.connection.kind === 'sample' ? await this.deps.sample.start(openable) : openable;
    return { ...known(reachable), client: this.deps.createClient(reachable) };
  }

  private withCredential({ connection, credential }: StoredConnection): OpenableConnection {
    if (credential.kind !== 'environment') return { connection, credential };
    const key = usableEnvironmentKey(this.deps.environment);
    if (key.accessKey === credential.accessKey) return { connection, credential: key };
    throw new UserFacingError(
      vscode.l10n.t(
        '{0} holds a different access key from the one that this connection was made with, so it is not used. Sign in again.',
        environmentNames.accessKey,
      ),
    );
  }

  private show(active: ActiveConnection | undefined): void {
    this.current?.client.dispose();
    this.current = this.disposed ? undefined : active;
    if (!this.disposed) this.changes.fire(this.current);
    else active?.client.dispose();
  }
}

function idOf({ connection: { id } }: StoredConnection): string {
  return id;
}

function known({ connection, credential }: StoredConnection): KnownConnection {
  return {
    connection,
    expiresAt: credential.kind === 'token' ? credential.expiresAt : undefined,
    accessKey: credential.kind === 'accessKey' ? credential.accessKey : undefined,
  };
}

/** Signing in again takes no name away. */
function withOldNames(
  { connection, credential }: StoredConnection,
  old: StoredConnection | undefined,
): StoredConnection {
  const { name, projectName } = old?.connection ?? {};
  const names = { ...(name === undefined ? {} : { name }), ...(projectName === undefined ? {} : { projectName }) };
  return { connection: { ...names, ...connection }, credential };
}

function withoutName({ connection, credential }: StoredConnection): StoredConnection {
  return { connection: { ...connection, name: undefined }, credential };
}
