import * as vscode from 'vscode';
import { displayText } from '../../model/displayText';
import type { Secret } from '../../model/secret';

/** The words for a state. */
export function stateName(state: string): string {
  switch (state) {
    case 'ENABLED':
      return vscode.l10n.t('Enabled');
    case 'DISABLED':
      return vscode.l10n.t('Disabled');
    case 'PENDING_DELETE':
      return vscode.l10n.t('Pending deletion');
    case 'FROZEN':
      return vscode.l10n.t('Frozen');
    case '':
      return vscode.l10n.t('Unknown state');
    default:
      return displayText(state, 40);
  }
}

/** States differ in shape and in colour, so that neither alone carries the meaning. */
export function stateIcon(state: string): vscode.ThemeIcon {
  switch (state) {
    case 'ENABLED':
      return new vscode.ThemeIcon('key');
    case 'DISABLED':
      return new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('disabledForeground'));
    case 'PENDING_DELETE':
      return new vscode.ThemeIcon('trash', new vscode.ThemeColor('list.errorForeground'));
    case 'FROZEN':
      return new vscode.ThemeIcon('lock', new vscode.ThemeColor('charts.blue'));
    default:
      return new vscode.ThemeIcon('question');
  }
}

/** The words for a secret type; the service's own for one that this version does not know. */
export function typeName(type: string | undefined): string {
  switch (type) {
    case undefined:
    case '':
      return vscode.l10n.t('Unknown type');
    case 'COMMON':
      return vscode.l10n.t('Shared secret');
    case 'RDS-FG':
      return vscode.l10n.t('RDS secret');
    case 'GaussDB-FG':
      return vscode.l10n.t('TaurusDB secret');
    default:
      return displayText(type, 40);
  }
}

/** What a secret's fields are called wherever they are shown. */
export function fieldLabels(): Readonly<Record<keyof Secret, string>> {
  return {
    id: vscode.l10n.t('ID'),
    name: vscode.l10n.t('Name'),
    state: vscode.l10n.t('State'),
    type: vscode.l10n.t('Type'),
    description: vscode.l10n.t('Description'),
    kmsKeyId: vscode.l10n.t('KMS key ID'),
    enterpriseProjectId: vscode.l10n.t('Enterprise project ID'),
    eventSubscriptions: vscode.l10n.t('Event subscriptions'),
    tags: vscode.l10n.t('Tags'),
    systemTags: vscode.l10n.t('System tags'),
    createTime: vscode.l10n.t('Created'),
    updateTime: vscode.l10n.t('Updated'),
    scheduledDeleteTime: vscode.l10n.t('Scheduled deletion'),
    autoRotation: vscode.l10n.t('Automatic rotation'),
    rotationPeriod: vscode.l10n.t('Rotation period'),
    nextRotationTime: vscode.l10n.t('Next rotation'),
    rotationTime: vscode.l10n.t('Last rotation'),
    rotationFunctionUrn: vscode.l10n.t('Rotation function URN'),
    rotationConfig: vscode.l10n.t('Rotation configuration'),
  };
}
