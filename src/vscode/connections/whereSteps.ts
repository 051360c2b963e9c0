import * as vscode from 'vscode';
import {
  type EndpointProblem,
  iamEndpoint,
  parseEndpoint,
  type Region,
  regionEndpoint,
  regions,
} from '../../model/endpoint';
import { UserFacingError } from '../core/errors';
import { settings } from '../core/settings';
import { pickStep, type Step } from '../quickInput/steps';
import { signInTitle } from './connectionLabels';
import { type SignInDraft, textStep } from './signInDraft';

interface RegionItem extends vscode.QuickPickItem {
  /** `undefined` asks for a custom endpoint. */
  readonly region?: string;
}

export function askRegion(draft: SignInDraft): Step {
  return async (place) => {
    const { answers } = draft;
    const configured = settings.endpoint();
    const custom: RegionItem = {
      label: vscode.l10n.t('Custom Endpoint…'),
      description: configured,
      detail: vscode.l10n.t('For a region that is not listed, a dedicated cloud or a local emulator'),
      iconPath: new vscode.ThemeIcon('link'),
    };
    const separator: RegionItem = { label: '', kind: vscode.QuickPickItemKind.Separator };
    const listed = regions.map((region) => ({ label: region.id, description: regionName(region), region: region.id }));
    const startsCustom = answers.endpoint === undefined ? configured !== '' : answers.isCustom;
    const chosen = await pickStep<RegionItem>({
      title: signInTitle(),
      ...place,
      placeholder: vscode.l10n.t('Region of the project'),
      // A person who has set an endpoint most likely wants it; others want a region.
      items: configured === '' ? [...listed, separator, custom] : [custom, separator, ...listed],
      active: startsCustom ? custom : listed.find(({ region }) => region === answers.region),
    });
    if (typeof chosen !== 'object') return chosen;
    const { region } = chosen;
    // The endpoints and the project of one region mean nothing in another.
    if (region !== answers.region) draft.answer({ endpoint: undefined, iamEndpoint: undefined, projectId: undefined });
    draft.answer({ region, isCustom: region === undefined });
    if (region !== undefined) {
      draft.answer({ endpoint: regionEndpoint(region) });
      if (answers.method !== 'token') draft.answer({ iamEndpoint: iamEndpointFor(region) });
    }
    return chosen;
  };
}

function regionName({ en, zh }: Region): string {
  return (vscode.env.language.toLowerCase().startsWith('zh') ? zh : en) ?? '';
}

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
    vscode.l10n.t('The setting "csmsExplorer.iamEndpoint" cannot be used. {0}', endpointSentences()[result.problem]),
  );
}

export function askCustomEndpoint(draft: SignInDraft): Step {
  const { isCustom, endpoint: entered } = draft.answers;
  return textStep({
    prompt: vscode.l10n.t('Endpoint of the service. The credential is sent to this address only.'),
    placeholder: 'https://kms.example-region.myhuaweicloud.com',
    value: (isCustom === true ? entered : undefined) ?? settings.endpoint(),
    check: parseEndpoint,
    sentences: endpointSentences(),
    store: ({ endpoint }) => {
      if (endpoint !== entered) draft.answer({ iamEndpoint: undefined, projectId: undefined });
      draft.answer({ endpoint });
    },
  });
}

/** Asks for the IAM of a custom endpoint, which cannot be derived from it. */
export function askIamEndpoint(draft: SignInDraft): Step {
  const { endpoint = '', iamEndpoint: entered } = draft.answers;
  // At an address of this machine an emulator answers, which is CSMS and IAM at once. The IAM of another cloud cannot be
  // guessed.
  const guess = endpoint.startsWith('http://')
    ? endpoint
    : endpoint.endsWith('.myhuaweicloud.com')
      ? 'https://iam.myhuaweicloud.com'
      : '';
  return textStep({
    prompt: vscode.l10n.t('Endpoint of IAM, which checks who you are. The credential is sent there, too.'),
    placeholder: 'https://iam.example-region.myhuaweicloud.com',
    value: entered ?? (settings.iamEndpoint() || guess),
    check: parseEndpoint,
    sentences: endpointSentences(),
    store: (checked) => draft.answer({ iamEndpoint: checked.endpoint }),
  });
}

function endpointSentences(): Readonly<Record<EndpointProblem, string>> {
  return {
    empty: vscode.l10n.t('Enter the address of the service.'),
    notAUrl: vscode.l10n.t('This is not an address such as https://kms.cn-north-4.myhuaweicloud.com.'),
    scheme: vscode.l10n.t('The address must begin with https://.'),
    plainHttp: vscode.l10n.t(
      'Plain http:// would send the credential unprotected and is allowed only for this machine (localhost, 127.0.0.1). Use https://.',
    ),
    userInfo: vscode.l10n.t('The address must not hold a user name or password.'),
    path: vscode.l10n.t('Enter the address without a path: only the scheme, the host and the port.'),
    nonAscii: vscode.l10n.t('The address may hold only plain letters, digits and punctuation, and no spaces.'),
  };
}
