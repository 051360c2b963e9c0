import type { ViewState } from '../../ids';
import { problemOf } from '../../inventory/loadStatus';
import type { CurrentProject } from '../core/currentProject';
import { errorPresentations } from '../core/errors';
import { hasRows, refusalOfFilter } from './notices';

export function viewState({ value: project, isStarting }: Pick<CurrentProject, 'value' | 'isStarting'>): ViewState {
  if (!project) return isStarting ? 'starting' : 'signedOut';
  const { state } = project.visible;
  // What the service has against a filter is a row, too, with words of its own.
  if (hasRows(project) || refusalOfFilter(project)) return 'rows';
  if (state.activity) return 'loading';
  const problem = problemOf(state);
  if (problem?.kind === 'failed') return errorPresentations[problem.error.kind].viewState;
  if (problem) return 'cancelled';
  if (state.rows !== 'whole') return 'loading';
  return project.filter ? 'noMatch' : 'emptyProject';
}
