import type { Secret } from '../../model/secret';
import { isEmptyFilter, type SecretFilter } from '../../model/secretFilter';
import type { SecretSource } from '../../model/secretPage';
import { isServiceError } from '../../model/serviceError';
import { typingPause } from '../quickInput/typingPause';

/** Rows asked of the service at once. */
const pageSize = 50;

/**
 * Asks the service for secrets on pages that are not loaded yet, after a pause in typing. What it found before stays until
 * the next answer; an answer to older words is dropped.
 */
export class ServiceSearch {
  private asking = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private found: { readonly secrets: readonly Secret[]; readonly total: number } = { secrets: [], total: 0 };

  constructor(
    private readonly source: Pick<SecretSource, 'listPage'>,
    private readonly onChange: () => void,
    private readonly onError: (error: unknown) => void,
  ) {}

  get secrets(): readonly Secret[] {
    return this.found.secrets;
  }

  /** All that match at the service, as far as it was asked. */
  get total(): number {
    return this.found.total;
  }

  ask(filter: SecretFilter): void {
    this.dispose();
    // Their number was that of the older words; whether they still fit is for the search to say.
    this.found = { secrets: isEmptyFilter(filter) ? [] : this.secrets, total: 0 };
    if (isEmptyFilter(filter)) return;
    const asking = new AbortController();
    this.asking = asking;
    // `answer` never rejects.
    this.timer = setTimeout(() => void this.answer(filter, asking.signal), typingPause);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.asking.abort();
  }

  private async answer(filter: SecretFilter, signal: AbortSignal): Promise<void> {
    try {
      const { secrets, totalCount } = await this.source.listPage(filter, { limit: pageSize, offset: 0 }, signal);
      if (signal.aborted) return;
      this.found = { secrets, total: totalCount ?? secrets.length };
      this.onChange();
    } catch (error) {
      // The load that runs beside it has a row that tells what is wrong with the service.
      if (!isServiceError(error)) this.onError(error);
    }
  }
}
