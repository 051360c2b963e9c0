import type * as vscode from 'vscode';
import type { CsmsClient } from '../../csms/csmsClient';
import { ChangeEmitter, type ChangeEvent } from '../../inventory/changeEmitter';
import { Inventory, type InventoryOptions } from '../../inventory/inventory';
import type { DeletedSecret } from '../../inventory/secretIndex';
import type { Connection } from '../../model/connection';
import type { Secret } from '../../model/secret';
import { isEmptyFilter, noFilter, type SecretFilter } from '../../model/secretFilter';
import { isServiceError } from '../../model/serviceError';

/** A connection as it is shown and chosen: without what opens it. */
export interface ConnectionEntry {
  readonly connection: Connection;
  /** Ms since 1970-01-01 UTC, where it is known. */
  readonly expiresAt: number | undefined;
  /** The ID of the access key (AK) that opens it. */
  readonly accessKey?: string | undefined;
}

/**
 * What changed:
 * - `connection`: another project is open, or none, or the same one with a new client.
 * - `secrets`: the secrets that are loaded, or which of them are visible.
 * - `status`: how far a load is, how it ended, the total, or whether the sign-in has expired.
 * - `names`: what the connection is called, or which others there are.
 */
export interface ProjectChange {
  readonly kind: 'connection' | 'secrets' | 'status' | 'names';
}

/** Keeps which filter is on for which connection. */
export interface FilterMemory {
  get(connectionId: string): SecretFilter | undefined;
  /** @throws {UserFacingError} when the service would refuse the filter */
  set(connectionId: string, filter: SecretFilter | undefined): Promise<void>;
}

export interface OpenProjectOptions extends InventoryOptions {
  readonly filters: FilterMemory;
  readonly onError: (error: unknown) => void;
}

/** What a document may say of a secret. */
export interface SecretReference {
  readonly by: 'id' | 'name';
  readonly text: string;
}

/**
 * One project on screen. It is made when a connection is chosen and disposed whole when another one is: nothing in it is
 * ever pointed elsewhere, so nothing of one project can be seen under another's name.
 *
 * All secrets and those of a filter are kept apart, so that search and look-ups see all while a filter is on.
 */
export class OpenProject {
  readonly expiresAt: number | undefined;
  /** Every secret of the project. */
  readonly all: Inventory;
  readonly #changes = new ChangeEmitter<ProjectChange>();
  readonly onDidChange: ChangeEvent<ProjectChange> = this.#changes.event;
  readonly #closing = new AbortController();
  #connection: Connection;
  #filter: SecretFilter | undefined;
  #filtered: Inventory | undefined;
  #counting: { readonly controller: AbortController; readonly done: Promise<void> } | undefined;
  #counted: number | undefined;
  /** All secrets are read anew because of a refresh of the visible ones, and not for search. */
  #isRefreshingAll = false;

