import * as vscode from 'vscode';
import { nameProblem } from '../../model/filterProblem';
import { filterLimits } from '../../model/limits';
import type { StepOutcome } from '../quickInput/prompt';
import { inputStep } from '../quickInput/steps';
import { problemSentence } from './filterWords';

const limits = filterLimits.current;

/**
 * Asks for parts of the name: new ones, of which blanks make several, or in place of the one at `at`, which keeps its
 * blanks.
 *
 * @returns all parts
 */
export async function askNameParts(
  names: readonly string[],
  at: number | undefined,
  signal: AbortSignal,
): Promise<StepOutcome<readonly string[]>> {
  const partsOf = (text: string): readonly string[] =>
    at === undefined ? text.split(/\s+/u).filter((part) => part !== '') : [text.trim()];
  const entered = await inputStep({
    title: vscode.l10n.t('Name Condition'),
    prompt:
      at === undefined
        ? vscode.l10n.t('A part of the name. Several words must all occur in it.')
        : vscode.l10n.t('A part of the name.'),
    value: at === undefined ? '' : (names[at] ?? ''),
    validate: (text) => problemOf(partsOf(text), at === undefined ? names.length : 0),
    signal,
  });
  if (typeof entered !== 'string') return entered;
  const parts = partsOf(entered);
  return [...new Set(at === undefined ? [...names, ...parts] : names.toSpliced(at, 1, ...parts))];
}

function problemOf(parts: readonly string[], others: number): string | undefined {
  if (parts.length === 0) return problemSentence({ kind: 'emptyName' });
  for (const part of parts) {
    const problem = nameProblem(part, limits);
    if (problem) return problemSentence(problem);
  }
  const max = limits.maxNameConditions;
  return others + parts.length > max ? problemSentence({ kind: 'tooManyNames', max }) : undefined;
}
