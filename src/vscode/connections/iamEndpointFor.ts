import * as vscode from 'vscode';
import { parseEndpoint } from '../../model/endpoint';
import { iamEndpoint } from '../../model/regions';
import { UserFacingError } from '../errorPresenter';
import { settings } from '../settings';
import { describeEndpointProblem } from './signInWords';

/**
 * Origin of the IAM that credentials for a region go to: the one of the settings, or the region's own.
 *
 * @throws {UserFacingError} when the setting is no endpoint: a mistake there must not lead a password to another place
 */
export function iamEndpointFor(region: string): string {
  if (settings.iamEndpoint() === '') return iamEndpoint(region);
  const result = parseEndpoint(settings.iamEndpoint());
  if ('endpoint' in result) return result.endpoint;
  throw new UserFacingError(
    vscode.l10n.t(
      'The setting "csmsExplorer.iamEndpoint" cannot be used. {0}',
      describeEndpointProblem(result.problem),
    ),
  );
}