  constructor(
    { connection, expiresAt }: ConnectionEntry,
    readonly client: CsmsClient,
    private readonly options: OpenProjectOptions,
  ) {
    this.#connection = connection;
    this.expiresAt = expiresAt;
    this.all = new Inventory(client, noFilter, options, this.#changes);
    this.#show(options.filters.get(connection.id));
  }

  get connection(): Connection {
    return this.#connection;
  }

  /** What the service gives for the filter that is on, or else everything. */
  get visible(): Inventory {
    return this.#filtered ?? this.all;
  }

  /** The filter that is on. */
  get filter(): SecretFilter | undefined {
    return this.#filter;
  }

  /** How many secrets there are without the filter, as far as known. */
  get total(): number | undefined {
    const { rows, index, expected } = this.all.state;
    return rows === 'whole' ? index.size : (this.#counted ?? expected);
  }

  /** The sign-in has ended, as far as this machine's clock tells. */
  get isExpired(): boolean {
    return this.expiresAt !== undefined && this.expiresAt <= this.options.clock.now();
  }

  /** A part of the console exists for the connection. */
  get canOpenConsole(): boolean {
    return this.#connection.region !== undefined;
  }

  /**
   * Keeps the filter for the connection, shows what it leaves and starts to load that. No row of the old one is visible
   * under the new. `undefined`, or a filter without conditions, shows everything.
   *
   * @throws {UserFacingError} when the service would refuse the filter
   */
  async setFilter(filter: SecretFilter | undefined): Promise<void> {
    await this.options.filters.set(this.#connection.id, filter);
    if (this.#closing.signal.aborted) return;
    this.#show(filter);
    this.#changes.fire({ kind: 'secrets' });
    this.loadUnlessEnded().catch(this.options.onError);
  }

  /** Loads what is visible unless it is loaded, and counts all beside a filter. Rejects only for a defect. */
  async load(): Promise<void> {
    await Promise.all([this.visible.load(), this.total === undefined ? this.#count() : undefined]);
  }

  /** Loads as `load` does, unless a load failed or was cancelled: only a person repeats that. */
  async loadUnlessEnded(): Promise<void> {
    if (this.visible.canStart) await this.load();
  }

  /** Loads anew what is visible, since a person asks; what search reads too, if it was loaded, or else the total. */
  async refresh(): Promise<void> {
    this.client.resetCredential(); // The person may have set the clock or the key right.
    if (!this.#filtered) return this.all.refresh();
    const isAllLoaded = this.all.state.rows !== 'none';
    await Promise.all([this.#filtered.refresh(), isAllLoaded ? this.#refreshAllBeside() : this.#count()]);
  }

  /** Loads all anew, since a person asks, whatever is visible. */
  async refreshAll(): Promise<void> {
    this.client.resetCredential();
    await this.all.refresh();
  }

  /** Ends what loads the visible secrets. */
  cancel(): void {
    this.#stopCounting();
    this.visible.cancel();
    if (this.#isRefreshingAll) this.all.cancel();
  }

  /** Looks in what is loaded. Nothing of a reference is sent anywhere. */
  find({ by, text }: SecretReference): Secret | undefined {
    const { index } = this.all.state;
    return by === 'id' ? index.byId(text) : index.byName(text)[0];
  }

  /** A secret that was there and was deleted meanwhile. */
  findDeleted({ by, text }: SecretReference): DeletedSecret | undefined {
    return by === 'id' ? this.all.deleted.byId(text) : undefined;
  }

  /** As `find`; loads all first where that can help. */
  async findLoaded(reference: SecretReference, token: vscode.CancellationToken): Promise<Secret | undefined> {
    const found = this.find(reference);
    if (found !== undefined || !(await this.loadAll(token))) return found;
    return this.find(reference);
  }

  /**
   * Loads all secrets unless they are loaded, or an earlier load failed or was cancelled. Gives up, without ending the
   * load, when nobody waits any more.
   *
   * @returns whether that was waited for to the end, and the project is still open
   */
  async loadAll(token: vscode.CancellationToken): Promise<boolean> {
    const { rows, activity } = this.all.state;
    if (rows === 'none' && !activity && !this.all.canStart) return false;
    await Promise.race([
      this.all.load(),
      new Promise<void>((resolve) => token.onCancellationRequested(() => resolve())),
    ]);
    return !token.isCancellationRequested && !this.#closing.signal.aborted;
  }

  rename(name: string | undefined): void {
    this.#connection = { ...this.#connection, name };
  }

  /** For whoever watches the clock: the sign-in has expired. */
  announceExpiry(): void {
    this.#changes.fire({ kind: 'status' });
  }

  dispose(): void {
    this.#closing.abort();
    this.#stopCounting();
    this.#changes.dispose();
    this.#filtered?.dispose();
    this.all.dispose();
    this.client.dispose();
  }

  #show(filter: SecretFilter | undefined): void {
    this.#stopCounting();
    this.#filtered?.dispose();
    this.#filter = filter && !isEmptyFilter(filter) ? filter : undefined;
    this.#filtered = this.#filter && new Inventory(this.client, this.#filter, this.options, this.#changes);
  }

  async #refreshAllBeside(): Promise<void> {
    if (this.all.state.activity) return this.all.load();
    this.#isRefreshingAll = true;
    try {
      await this.all.refresh();
    } finally {
      this.#isRefreshingAll = false;
    }
  }

  /** Asks for the total beside a filter; callers share one question. */
  async #count(): Promise<void> {
    if (!this.#filter) return;
    if (!this.#counting) {
      const controller = new AbortController();
      this.#counting = { controller, done: this.#askForTotal(controller.signal) };
    }
    await this.#counting.done;
  }

  /** Counts all secrets. A failure is not reported: the total is left out. */
  async #askForTotal(signal: AbortSignal): Promise<void> {
    try {
      const total = await this.client.count(noFilter, signal);
      if (signal.aborted) return; // Whoever aborted needs no answer.
      this.#counted = total;
      this.#changes.fire({ kind: 'status' });
    } catch (error) {
      if (!signal.aborted && !isServiceError(error)) throw error;
    } finally {
      if (!signal.aborted) this.#counting = undefined;
    }
  }

  #stopCounting(): void {
    this.#counting?.controller.abort();
    this.#counting = undefined;
  }
}
