import * as vscode from 'vscode';
import { displayText, hiddenCharacter } from '../../model/displayText';
import { nextDueDate, type Secret, type Tag } from '../../model/secret';
import {
  fieldsBySection,
  secretJson,
  type FieldValue,
  type SecretField,
  type SecretSection,
} from '../../model/secretFields';
import {
  copyFields,
  type Button,
  type CopyField,
  type DetailsLabels,
  type OverviewField,
  type SecretDetailsView,
  type StateStyle,
  type TagRow,
} from '../../protocol/details';
import { exactTime, relativeTime, shortDue } from '../core/format';
import type { OpenProject } from '../core/openProject';
import { fieldLabels, stateName, typeName } from '../core/secretLabels';

/**
 * The details of a secret of the project.
 *
 * @param warning a sentence about the refresh that failed since it was read
 */
export function secretView(
  secret: Secret,
  { all, canOpenConsole }: OpenProject,
  warning: string | undefined,
): SecretDetailsView {
  const now = Date.now();
  const { loadedAt } = all.state;
  const due = nextDueDate(secret, now);
  const labels = fieldLabels();
  const titles: Readonly<Record<SecretSection, string>> = {
    secret: vscode.l10n.t('Secret'),
    times: vscode.l10n.t('Times'),
    rotation: vscode.l10n.t('Rotation'),
  };
  return {
    kind: 'secret',
    name: displayText(secret.name), // whole in the overview
    state: { style: stateStyle(secret.state), label: stateName(secret.state) },
    type: typeName(secret.type),
    due: due && shortDue(due),
    asOf: loadedAt === undefined ? '' : vscode.l10n.t('As of {0}', relativeTime(Math.min(0, loadedAt - now))),
    warning,
    buttons: headerButtons(secret, canOpenConsole),
    refresh: { label: vscode.l10n.t('Refresh'), icon: 'refresh', message: { kind: 'run', action: 'refresh' } },
    overview: Array.from(fieldsBySection(secret), ([section, fields]) => ({
      title: titles[section],
      fields: fields.map((field) => overviewField(field, labels[field.field], secret, now)),
    })),
    tags: {
      title: labels.tags,
      rows: secret.tags.map((tag) => ({ ...tagRow(tag), filter: filterButton(tag, secret) })),
    },
    systemTags:
      secret.systemTags.length === 0 ? undefined : { title: labels.systemTags, rows: secret.systemTags.map(tagRow) },
    json: { text: jsonText(secret), copy: copyButton('json', secret) },
    labels: detailsLabels(),
  };
}

/** What is copied: the text of the service itself, not the one that is made safe to look at. */
export function copyText(secret: Secret, field: CopyField): string | undefined {
  return field === 'json' ? JSON.stringify(secretJson(secret), undefined, 2) : secret[field];
}

/** The JSON that is copied, with escapes for characters that are not seen. Texts in it have no line breaks of their own. */
function jsonText(secret: Secret): string {
  const escape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return (copyText(secret, 'json') ?? '').replaceAll(hiddenCharacter, (character) =>
    character === '\n' ? character : character.split('').map(escape).join(''),
  );
}

function headerButtons(secret: Secret, canOpenConsole: boolean): readonly Button[] {
  const { id: secretId } = secret;
  const buttons: readonly (Button | false)[] = [
    copyButton('id', secret),
    copyButton('name', secret),
    {
      label: vscode.l10n.t('Reveal in Secrets View'),
      icon: 'listTree',
      message: { kind: 'runOn', secretId, action: 'revealInTree' },
    },
    {
      label: vscode.l10n.t('Find in Workspace'),
      icon: 'search',
      message: { kind: 'runOn', secretId, action: 'findReferences' },
    },
    canOpenConsole && {
      label: vscode.l10n.t('Open in Console'),
      icon: 'linkExternal',
      message: { kind: 'runOn', secretId, action: 'openInConsole' },
    },
  ];
  return buttons.filter((button) => button !== false);
}

