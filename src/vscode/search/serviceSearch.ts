import type { Secret } from '../../model/secret';
import { isEmptyFilter, type SecretFilter } from '../../model/secretFilter';
import type { SecretPage, SecretSource } from '../../model/secretPage';
import { isServiceError } from '../../model/serviceError';
import { LatestRequest, typingPause } from '../quickInput/latestRequest';

/** Rows asked of the service at once. */
const pageSize = 50;

/**
 * Asks the service for secrets on pages that are not loaded yet, after a pause in typing. What it found before stays until
 * the next answer.
 */
export class ServiceSearch {
  private readonly request = new LatestRequest<SecretPage>(typingPause);
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
    // Keep the old hits until the answer comes, but not their total.
    this.found = { secrets: isEmptyFilter(filter) ? [] : this.secrets, total: 0 };
    if (isEmptyFilter(filter)) this.request.cancel();
    else void this.answer(filter); // It never rejects.
  }

  dispose(): void {
    this.request.dispose();
  }

  private async answer(filter: SecretFilter): Promise<void> {
    try {
      const page = await this.request.ask((signal) =>
        this.source.listPage(filter, { limit: pageSize, offset: 0 }, signal),
      );
      if (!page) return;
      this.found = { secrets: page.secrets, total: page.totalCount ?? page.secrets.length };
      this.onChange();
    } catch (error) {
      // The load that runs beside it has a row that tells what is wrong with the service.
      if (!isServiceError(error)) this.onError(error);
    }
  }
}
