import type * as vscode from 'vscode';
import type { ProjectTagKey } from '../../query/tagKeys';
import { LatestRequest } from './latestRequest';

export type AskForTagKeys = (signal: AbortSignal) => Promise<readonly ProjectTagKey[]>;

/** The tags of the project while a prompt is open: asked for once, and no longer when it closes. */
export class TagKeys implements vscode.Disposable {
  private readonly request = new LatestRequest<readonly ProjectTagKey[]>();
  private loaded: readonly ProjectTagKey[] = [];
  /** Resolves when no more keys will come. It never rejects: keys can still be typed. */
  readonly settled: Promise<void>;

  constructor(askForKeys: AskForTagKeys, onError: (error: unknown) => void) {
    this.settled = this.request.ask(askForKeys).then((keys) => void (this.loaded = keys ?? []), onError);
  }

  /** None until they are loaded. */
  get keys(): readonly ProjectTagKey[] {
    return this.loaded;
  }

  dispose(): void {
    this.request.dispose();
  }
}
