import * as vscode from 'vscode';
import { parseEndpoint } from '../../model/endpoint';
import { type Region, regionEndpoint, regions } from '../../model/regions';
import { inputStep, pickStep, type Step, type StepPlace } from '../quickInput/steps';
import { settings } from '../settings';
import { iamEndpointFor } from './iamEndpointFor';
import { forgetCredential, type SignInAnswers } from './signInAnswers';
import { describeEndpointProblem, signInTitle } from './signInWords';

interface RegionItem extends vscode.QuickPickItem {
  /** `undefined` asks for a custom endpoint. */
  readonly region?: string;
}

export function askRegion(answers: SignInAnswers): Step {
  return async (place) => {
    const items = regionItems();
    const custom = items.find((item) => item.region === undefined && item.kind === undefined);
    const startsCustom = answers.endpoint === undefined ? settings.endpoint() !== '' : answers.isCustom;
    const chosen = await pickStep<RegionItem>({
      title: signInTitle(),
      ...place,
      placeholder: vscode.l10n.t('Region of the project'),
      items,
      active: startsCustom ? custom : items.find((item) => item.region === answers.region),
    });
    if (typeof chosen !== 'object') return chosen;
    if (answers.region !== chosen.region) {
      forgetCredential(answers);
      delete answers.endpoint;
      delete answers.projectId;
      delete answers.iamEndpoint;
    }
    answers.region = chosen.region;
    answers.isCustom = chosen.region === undefined;
    if (chosen.region !== undefined) {
      answers.endpoint = regionEndpoint(chosen.region);
      if (answers.method !== 'token') answers.iamEndpoint = iamEndpointFor(chosen.region);
    }
    return chosen;
  };
}

function regionItems(): RegionItem[] {
  const custom: RegionItem = {
    label: vscode.l10n.t('Custom Endpoint…'),
    description: settings.endpoint(),
    detail: vscode.l10n.t('For a region that is not listed, a dedicated cloud or a local emulator'),
    iconPath: new vscode.ThemeIcon('link'),
  };
  const listed = regions.map((region) => ({ label: region.id, description: regionName(region), region: region.id }));
  const separator: RegionItem = { label: '', kind: vscode.QuickPickItemKind.Separator };
  // Whoever set an endpoint wants it; everyone else wants a region.
  return settings.endpoint() === '' ? [...listed, separator, custom] : [custom, separator, ...listed];
}

function regionName({ en, zh }: Region): string {
  return (vscode.env.language.toLowerCase().startsWith('zh') ? zh : en) ?? '';
}

export function askCustomEndpoint(answers: SignInAnswers): Step {
  return async (place) => {
    const endpoint = await askAddress({
      place,
      prompt: vscode.l10n.t('Endpoint of the service. The credential is sent to this address only.'),
      placeholder: 'https://kms.example-region.myhuaweicloud.com',
      value: (answers.isCustom === true ? answers.endpoint : undefined) ?? settings.endpoint(),
    });
    if (typeof endpoint !== 'string') return endpoint;
    if (originOf(endpoint) !== answers.endpoint) {
      forgetCredential(answers);
      delete answers.iamEndpoint;
      delete answers.projectId;
    }
    answers.endpoint = originOf(endpoint);
    return endpoint;
  };
}

/** For a custom endpoint, whose IAM cannot be known. */
export function askIamEndpoint(answers: SignInAnswers): Step {
  return async (place) => {
    const { endpoint = '' } = answers;
    // On this machine it is an emulator, which is both. The IAM of another cloud cannot be guessed.
    const guess = endpoint.startsWith('http://')
      ? endpoint
      : endpoint.endsWith('.myhuaweicloud.com')
        ? 'https://iam.myhuaweicloud.com'
        : '';
    const chosen = await askAddress({
      place,
      prompt: vscode.l10n.t('Endpoint of IAM, which checks who you are. The credential is sent there, too.'),
      placeholder: 'https://iam.example-region.myhuaweicloud.com',
      value: answers.iamEndpoint ?? (settings.iamEndpoint() || guess),
    });
    if (typeof chosen !== 'string') return chosen;
    if (originOf(chosen) !== answers.iamEndpoint) forgetCredential(answers);
    answers.iamEndpoint = originOf(chosen);
    return chosen;
  };
}

interface Address {
  readonly place: StepPlace;
  readonly prompt: string;
  readonly placeholder: string;
  readonly value: string;
}

function askAddress({ place, ...words }: Address): ReturnType<typeof inputStep> {
  return inputStep({
    title: signInTitle(),
    ...place,
    ...words,
    validate: (text) => {
      const result = parseEndpoint(text);
      return 'problem' in result ? describeEndpointProblem(result.problem) : undefined;
    },
  });
}

/** Of an address that was found to be one. */
function originOf(text: string): string {
  const result = parseEndpoint(text);
  return 'endpoint' in result ? result.endpoint : text;
}
