import type * as vscode from 'vscode';
import type { GoneSecret, GoneSecrets } from '../../inventory/goneSecrets';
import type { Inventory } from '../../inventory/inventory';
import type { Secret } from '../../model/secret';
import type { Session } from '../connections/session';
import type { PossibleReference } from './documentReferences';

/**
 * Looks references up in what the inventory holds. Nothing that stands in a document is sent anywhere: the only request
 * is the inventory's own list, once, shared with the view.
 */
export class KnownSecrets {
  constructor(
    private readonly session: Session,
    private readonly inventory: Inventory,
    private readonly gone: GoneSecrets,
  ) {}

  get isSignedIn(): boolean {
    return this.session.active !== undefined;
  }

  /** A part of the console exists for the connection. */
  get canOpenConsole(): boolean {
    return this.session.active?.connection.region !== undefined;
  }

  /** Ms since 1970-01-01 UTC. */
  get loadedAt(): number | undefined {
    return this.inventory.state.loadedAt;
  }

  get all(): readonly Secret[] {
    return this.inventory.state.index.secrets;
  }

  find({ by, text }: Pick<PossibleReference, 'by' | 'text'>): Secret | undefined {
    const { index } = this.inventory.state;
    return by === 'id' ? index.byId(text) : index.byName(text)[0];
  }

  /** A secret that was there and was deleted meanwhile. */
  findGone({ by, text }: PossibleReference): GoneSecret | undefined {
    return by === 'id' ? this.gone.byId(text) : undefined;
  }

  /** As `find`; loads the list first where that can help. Gives up, without ending the load, when nobody waits any more. */
  async findLoaded(reference: PossibleReference, token: vscode.CancellationToken): Promise<Secret | undefined> {
    const found = this.find(reference);
    if (found !== undefined || !(await this.load(token))) return found;
    return this.find(reference);
  }

  /** Loads the list unless it is there, and says whether that was waited for to the end. */
  async load(token: vscode.CancellationToken): Promise<boolean> {
    const { completeness, loading, failure, cancelled } = this.inventory.state;
    // What failed or was cancelled is tried again only when the person asks for it.
    if (!this.isSignedIn || (completeness === 'none' && !loading && (failure !== undefined || cancelled))) return false;
    await Promise.race([
      this.inventory.load(),
      new Promise<void>((resolve) => token.onCancellationRequested(() => resolve())),
    ]);
    return !token.isCancellationRequested;
  }
}
