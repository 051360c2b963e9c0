import type { ServiceErrorKind } from '../../model/serviceError';
import type { CurrentProject } from '../core/currentProject';
import { isFilterRefused, isIncomplete } from './notices';

/** Why the view has no rows, or that it has some. Each but `starting`, `loading` and `rows` has its welcome text. */
export type ViewState =
  | 'starting'
  | 'signedOut'
  | 'loading'
  | 'rows'
  | 'emptyProject'
  | 'noMatch'
  | 'cancelled'
  | 'unauthorized'
  | 'clockSkew'
  | 'forbidden'
  | 'notFound'
  | 'unreachable'
  | 'unreadable'
  | 'failed';

const failureStates: Readonly<Record<ServiceErrorKind, ViewState>> = {
  cancelled: 'cancelled',
  timeout: 'unreachable',
  network: 'unreachable',
  certificate: 'unreachable',
  unavailable: 'unreachable',
  throttled: 'unreachable',
  unauthorized: 'unauthorized',
  clockSkew: 'clockSkew',
  forbidden: 'forbidden',
  notFound: 'notFound',
  redirect: 'unreadable',
  unreadable: 'unreadable',
  tooLarge: 'failed',
  rejected: 'failed',
};

export function viewState({ value: project, isStarting }: Pick<CurrentProject, 'value' | 'isStarting'>): ViewState {
  if (!project) return isStarting ? 'starting' : 'signedOut';
  const { state } = project.visible;
  const isFiltered = project.filter !== undefined;
  if (state.index.size > 0 || state.unreadable.length > 0 || isIncomplete(state, isFiltered)) return 'rows';
  if (isFilterRefused(state, isFiltered)) return 'rows'; // one, with the words of the service
  if (state.loading) return 'loading';
  if (state.failure) return failureStates[state.failure.kind];
  if (state.cancelled) return 'cancelled';
  if (state.completeness !== 'whole') return 'loading';
  return isFiltered ? 'noMatch' : 'emptyProject';
}
