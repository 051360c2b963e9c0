import * as vscode from 'vscode';
import { displayText } from '../../model/displayText';
import type { Secret } from '../../model/secret';
import { stateName, typeName } from '../secretWords';
import { exactTime, relativeTime } from '../times';

/** More tags than this are counted, not listed. A secret has at most 20. */
const maxTags = 20;

/**
 * The card that explains a secret. All text from the cloud goes through `appendText`, so that nothing in a name or a
 * description becomes Markdown, a link, an icon or HTML.
 */
export function secretCard(
  secret: Secret,
  { now, loadedAt }: { readonly now: number; readonly loadedAt: number | undefined },
): vscode.MarkdownString {
  const card = new vscode.MarkdownString();
  card.appendMarkdown('**').appendText(displayText(secret.name)).appendMarkdown('**\n\n');
  card.appendText(`${stateName(secret.state)} · ${typeName(secret.type)}`).appendMarkdown('\n\n');
  if (secret.description) card.appendText(displayText(secret.description)).appendMarkdown('\n\n');
  appendTags(card, secret);
  const time = (ms: number) => `${relativeTime(ms - now)} (${exactTime(ms)})`;
  const facts: readonly (readonly [string, string | undefined])[] = [
    [
      vscode.l10n.t('Deletion'),
      secret.scheduledDeleteTime && secret.state === 'PENDING_DELETE' ? time(secret.scheduledDeleteTime) : undefined,
    ],
    [
      vscode.l10n.t('Next rotation'),
      secret.autoRotation && secret.nextRotationTime ? time(secret.nextRotationTime) : undefined,
    ],
    [vscode.l10n.t('Last rotation'), secret.rotationTime ? time(secret.rotationTime) : undefined],
    [vscode.l10n.t('Updated'), secret.updateTime ? time(secret.updateTime) : undefined],
    [vscode.l10n.t('Created'), secret.createTime ? time(secret.createTime) : undefined],
    [vscode.l10n.t('KMS key'), secret.kmsKeyId],
    [vscode.l10n.t('ID'), secret.id],
  ];
  card.appendMarkdown('---\n\n');
  for (const [name, value] of facts) {
    if (value)
      card
        .appendMarkdown('- ')
        .appendText(`${name}: ${displayText(value)}`)
        .appendMarkdown('\n');
  }
  if (loadedAt !== undefined) {
    card.appendMarkdown('\n\n').appendText(vscode.l10n.t('As of {0}', relativeTime(loadedAt - now)));
  }
  return card;
}

function appendTags(card: vscode.MarkdownString, { tags }: Secret): void {
  if (tags.length === 0) {
    card.appendText(vscode.l10n.t('No tags')).appendMarkdown('\n\n');
    return;
  }
  for (const { key, value } of tags.slice(0, maxTags)) {
    card
      .appendMarkdown('- ')
      .appendText(`${displayText(key)} = ${displayText(value)}`)
      .appendMarkdown('\n');
  }
  if (tags.length > maxTags) {
    card
      .appendMarkdown('- ')
      .appendText(vscode.l10n.t('and {0} more', tags.length - maxTags))
      .appendMarkdown('\n');
  }
  card.appendMarkdown('\n');
}
