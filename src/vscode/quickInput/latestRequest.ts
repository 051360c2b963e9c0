import { setTimeout as pause } from 'node:timers/promises';
import type * as vscode from 'vscode';

/** The service is asked this long after the last keystroke (ms): for a word once, and not by letters. */
export const typingPause = 250;

/** Asks something again and again, of which only the latest answer counts: a new question cancels the one before. */
export class LatestRequest<Answer extends object | string | number> implements vscode.Disposable {
  private asking = new AbortController();

  /** @param delay how long to wait before asking, in case there is another question (ms) */
  constructor(private readonly delay = 0) {}

  /** @returns the answer; `undefined` when there was another question meanwhile, or none any more */
  async ask(request: (signal: AbortSignal) => Promise<Answer>): Promise<Answer | undefined> {
    this.cancel();
    this.asking = new AbortController();
    const { signal } = this.asking;
    try {
      if (this.delay > 0) await pause(this.delay, undefined, { signal });
      const answer = await request(signal);
      return signal.aborted ? undefined : answer;
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
  }

  cancel(): void {
    this.asking.abort();
  }

  dispose(): void {
    this.cancel();
  }
}
