import type * as vscode from 'vscode';
import type { KnownTagKey } from '../../inventory/knownTags';

export type AskForTagKeys = (signal: AbortSignal) => Promise<readonly KnownTagKey[]>;

/** The tags of the project while a prompt is open: asked for once, and no longer when it closes. */
export class TagKeys implements vscode.Disposable {
  private readonly asking = new AbortController();
  private known: readonly KnownTagKey[] | undefined;
  /** Resolves when nothing more will become known. */
  readonly settled: Promise<void>;

  constructor(ask: AskForTagKeys, onError: (error: unknown) => void) {
    this.settled = this.learn(ask, onError);
  }

  /** None until they are known. */
  get keys(): readonly KnownTagKey[] {
    return this.known ?? [];
  }

  get isLearning(): boolean {
    return this.known === undefined;
  }

  dispose(): void {
    this.asking.abort();
  }

  private async learn(ask: AskForTagKeys, onError: (error: unknown) => void): Promise<void> {
    try {
      this.known = await ask(this.asking.signal);
    } catch (error) {
      this.known = []; // Keys can still be typed.
      if (!this.asking.signal.aborted) onError(error);
    }
  }
}
