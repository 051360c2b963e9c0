import * as vscode from 'vscode';
import type { SecretFilter } from '../../model/secretFilter';
import { isServiceError } from '../../model/serviceError';
import { describeServiceError } from '../core/errors';
import { LatestRequest, typingPause } from '../quickInput/latestRequest';

export type MatchCount =
  | { readonly kind: 'counting' }
  | { readonly kind: 'counted'; readonly count: number }
  | { readonly kind: 'failed'; readonly sentence: string; readonly isSignInRefused: boolean };

export type CountMatches = (filter: SecretFilter, signal: AbortSignal) => Promise<number>;

/** Asks the service how many secrets match, again and again. */
export class MatchCounter implements vscode.Disposable {
  private readonly request = new LatestRequest<MatchCount>(typingPause);

  /** @param onError is told of defects; what the service refuses is an outcome. */
  constructor(
    private readonly count: CountMatches,
    private readonly onChange: (count: MatchCount) => void,
    private readonly onError: (error: unknown) => void,
  ) {}

  ask(filter: SecretFilter): void {
    // `answer` never rejects.
    void this.request.ask((signal) => this.answer(filter, signal)).then((count) => count && this.onChange(count));
  }

  /** There is nothing to count any more. */
  cancel(): void {
    this.request.cancel();
  }

  dispose(): void {
    this.request.dispose();
  }

  private async answer(filter: SecretFilter, signal: AbortSignal): Promise<MatchCount> {
    try {
      return { kind: 'counted', count: await this.count(filter, signal) };
    } catch (error) {
      if (!isServiceError(error) && !signal.aborted) this.onError(error);
      const sentence = isServiceError(error)
        ? describeServiceError(error)
        : vscode.l10n.t('The matches cannot be counted.');
      return { kind: 'failed', sentence, isSignInRefused: isServiceError(error, 'unauthorized') };
    }
  }
}

/** `37 secrets match`. Nothing for a failure, which has a sentence of its own. */
export function matchCountWords(count: MatchCount | undefined): string {
  switch (count?.kind) {
    case undefined:
    case 'failed':
      return '';
    case 'counting':
      return vscode.l10n.t('counting…');
    case 'counted':
      return count.count === 1
        ? vscode.l10n.t('1 secret matches')
        : vscode.l10n.t('{0} secrets match', count.count.toLocaleString(vscode.env.language));
  }
}
