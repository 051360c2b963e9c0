import * as vscode from 'vscode';
import type { DueDate } from '../../model/secret';

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;

/** `in 3 days`, `5 minutes ago`, in the editor's language. `inMs` is the distance from now, negative for the past. */
export function relativeTime(inMs: number): string {
  const format = new Intl.RelativeTimeFormat(vscode.env.language, { numeric: 'auto' });
  const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
    ['year', 365 * dayMs],
    ['month', 30 * dayMs],
    ['day', dayMs],
    ['hour', hourMs],
    ['minute', 60_000],
  ];
  const [unit, length] = units.find(([, ms]) => Math.abs(inMs) >= ms) ?? (['second', 1000] as const);
  return format.format(Math.round(inMs / length), unit);
}

/** A time in ms as date, time and zone of this machine. */
export function exactTime(time: number): string {
  // Beyond what a Date can hold there is nothing to format.
  if (Math.abs(time) > 8.64e15) return String(time);
  return new Intl.DateTimeFormat(vscode.env.language, {
    dateStyle: 'medium',
    timeStyle: 'long',
  }).format(time);
}

/** `deletes in 5 d`, short enough for a row. Below two days hours are told, since rounding would matter. */
export function shortDue({ what, inMs }: DueDate): string {
  if (inMs <= 0) {
    return what === 'deletion' ? vscode.l10n.t('deletion due') : vscode.l10n.t('rotation overdue');
  }
  const span =
    inMs >= 2 * dayMs
      ? vscode.l10n.t({
          message: '{0} d',
          args: [Math.round(inMs / dayMs)],
          comment: 'A number of days, as short as possible',
        })
      : vscode.l10n.t({
          message: '{0} h',
          args: [Math.ceil(inMs / hourMs)],
          comment: 'A number of hours, as short as possible',
        });
  return what === 'deletion' ? vscode.l10n.t('deletes in {0}', span) : vscode.l10n.t('rotates in {0}', span);
}

/** A number as people of the editor's language write it. */
export function formatCount(count: number): string {
  return count.toLocaleString(vscode.env.language);
}

/** `37 secrets`; nothing where the number is not known. */
export function secretCount(count: number | undefined): string {
  if (count === undefined) return '';
  return count === 1 ? vscode.l10n.t('1 secret') : vscode.l10n.t('{0} secrets', formatCount(count));
}