function copyButton(field: CopyField, { id: secretId }: Secret): Button {
  const labels: Readonly<Record<CopyField, string>> = {
    id: vscode.l10n.t('Copy ID'),
    name: vscode.l10n.t('Copy Name'),
    description: vscode.l10n.t('Copy Description'),
    kmsKeyId: vscode.l10n.t('Copy KMS Key ID'),
    enterpriseProjectId: vscode.l10n.t('Copy Enterprise Project ID'),
    rotationFunctionUrn: vscode.l10n.t('Copy Rotation Function URN'),
    rotationConfig: vscode.l10n.t('Copy Rotation Configuration'),
    json: vscode.l10n.t('Copy as JSON'),
  };
  return { label: labels[field], icon: 'copy', message: { kind: 'copy', secretId, field } };
}

function isCopyField(field: SecretField): field is SecretField & CopyField {
  return (copyFields as readonly string[]).includes(field);
}

function tagRow({ key, value }: Tag): TagRow {
  return { key: wholeText(key), value: tagValueText(value), isEmpty: value === '', filter: undefined };
}

function filterButton({ key, value }: Tag, { id: secretId }: Secret): Button {
  return {
    label: vscode.l10n.t('Filter by {0}', tagText({ key, value })),
    icon: 'filter',
    tooltip: vscode.l10n.t('Filter by This Tag'),
    message: { kind: 'filterByTag', secretId, tag: { key, value } },
  };
}

function tagText({ key, value }: Tag): string {
  return vscode.l10n.t('{0} = {1}', wholeText(key), tagValueText(value));
}

function tagValueText(value: string): string {
  return value === '' ? vscode.l10n.t('(empty value)') : wholeText(value);
}

/** The whole of a text, which is cut elsewhere: the client takes none of more than 4,096 characters. */
function wholeText(text: string): string {
  return displayText(text, 5000);
}

function overviewField(given: FieldValue, label: string, secret: Secret, now: number): OverviewField {
  const { field } = given;
  return {
    label,
    note: noteOn(given, secret),
    copy: isCopyField(field) ? copyButton(field, secret) : undefined,
    ...valueOf(given, now),
  };
}

function valueOf({ kind, value }: FieldValue, now: number): Pick<OverviewField, 'values' | 'style'> {
  switch (kind) {
    case 'text':
    case 'code':
      return { values: [wholeText(value)], style: kind };
    case 'state':
      return { values: [stateName(value)], style: stateStyle(value) };
    case 'type':
      return { values: [typeName(value)], style: 'text' };
    case 'time':
      return { values: [relativeTime(value - now)], style: 'text' };
    case 'flag':
      return { values: [value ? vscode.l10n.t('On') : vscode.l10n.t('Off')], style: 'text' };
    case 'period':
      return { values: [periodText(value)], style: 'text' };
    case 'list':
      return { values: value.map(wholeText), style: 'list' };
    case 'tags':
      return { values: value.map(tagText), style: 'tags' };
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

function stateStyle(state: string): StateStyle {
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

/** `30d` as `30 days`; what is not of that form as it is. */
function periodText(period: string): string {
  const units: Readonly<Record<string, string>> = { d: 'day', h: 'hour', m: 'minute', s: 'second' };
  const [, amount, letter = ''] = /^(\d{1,9})([dhms])$/u.exec(period) ?? [];
  const unit = units[letter];
  if (amount === undefined || unit === undefined) return wholeText(period);
  return new Intl.NumberFormat(vscode.env.language, { style: 'unit', unit, unitDisplay: 'long' }).format(
    Number(amount),
  );
}

function detailsLabels(): DetailsLabels {
  return {
    overview: vscode.l10n.t('Overview'),
    tags: vscode.l10n.t('Tags'),
    json: vscode.l10n.t('JSON'),
    key: vscode.l10n.t('Key'),
    value: vscode.l10n.t('Value'),
    action: vscode.l10n.t('Action'),
    noTags: vscode.l10n.t('No tags'),
    actions: vscode.l10n.t('Actions'),
    state: vscode.l10n.t('State'),
  };
}
