import * as vscode from 'vscode';
import type { Secret, Tag } from '../../model/secret';
import { markdownText } from '../inertText';
import { stateName, typeName } from '../secretWords';
import { exactTime, relativeTime } from '../times';

/** More tags than this are counted, not listed. A secret has at most 20. */
const maxTags = 20;

/** When the card is drawn and when its data was read, both in ms since 1970-01-01 UTC. */
interface CardTimes {
  readonly now: number;
  readonly loadedAt: number | undefined;
}

/** The card that explains a secret. Everything from the cloud in it is text: no markup, no link, no icon, no HTML. */
export function secretCard(secret: Secret, { now, loadedAt }: CardTimes): vscode.MarkdownString {
  const parts = [
    `**${markdownText(secret.name)}**`,
    markdownText(`${stateName(secret.state)} · ${typeName(secret.type)}`),
    markdownText(secret.description ?? ''),
    list(tagLines(secret.tags)),
    '---',
    list(factLines(secret, now)),
    loadedAt === undefined ? '' : markdownText(vscode.l10n.t('As of {0}', relativeTime(loadedAt - now))),
  ];
  return new vscode.MarkdownString(parts.filter((part) => part !== '').join('\n\n'));
}

function tagLines(tags: readonly Tag[]): readonly string[] {
  if (tags.length === 0) return [vscode.l10n.t('No tags')];
  const lines = tags.slice(0, maxTags).map(({ key, value }) => `${key} = ${value}`);
  return tags.length > maxTags ? [...lines, vscode.l10n.t('and {0} more', tags.length - maxTags)] : lines;
}

function factLines(secret: Secret, now: number): readonly string[] {
  const time = (ms: number | undefined) =>
    ms === undefined ? undefined : `${relativeTime(ms - now)} (${exactTime(ms)})`;
  const facts: readonly (readonly [string, string | undefined])[] = [
    // Secrets that are not to be deleted may carry a date all the same.
    [vscode.l10n.t('Deletion'), secret.state === 'PENDING_DELETE' ? time(secret.scheduledDeleteTime) : undefined],
    [vscode.l10n.t('Next rotation'), secret.autoRotation === true ? time(secret.nextRotationTime) : undefined],
    [vscode.l10n.t('Last rotation'), time(secret.rotationTime)],
    [vscode.l10n.t('Updated'), time(secret.updateTime)],
    [vscode.l10n.t('Created'), time(secret.createTime)],
    [vscode.l10n.t('KMS key'), secret.kmsKeyId],
    [vscode.l10n.t('ID'), secret.id],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [vscode.l10n.t('{0}: {1}', name, value)]));
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${markdownText(line)}`).join('\n');
}
