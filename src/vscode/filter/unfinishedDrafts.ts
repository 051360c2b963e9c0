import { isDeepStrictEqual } from 'node:util';
import type { SecretFilter } from '../../model/secretFilter';
import type { FilterDraft } from './filterDraft';

/** What was put together in a prompt that was dismissed, so that a slip of Escape costs nothing. Only in memory. */
export class UnfinishedDrafts {
  private readonly drafts = new Map<string, { readonly on: SecretFilter; readonly draft: FilterDraft }>();

  /** @param on the filter that was on meanwhile: under another one, the draft would be out of place. */
  keep(connectionId: string, on: SecretFilter, draft: FilterDraft): void {
    this.drafts.set(connectionId, { on, draft });
  }

  /** The draft to begin with: the unfinished one, which is then forgotten, or else what is on. */
  take(connectionId: string, on: SecretFilter): FilterDraft {
    const kept = this.drafts.get(connectionId);
    this.drafts.delete(connectionId);
    return kept && isDeepStrictEqual(kept.on, on) ? kept.draft : { conditions: on, text: '' };
  }
}
