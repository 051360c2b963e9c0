import { filterProblem } from '../../model/filterProblem';
import { parseFilter } from '../../query/filterText';
import { filterLimits } from '../../model/limits';
import { combinedFilter, isEmptyFilter, type SecretFilter } from '../../model/secretFilter';

/** What a person has put together so far: conditions, and a text beside them that narrows further. */
export interface FilterDraft {
  readonly conditions: SecretFilter;
  readonly text: string;
}

/** The whole of it as one filter. Nothing while it has no condition, or one that the service would refuse. */
export function filterOf({ conditions, text }: FilterDraft): SecretFilter | undefined {
  const typed = parseFilter(text, filterLimits.current);
  if (!('filter' in typed)) return undefined;
  const whole = combinedFilter(conditions, typed.filter);
  return isEmptyFilter(whole) || filterProblem(whole, filterLimits.current) ? undefined : whole;
}
