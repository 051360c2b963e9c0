import * as vscode from 'vscode';
import type { SecretFilter } from '../../model/secretFilter';
import { isServiceError } from '../../model/serviceError';
import { describeServiceError, isSignInNeeded } from '../core/errors';
import { formatCount } from '../core/format';

/** How many secrets match a filter, as far as the service has said. */
export type MatchCount =
  | { readonly kind: 'counting' }
  | { readonly kind: 'counted'; readonly count: number }
  | { readonly kind: 'failed'; readonly sentence: string; readonly isSignInRefused: boolean };

/** Where matches are counted. */
interface MatchSource {
  /** @throws {ServiceError} */
  count(filter: SecretFilter, signal: AbortSignal): Promise<number>;
}

/** @param onError is told of defects; what the service refuses is an outcome. */
export async function countMatches(
  source: MatchSource,
  filter: SecretFilter,
  signal: AbortSignal,
  onError: (error: unknown) => void,
): Promise<MatchCount> {
  try {
    return { kind: 'counted', count: await source.count(filter, signal) };
  } catch (error) {
    if (isServiceError(error)) {
      const isSignInRefused = isSignInNeeded({ kind: 'failed', error });
      return { kind: 'failed', sentence: describeServiceError(error), isSignInRefused };
    }
    if (!signal.aborted) onError(error);
    return { kind: 'failed', sentence: vscode.l10n.t('The matches cannot be counted.'), isSignInRefused: false };
  }
}

/** `37 secrets match`. Nothing for a failure, which has a sentence of its own. */
export function matchCountLabel(count: MatchCount | undefined): string {
  switch (count?.kind) {
    case undefined:
    case 'failed':
      return '';
    case 'counting':
      return vscode.l10n.t('counting…');
    case 'counted':
      return count.count === 1
        ? vscode.l10n.t('1 secret matches')
        : vscode.l10n.t('{0} secrets match', formatCount(count.count));
  }
}
