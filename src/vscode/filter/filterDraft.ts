import { isDeepStrictEqual } from 'node:util';
import { filterLimits, filterProblem, type FilterProblem } from '../../model/limits';
import { combinedFilter, isEmptyFilter, type SecretFilter } from '../../model/secretFilter';
import { bareWord } from '../../query/completion';
import { parseFilter, type FilterTextProblem } from '../../query/filterText';

/** What a person has put together so far: conditions, and a text beside them that narrows further. */
export interface FilterDraft {
  readonly conditions: SecretFilter;
  readonly text: string;
}

/** What a draft amounts to. */
export type InterpretedDraft =
  | { readonly kind: 'empty' }
  /** The text is one word that may stand for a condition. */
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'invalid'; readonly at: FilterTextProblem }
  /** The service would refuse the filter. */
  | { readonly kind: 'overLimits'; readonly filter: SecretFilter; readonly problem: FilterProblem }
  | { readonly kind: 'ready'; readonly filter: SecretFilter };

export function interpretDraft({ conditions, text }: FilterDraft): InterpretedDraft {
  const word = bareWord(text);
  if (word !== undefined) return { kind: 'word', word };
  const typed = parseFilter(text, filterLimits.current);
  if ('problem' in typed) return { kind: 'invalid', at: typed };
  const filter = combinedFilter(conditions, typed.filter);
  if (isEmptyFilter(filter)) return { kind: 'empty' };
  const problem = filterProblem(filter, filterLimits.current);
  return problem ? { kind: 'overLimits', filter, problem } : { kind: 'ready', filter };
}

/** What was put together in a prompt that was dismissed, so that a slip of Escape costs nothing. Only in memory. */
export class UnfinishedDrafts {
  private readonly drafts = new Map<string, { readonly applied: SecretFilter; readonly draft: FilterDraft }>();

  /** @param applied the filter that was applied meanwhile: under another one, the draft would be out of place */
  keep(connectionId: string, applied: SecretFilter, draft: FilterDraft): void {
    this.drafts.set(connectionId, { applied, draft });
  }

  /** The draft to begin with: the unfinished one, which is then forgotten, or else the applied filter. */
  resume(connectionId: string, applied: SecretFilter): FilterDraft {
    const kept = this.drafts.get(connectionId);
    this.drafts.delete(connectionId);
    return kept && isDeepStrictEqual(kept.applied, applied) ? kept.draft : { conditions: applied, text: '' };
  }
}
