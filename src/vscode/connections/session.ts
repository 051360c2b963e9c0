import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { CsmsClient } from '../../csms/csmsClient';
import type { Connection } from '../../model/connection';
import type { ConnectionStore, StoredConnection } from './connectionStore';
import type { SampleService } from './sampleService';

export type CreateClient = (stored: StoredConnection) => CsmsClient;

/** The connection in use and the client that speaks to it. */
export interface ActiveConnection {
  readonly connection: Connection;
  readonly client: CsmsClient;
}

/**
 * Which connection is in use in this window. It follows the store, so that signing in or out in one window is seen in
 * all. Nothing is sent over the network here.
 */
export class Session implements vscode.Disposable {
  readonly onDidChange: vscode.Event<ActiveConnection | undefined>;
  private readonly changes = new vscode.EventEmitter<ActiveConnection | undefined>();
  private readonly subscription: vscode.Disposable;
  private stored: StoredConnection | undefined;
  private current: ActiveConnection | undefined;
  private following: Promise<void> = Promise.resolve();
  private disposed = false;

  constructor(
    private readonly store: ConnectionStore,
    private readonly createClient: CreateClient,
    private readonly sample: SampleService,
    onError: (error: unknown) => void,
  ) {
    this.onDidChange = this.changes.event;
    this.subscription = store.onDidChange(() => void this.follow().catch(onError));
  }

  get active(): ActiveConnection | undefined {
    return this.current;
  }

  /** Takes up what is stored. Calls are answered one after the other, so that a slow one cannot undo a newer one. */
  follow(): Promise<void> {
    const next = this.following.then(() => this.takeUpStored());
    this.following = next.catch(() => undefined); // Each caller sees its own failure; the next call starts afresh.
    return next;
  }

  /** Makes a new client even for what is stored already: the one in use may have given up on its access key. */
  async signIn(stored: StoredConnection): Promise<void> {
    this.stored = undefined;
    await this.store.write(stored);
    await this.follow();
  }

  async signOut(): Promise<void> {
    await this.store.delete();
    await this.follow();
  }

  dispose(): void {
    this.disposed = true;
    this.subscription.dispose();
    this.current?.client.dispose();
    this.changes.dispose();
  }

  private async takeUpStored(): Promise<void> {
    const stored = await this.store.read();
    if (isDeepStrictEqual(stored, this.stored)) return;
    // Whatever comes of it, the connection in use is no longer what is stored.
    this.stored = stored;
    this.show(undefined);
    await this.sample.stop();
    const reachable = stored?.connection.kind === 'sample' ? await this.sample.start(stored) : stored;
    if (reachable) this.show({ connection: reachable.connection, client: this.createClient(reachable) });
  }

  private show(active: ActiveConnection | undefined): void {
    this.current?.client.dispose();
    this.current = this.disposed ? undefined : active;
    if (!this.disposed) this.changes.fire(this.current);
    else active?.client.dispose();
  }
}
