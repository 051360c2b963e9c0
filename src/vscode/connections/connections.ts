import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { OpenableConnection } from '../core/core';
import type { CurrentProject } from '../core/currentProject';
import { UserFacingError } from '../core/errors';
import type { ConnectionEntry, OpenProject } from '../core/openProject';
import { agreedEnvironmentKey, type Environment } from './environmentKey';
import type { SampleService } from './samples';
import {
  type ConnectionStore,
  noConnections,
  type StoredConnection,
  type StoredConnections,
} from './storedConnections';

interface ConnectionsDeps {
  readonly store: ConnectionStore;
  readonly project: CurrentProject;
  readonly openProject: (openable: OpenableConnection, entry: ConnectionEntry) => OpenProject;
  readonly sample: SampleService;
  readonly environment: Environment;
  readonly onError: (error: unknown) => void;
}

/**
 * Which connections there are. It opens the project of the one in use, in this window, and follows the store, so that
 * signing in, switching and signing out in one window is seen in all. Nothing is sent over the network here.
 */
export class Connections implements vscode.Disposable {
  private readonly subscription: vscode.Disposable;
  private stored: StoredConnections = noConnections;
  /** The stored connection that is in use, or that could not be opened. */
  private activeEntry: StoredConnection | undefined;
  private lastCall: Promise<void> = Promise.resolve();

  constructor(private readonly deps: ConnectionsDeps) {
    this.subscription = deps.store.onDidChange(() => void this.syncFromStore().catch(deps.onError));
  }

  /** All that were signed in to, the one in use among them. */
  get entries(): readonly ConnectionEntry[] {
    return this.stored.connections.map(entryOf);
  }

  /** Adopts what is stored. Calls are answered one after the other, so that a slow one cannot undo a newer one. */
  syncFromStore(): Promise<void> {
    return this.serialize(async () => this.adopt(await this.deps.store.read()));
  }

  /**
   * Adds connections, or replaces those of the same ids, and uses the first. It gets a new client even if nothing is
   * new: the one in use may have given up on its access key.
   */
  signIn(added: readonly StoredConnection[]): Promise<void> {
    return this.change((stored) => {
      const byId = new Map(stored.connections.map((each) => [idOf(each), each]));
      for (const each of added) byId.set(idOf(each), withOldNames(each, byId.get(idOf(each))));
      if (this.activeEntry && added.some((each) => idOf(each) === this.stored.current)) this.activeEntry = undefined;
      return { current: added[0] && idOf(added[0]), connections: [...byId.values()] };
    });
  }

  switchTo(id: string): Promise<void> {
    return this.change((stored) => {
      // What could not be opened before is tried again when a person asks for it.
      if (!this.deps.project.value) this.activeEntry = undefined;
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

  dispose(): void {
    this.subscription.dispose();
  }

  private change(update: (stored: StoredConnections) => StoredConnections): Promise<void> {
    return this.serialize(async () => {
      const changed = update(await this.deps.store.read());
      await this.deps.store.write(changed);
      await this.adopt(changed);
    });
  }

  private serialize(run: () => Promise<void>): Promise<void> {
    const next = this.lastCall.then(run);
    this.lastCall = next.catch(() => undefined); // Each caller sees its own failure; the next call starts afresh.
    return next;
  }

  private async adopt(stored: StoredConnections): Promise<void> {
    const { project, sample } = this.deps;
    this.stored = stored;
    const chosen = stored.connections.find((each) => idOf(each) === stored.current);
    if (chosen && this.activeEntry && isDeepStrictEqual(withoutName(chosen), withoutName(this.activeEntry))) {
      this.activeEntry = chosen;
      // One that could not be opened is not tried again here: its error was shown.
      project.value?.rename(chosen.connection.name);
      project.announceNames();
      return;
    }
    // Close the old connection first: opening the new one may fail.
    this.activeEntry = chosen;
    if (project.value) project.replace(undefined);
    project.announceNames();
    await sample.stop();
    if (chosen) project.replace(await this.open(chosen));
  }

  private async open({ connection, credential: stored }: StoredConnection): Promise<OpenProject> {
    const { environment, sample, openProject } = this.deps;
    const credential = stored.kind === 'environment' ? agreedEnvironmentKey(environment, stored.accessKey) : stored;
    const openable = { connection, credential };
    const reachable = connection.kind === 'sample' ? await sample.start(openable) : openable;
    return openProject(reachable, entryOf(reachable));
  }
}

function idOf({ connection: { id } }: StoredConnection): string {
  return id;
}

function entryOf({ connection, credential }: StoredConnection): ConnectionEntry {
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
