import { setTimeout as pause } from 'node:timers/promises';
import type * as vscode from 'vscode';
import type { ProjectTagKey } from '../../query/tagKeys';
import type { OpenProject } from '../core/openProject';

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

/**
 * The tags of the project while a prompt is open: from the whole list with counts; before that is loaded, from the
 * service without. Asked for once, and no longer when the prompt closes.
 */
export class TagKeys implements vscode.Disposable {
  private readonly request = new LatestRequest<readonly ProjectTagKey[]>();
  /** None until they are loaded. */
  keys: readonly ProjectTagKey[] = [];
  /** Resolves when no more keys will come. It never rejects: keys can still be typed. */
  readonly settled: Promise<void>;

  constructor(project: OpenProject, onError: (error: unknown) => void) {
    this.settled = this.request
      .ask((signal) => tagKeysOf(project, signal))
      .then((keys) => void (this.keys = keys ?? []), onError);
  }

  dispose(): void {
    this.request.dispose();
  }
}

async function tagKeysOf({ all, client }: OpenProject, signal: AbortSignal): Promise<readonly ProjectTagKey[]> {
  const { rows, index } = all.state;
  if (rows === 'whole') return index.tagKeys;
  const tags = await client.listProjectTags(signal);
  return tags.map(({ key, values }) => ({
    key,
    count: undefined,
    values: values.map((value) => ({ value, count: undefined })),
  }));
}
