import check from '@vscode/codicons/src/icons/check.svg';
import circleSlash from '@vscode/codicons/src/icons/circle-slash.svg';
import clockface from '@vscode/codicons/src/icons/clockface.svg';
import copy from '@vscode/codicons/src/icons/copy.svg';
import error from '@vscode/codicons/src/icons/error.svg';
import filter from '@vscode/codicons/src/icons/filter.svg';
import info from '@vscode/codicons/src/icons/info.svg';
import key from '@vscode/codicons/src/icons/key.svg';
import linkExternal from '@vscode/codicons/src/icons/link-external.svg';
import listTree from '@vscode/codicons/src/icons/list-tree.svg';
import lock from '@vscode/codicons/src/icons/lock.svg';
import question from '@vscode/codicons/src/icons/question.svg';
import refresh from '@vscode/codicons/src/icons/refresh.svg';
import search from '@vscode/codicons/src/icons/search.svg';
import trash from '@vscode/codicons/src/icons/trash.svg';
import warning from '@vscode/codicons/src/icons/warning.svg';
import { html, nothing, svg, type TemplateResult } from 'lit';

/** The icons that the page uses, out of several hundred: drawn as shapes, they need no font and no further request. */
const icons = {
  check,
  circleSlash,
  clockface,
  copy,
  error,
  filter,
  info,
  key,
  linkExternal,
  listTree,
  lock,
  question,
  refresh,
  search,
  trash,
  warning,
} as const;

export type IconName = keyof typeof icons;

/** An icon beside words that say the same. */
export function icon(name: IconName, slot?: string): TemplateResult {
  return html`<svg class="icon" slot=${slot ?? nothing} viewBox="0 0 16 16" aria-hidden="true">
    ${pathsOf(icons[name]).map((path) => svg`<path fill-rule=${path.rule} d=${path.data}></path>`)}
  </svg>`;
}

function pathsOf(file: string): readonly { readonly data: string; readonly rule: string }[] {
  return Array.from(file.matchAll(/<path\b[^>]*>/gu), ([path]) => ({
    data: /\sd="([^"]*)"/u.exec(path)?.[1] ?? '',
    rule: /\sfill-rule="([^"]*)"/u.exec(path)?.[1] ?? 'nonzero',
  }));
}
