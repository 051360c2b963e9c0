import * as vscode from 'vscode';
import type { SecretFilter } from '../../model/secretFilter';
import { isServiceError } from '../../model/serviceError';
import { describeServiceError } from '../describeServiceError';
import { typingPause } from '../quickInput/typingPause';

export type MatchCount =
  | { readonly kind: 'counting' }
  | { readonly kind: 'counted'; readonly count: number }
  | { readonly kind: 'failed'; readonly sentence: string; readonly isSignInRefused: boolean };

export type CountMatches = (filter: SecretFilter, signal: AbortSignal) => Promise<number>;

/** Asks the service how many secrets match, again and again; an answer to an older question is dropped. */
export class MatchCounter implements vscode.Disposable {
  private asking: AbortController | undefined;
  private timer: NodeJS.Timeout | undefined;

  /** @param onError is told of defects; what the service refuses is an outcome. */
  constructor(
    private readonly count: CountMatches,
    private readonly onChange: (count: MatchCount | undefined) => void,
    private readonly onError: (error: unknown) => void,
  ) {}

  ask(filter: SecretFilter): void {
    this.dispose();
    const asking = new AbortController();
    this.asking = asking;
    this.onChange({ kind: 'counting' });
    // `answer` never rejects.
    this.timer = setTimeout(() => void this.answer(filter, asking.signal), typingPause);
  }

  /** There is nothing to count any more. */
  cancel(): void {
    this.dispose();
    this.onChange(undefined);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.asking?.abort();
  }

  private async answer(filter: SecretFilter, signal: AbortSignal): Promise<void> {
    let result: MatchCount;
    try {
      result = { kind: 'counted', count: await this.count(filter, signal) };
    } catch (error) {
      if (signal.aborted) return;
      if (!isServiceError(error)) this.onError(error);
      const sentence = isServiceError(error)
        ? describeServiceError(error)
        : vscode.l10n.t('The matches cannot be counted.');
      result = { kind: 'failed', sentence, isSignInRefused: isServiceError(error, 'unauthorized') };
    }
    if (!signal.aborted) this.onChange(result);
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
