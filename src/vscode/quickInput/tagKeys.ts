import type * as vscode from 'vscode';
import type { ProjectTagKey } from '../../query/tagKeys';
import type { OpenProject } from '../core/openProject';
import { LatestRequest } from './latestRequest';

/** What is asked for the tags of a project. */
export interface TaggedProject {
  readonly all: Pick<OpenProject['all'], 'state'>;
  readonly client: Pick<OpenProject['client'], 'listProjectTags'>;
}

/**
 * The tags of the project while a prompt is open: from the whole list with counts; before that is loaded, from the
 * service without. Asked for once, and no longer when the prompt closes.
 */
export class TagKeys implements vscode.Disposable {
  private readonly request = new LatestRequest<readonly ProjectTagKey[]>();
  private loaded: readonly ProjectTagKey[] = [];
  /** Resolves when no more keys will come. It never rejects: keys can still be typed. */
  readonly settled: Promise<void>;

  constructor(project: TaggedProject, onError: (error: unknown) => void) {
    this.settled = this.request
      .ask((signal) => tagKeysOf(project, signal))
      .then((keys) => void (this.loaded = keys ?? []), onError);
  }

  /** None until they are loaded. */
  get keys(): readonly ProjectTagKey[] {
    return this.loaded;
  }

  dispose(): void {
    this.request.dispose();
  }
}

async function tagKeysOf({ all, client }: TaggedProject, signal: AbortSignal): Promise<readonly ProjectTagKey[]> {
  const { rows, index } = all.state;
  if (rows === 'whole') return index.tagKeys;
  const tags = await client.listProjectTags(signal);
  return tags.map(({ key, values }) => ({
    key,
    count: undefined,
    values: values.map((value) => ({ value, count: undefined })),
  }));
}
