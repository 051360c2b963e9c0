import * as vscode from 'vscode';
import type { DetailsSubject, PageWords, SecretButton, SecretPage, TagTable } from '../../model/detailsPage';
import { displayText, hiddenCharacter } from '../../model/displayText';
import { nextDueDate } from '../../model/dueDates';
import type { Secret, Tag } from '../../model/secret';
import { fieldsBySection, secretJson } from '../../model/secretFields';
import { stateName, typeName } from '../core/secretLabels';
import { relativeTime, shortDue } from '../core/format';
import { copyButton, fieldFact, sectionTitle, shownText, stateLook, tagWords } from './factWords';

export interface PageLooks {
  /** Ms since 1970-01-01 UTC. */
  readonly now: number;
  readonly canOpenConsole: boolean;
}

export interface SecretToShow {
  readonly secret: Secret;
  /** Ms since 1970-01-01 UTC: when it was read. */
  readonly loadedAt: number | undefined;
  /** A sentence about the refresh that failed since. */
  readonly warning: string | undefined;
}

export function secretPage(
  { secret, loadedAt, warning }: SecretToShow,
  subject: DetailsSubject,
  looks: PageLooks,
): SecretPage {
  const due = nextDueDate(secret, looks.now);
  return {
    kind: 'secret',
    subject,
    name: displayText(secret.name), // whole among the facts
    state: { look: stateLook(secret.state), word: stateName(secret.state) },
    type: typeName(secret.type),
    due: due && shortDue(due),
    asOf: loadedAt === undefined ? '' : vscode.l10n.t('As of {0}', relativeTime(Math.min(0, loadedAt - looks.now))),
    warning,
    actions: secretButtons(looks),
    overview: Array.from(fieldsBySection(secret), ([section, fields]) => ({
      title: sectionTitle(section),
      facts: fields.map((field) => fieldFact(field, secret, looks.now)),
    })),
    tags: tagTable(vscode.l10n.t('Tags'), secret.tags, true),
    systemTags:
      secret.systemTags.length === 0 ? undefined : tagTable(vscode.l10n.t('System tags'), secret.systemTags, false),
    json: { text: jsonText(secret), copy: copyButton('json') },
    words: pageWords(),
  };
}

/** What is copied as JSON. */
export function secretJsonText(secret: Secret): string {
  return JSON.stringify(secretJson(secret), undefined, 2);
}

/** The same, with escapes of JSON for characters that are not seen. Texts in it have no line breaks of their own. */
function jsonText(secret: Secret): string {
  return secretJsonText(secret).replaceAll(hiddenCharacter, (character) =>
    character === '\n'
      ? character
      : Array.from({ length: character.length }, (_, at) => jsonEscape(character, at)).join(''),
  );
}

function jsonEscape(text: string, at: number): string {
  return `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`;
}

function secretButtons({ canOpenConsole }: PageLooks): readonly SecretButton[] {
  const buttons: readonly (SecretButton | false)[] = [
    { label: vscode.l10n.t('Copy ID'), does: { copy: 'id' } },
    { label: vscode.l10n.t('Copy Name'), does: { copy: 'name' } },
    { label: vscode.l10n.t('Reveal in Secrets View'), does: { run: 'revealInTree' } },
    { label: vscode.l10n.t('Find in Workspace'), does: { run: 'findReferences' } },
    canOpenConsole && { label: vscode.l10n.t('Open in Console'), does: { run: 'openInConsole' } },
  ];
  return buttons.filter((button) => button !== false);
}

function tagTable(title: string, tags: readonly Tag[], canFilter: boolean): TagTable {
  return {
    title,
    rows: tags.map(({ key, value }) => ({
      key: shownText(key),
      value: value === '' ? vscode.l10n.t('(empty value)') : shownText(value),
      isEmpty: value === '',
      filter: canFilter
        ? { label: vscode.l10n.t('Filter by {0}', tagWords({ key, value })), tag: { key, value } }
        : undefined,
    })),
  };
}

function pageWords(): PageWords {
  return {
    overview: vscode.l10n.t('Overview'),
    tags: vscode.l10n.t('Tags'),
    json: vscode.l10n.t('JSON'),
    key: vscode.l10n.t('Key'),
    value: vscode.l10n.t('Value'),
    action: vscode.l10n.t('Action'),
    filterByTag: vscode.l10n.t('Filter by This Tag'),
    noTags: vscode.l10n.t('No tags'),
    refresh: vscode.l10n.t('Refresh'),
    actions: vscode.l10n.t('Actions'),
    state: vscode.l10n.t('State'),
  };
}
