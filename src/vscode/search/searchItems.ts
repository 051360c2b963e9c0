import * as vscode from 'vscode';
import type { SecretIndex } from '../../inventory/secretIndex';
import type { SearchResult } from '../../inventory/secretSearch';
import { nextDueDate } from '../../model/dueDates';
import { quoted } from '../../model/filterText';
import type { Secret } from '../../model/secret';
import { quickPickText } from '../inertText';
import { stateIcon, stateName } from '../secretWords';
import { shortDue } from '../times';

export interface SearchItem extends vscode.QuickPickItem {
  readonly secret?: Secret;
  /** Choosing it puts this text into the box instead. */
  readonly text?: string;
}

export interface SearchButtons {
  readonly copyId: vscode.QuickInputButton;
  readonly reveal: vscode.QuickInputButton;
}

const maxCompletions = 5;

export function secretItem(secret: Secret, buttons: SearchButtons, now: number): SearchItem {
  const due = nextDueDate(secret, now);
  const notes = [
    ...(secret.state === 'ENABLED' || due?.what === 'deletion' ? [] : [stateName(secret.state)]),
    ...(due ? [shortDue(due)] : []),
  ];
  return {
    label: quickPickText(secret.name),
    iconPath: stateIcon(secret.state),
    description: notes.join(', '),
    detail: quickPickText(secret.tags.map(({ key, value }) => `${key}=${value}`).join(' · ')),
    buttons: [buttons.copyId, buttons.reveal],
    alwaysShow: true, // The search has decided; the editor would look only at the label.
    secret,
  };
}

/** Hits, the number of those that are not listed, and ways to narrow by a tag. */
export function searchItems(
  { hits, total }: SearchResult,
  completions: readonly SearchItem[],
  buttons: SearchButtons,
  now: number,
): readonly SearchItem[] {
  const items = hits.map(({ secret }) => secretItem(secret, buttons, now));
  const more = total - hits.length;
  return [
    ...items,
    ...(more > 0 ? [note(vscode.l10n.t('{0} more: type on to narrow', more.toLocaleString(vscode.env.language)))] : []),
    ...(total === 0 ? [note(vscode.l10n.t('No secret matches'))] : []),
    ...(completions.length > 0 ? [separator(vscode.l10n.t('Narrow by tag')), ...completions] : []),
  ];
}

/** Tag keys, and after a colon values, that the last word may become. */
export function searchCompletions(typed: string, { tagKeys }: SecretIndex): readonly SearchItem[] {
  const [, before = '', part = ''] = /^((?:.*\s)?)(\S*)$/su.exec(typed) ?? [];
  if (part === '') return [];
  const [, key, value] = /^([^:：]+)[:：](.*)$/u.exec(part) ?? [];
  const completion = (text: string, label: string, count: number): SearchItem => ({
    label: quickPickText(label),
    description: count.toLocaleString(vscode.env.language),
    iconPath: new vscode.ThemeIcon('tag'),
    alwaysShow: true,
    text,
  });
  if (key === undefined) {
    return tagKeys
      .filter((known) => known.key.toLowerCase().startsWith(part.toLowerCase()))
      .slice(0, maxCompletions)
      .map((known) => completion(`${before}${quoted(known.key)}:`, `${known.key}:`, known.count));
  }
  const known = tagKeys.find((each) => each.key.toLowerCase() === key.toLowerCase());
  return (known?.values ?? [])
    .filter((each) => each.value.toLowerCase().startsWith((value ?? '').toLowerCase()) && each.value !== value)
    .slice(0, maxCompletions)
    .map((each) => completion(`${before}${key}:${quoted(each.value)} `, `${key}:${each.value}`, each.count));
}

function note(label: string): SearchItem {
  return { label, alwaysShow: true };
}

export function separator(label: string): SearchItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
