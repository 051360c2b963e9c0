import * as vscode from 'vscode';
import { copyFields, type CopyButton, type CopyField, type Fact, type StateLook } from '../../model/detailsPage';
import { displayText } from '../../model/displayText';
import type { Secret, Tag } from '../../model/secret';
import type { FieldValue, SecretField, SecretSection } from '../../model/secretFields';
import { stateName, typeName } from '../core/secretLabels';
import { exactTime, relativeTime } from '../core/format';

/** The whole of a text: the client takes no longer one, and what is looked at in full here is cut elsewhere. */
const maxLength = 5000;

export function shownText(text: string): string {
  return displayText(text, maxLength);
}

/** A field as the page shows it. */
export function fieldFact(given: FieldValue, secret: Secret, now: number): Fact {
  const { field } = given;
  return {
    id: field,
    label: fieldLabel(field),
    note: noteOn(given, secret),
    copy: isCopyField(field) ? copyButton(field) : undefined,
    ...valueOf(given, now),
  };
}

function valueOf({ kind, value }: FieldValue, now: number): Pick<Fact, 'values' | 'look'> {
  switch (kind) {
    case 'text':
    case 'code':
      return { values: [shownText(value)], look: kind };
    case 'state':
      return { values: [stateName(value)], look: stateLook(value) };
    case 'type':
      return { values: [typeName(value)], look: 'text' };
    case 'time':
      return { values: [relativeTime(value - now)], look: 'text' };
    case 'flag':
      return { values: [value ? vscode.l10n.t('On') : vscode.l10n.t('Off')], look: 'text' };
    case 'period':
      return { values: [periodWords(value)], look: 'text' };
    case 'list':
      return { values: value.map(shownText), look: 'list' };
    case 'tags':
      return { values: value.map(tagWords), look: 'tags' };
  }
}

function noteOn({ field, kind, value }: FieldValue, secret: Secret): string | undefined {
  if (field === 'enterpriseProjectId' && secret.enterpriseProjectId === '0') {
    return vscode.l10n.t('the default enterprise project');
  }
  if (kind !== 'time') return undefined;
  const exact = exactTime(value);
  // The service may leave a date where nothing is going to happen.
  if (field === 'scheduledDeleteTime' && secret.state !== 'PENDING_DELETE') {
    return vscode.l10n.t('{0}; the secret is not pending deletion', exact);
  }
  if (field === 'nextRotationTime' && secret.autoRotation === false) {
    return vscode.l10n.t('{0}; automatic rotation is off', exact);
  }
  return exact;
}

export function tagWords({ key, value }: Tag): string {
  return vscode.l10n.t('{0} = {1}', shownText(key), value === '' ? vscode.l10n.t('(empty value)') : shownText(value));
}

export function stateLook(state: string): StateLook {
  switch (state) {
    case 'ENABLED':
      return 'enabled';
    case 'DISABLED':
      return 'disabled';
    case 'PENDING_DELETE':
      return 'pendingDeletion';
    case 'FROZEN':
      return 'frozen';
    default:
      return 'unknown';
  }
}

const periodUnits: Readonly<Record<string, string>> = { d: 'day', h: 'hour', m: 'minute', s: 'second' };

/** `30d` as `30 days`; what is not of that form as it is. */
function periodWords(period: string): string {
  const [, amount, letter = ''] = /^(\d{1,9})([dhms])$/u.exec(period) ?? [];
  const unit = periodUnits[letter];
  if (amount === undefined || unit === undefined) return shownText(period);
  return new Intl.NumberFormat(vscode.env.language, { style: 'unit', unit, unitDisplay: 'long' }).format(
    Number(amount),
  );
}

export function sectionTitle(section: SecretSection): string {
  switch (section) {
    case 'secret':
      return vscode.l10n.t('Secret');
    case 'times':
      return vscode.l10n.t('Times');
    case 'rotation':
      return vscode.l10n.t('Rotation');
  }
}

function fieldLabel(field: SecretField): string {
  switch (field) {
    case 'id':
      return vscode.l10n.t('ID');
    case 'name':
      return vscode.l10n.t('Name');
    case 'state':
      return vscode.l10n.t('State');
    case 'type':
      return vscode.l10n.t('Type');
    case 'description':
      return vscode.l10n.t('Description');
    case 'kmsKeyId':
      return vscode.l10n.t('KMS key ID');
    case 'enterpriseProjectId':
      return vscode.l10n.t('Enterprise project ID');
    case 'eventSubscriptions':
      return vscode.l10n.t('Event subscriptions');
    case 'tags':
      return vscode.l10n.t('Tags');
    case 'systemTags':
      return vscode.l10n.t('System tags');
    case 'createTime':
      return vscode.l10n.t('Created');
    case 'updateTime':
      return vscode.l10n.t('Updated');
    case 'scheduledDeleteTime':
      return vscode.l10n.t('Scheduled deletion');
    case 'autoRotation':
      return vscode.l10n.t('Automatic rotation');
    case 'rotationPeriod':
      return vscode.l10n.t('Rotation period');
    case 'nextRotationTime':
      return vscode.l10n.t('Next rotation');
    case 'rotationTime':
      return vscode.l10n.t('Last rotation');
    case 'rotationFunctionUrn':
      return vscode.l10n.t('Rotation function URN');
    case 'rotationConfig':
      return vscode.l10n.t('Rotation configuration');
  }
}

function isCopyField(field: SecretField): field is SecretField & CopyField {
  return (copyFields as readonly string[]).includes(field);
}

export function copyButton(field: CopyField): CopyButton {
  return { field, label: copyLabel(field) };
}

function copyLabel(field: CopyField): string {
  switch (field) {
    case 'id':
      return vscode.l10n.t('Copy ID');
    case 'name':
      return vscode.l10n.t('Copy Name');
    case 'description':
      return vscode.l10n.t('Copy Description');
    case 'kmsKeyId':
      return vscode.l10n.t('Copy KMS Key ID');
    case 'enterpriseProjectId':
      return vscode.l10n.t('Copy Enterprise Project ID');
    case 'rotationFunctionUrn':
      return vscode.l10n.t('Copy Rotation Function URN');
    case 'rotationConfig':
      return vscode.l10n.t('Copy Rotation Configuration');
    case 'json':
      return vscode.l10n.t('Copy as JSON');
  }
}
