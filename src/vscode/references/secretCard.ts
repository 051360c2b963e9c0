import * as vscode from 'vscode';
import { commandIds, type CommandId } from '../../ids';
import type { DeletedSecret } from '../../inventory/secretIndex';
import type { Secret, Tag } from '../../model/secret';
import type { CurrentProject } from '../core/currentProject';
import { markdownText } from '../core/escapeText';
import { exactTime, relativeTime } from '../core/format';
import { fieldLabels, stateName, typeName } from '../core/secretLabels';
import { settings } from '../core/settings';
import type { DocumentReferences } from './documentReferences';

/** More tags than this are counted, not listed. A secret has at most 20. */
const maxTags = 20;

/** The only commands that a card may run. */
const cardCommands: readonly CommandId[] = [
  commandIds.openDetails,
  commandIds.revealInTree,
  commandIds.copyId,
  commandIds.findReferences,
  commandIds.openInConsole,
];

/**
 * The card that explains a secret. Everything from the cloud in it is text: no markup, no link, no icon, no HTML.
 *
 * @param loadedAt when the secret was read, in ms since 1970-01-01 UTC
 */
export function secretCard(
  secret: Secret,
  loadedAt: number | undefined,
  canOpenConsole = false,
): vscode.MarkdownString {
  const now = Date.now();
  const parts = [
    `**${markdownText(secret.name)}**`,
    markdownText(`${stateName(secret.state)} · ${typeName(secret.type)}`),
    links(secret, canOpenConsole), // Below the fields they would be out of sight.
    markdownText(secret.description ?? ''),
    list(tagLines(secret.tags)),
    '---',
    list(fieldLines(secret, now)),
    loadedAt === undefined ? '' : markdownText(vscode.l10n.t('As of {0}', relativeTime(loadedAt - now))),
  ];
  const card = new vscode.MarkdownString(parts.filter((part) => part !== '').join('\n\n'));
  card.isTrusted = { enabledCommands: cardCommands };
  return card;
}

/** The card for a secret that the last list did not hold any more. */
export function deletedCard({ secret, noticedAt }: DeletedSecret): vscode.MarkdownString {
  const noticed = relativeTime(noticedAt - Date.now());
  const sentence = vscode.l10n.t('This secret is not in the project any more (noticed {0}).', noticed);
  return new vscode.MarkdownString(`**${markdownText(secret.name)}**\n\n${markdownText(sentence)}`);
}

/** Links to commands of ours. Their only argument is the ID, encoded so that nothing in it can end the link. */
function links({ id }: Secret, canOpenConsole: boolean): string {
  const argument = encodeURIComponent(JSON.stringify([id])).replaceAll(
    /[!'()*~]/gu,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
  const link = (title: string, command: CommandId): string =>
    `[${markdownText(title)}](command:${command}?${argument})`;
  return [
    link(vscode.l10n.t('Open Details'), commandIds.openDetails),
    link(vscode.l10n.t('Reveal in Secrets View'), commandIds.revealInTree),
    link(vscode.l10n.t('Copy ID'), commandIds.copyId),
    link(vscode.l10n.t('Find in Workspace'), commandIds.findReferences),
    ...(canOpenConsole ? [link(vscode.l10n.t('Open in Console'), commandIds.openInConsole)] : []),
  ].join(' · ');
}

function tagLines(tags: readonly Tag[]): readonly string[] {
  if (tags.length === 0) return [vscode.l10n.t('No tags')];
  const lines = tags
    .slice(0, maxTags)
    .map(({ key, value }) => `${key} = ${value === '' ? vscode.l10n.t('(empty value)') : value}`);
  return tags.length > maxTags ? [...lines, vscode.l10n.t('and {0} more', tags.length - maxTags)] : lines;
}

function fieldLines(secret: Secret, now: number): readonly string[] {
  const time = (ms: number | undefined) =>
    ms === undefined ? undefined : `${relativeTime(ms - now)} (${exactTime(ms)})`;
  const fields: readonly (readonly [keyof Secret, string | undefined])[] = [
    // Secrets that are not to be deleted may carry a date all the same.
    ['scheduledDeleteTime', secret.state === 'PENDING_DELETE' ? time(secret.scheduledDeleteTime) : undefined],
    ['nextRotationTime', secret.autoRotation === true ? time(secret.nextRotationTime) : undefined],
    ['rotationTime', time(secret.rotationTime)],
    ['updateTime', time(secret.updateTime)],
    ['createTime', time(secret.createTime)],
    ['kmsKeyId', secret.kmsKeyId],
    ['id', secret.id],
  ];
  const labels = fieldLabels();
  return fields.flatMap(([field, value]) =>
    value === undefined ? [] : [vscode.l10n.t('{0}: {1}', labels[field], value)],
  );
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${markdownText(line)}`).join('\n');
}

/** Explains a secret wherever its ID stands, and its name where the language says that a name stands there. */
export class SecretHover implements vscode.HoverProvider {
  constructor(
    private readonly references: DocumentReferences,
    private readonly current: CurrentProject,
  ) {}

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const project = this.current.value;
    if (!project || !settings.hoverEnabled()) return undefined;
    const reference = this.references.at(document, position);
    if (!reference) return undefined;
    const secret = await project.findLoaded(reference, token);
    if (token.isCancellationRequested || this.current.value !== project) return undefined;
    if (secret) {
      return new vscode.Hover(secretCard(secret, project.all.state.loadedAt, project.canOpenConsole), reference.range);
    }
    const deleted = project.findDeleted(reference);
    return deleted && new vscode.Hover(deletedCard(deleted), reference.range);
  }
}
