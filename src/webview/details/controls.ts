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
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-toolbar-button/index.js';
import type { Button, CopyField, DetailsTab, PageMessage, StateStyle } from '../../protocol/details';

/** What the page itself knows and does, beside what the host says. */
export interface PageContext {
  readonly tab: DetailsTab;
  /** What was copied a moment ago. */
  readonly copied: CopyField | undefined;
  readonly post: (message: PageMessage) => void;
  readonly select: (tab: DetailsTab) => void;
}

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

type IconName = keyof typeof icons;

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

/** The same shapes as in the tree. */
const stateIcons: Readonly<Record<StateStyle, IconName>> = {
  enabled: 'key',
  disabled: 'circleSlash',
  pendingDeletion: 'trash',
  frozen: 'lock',
  unknown: 'question',
};

export function stateIcon(style: StateStyle): TemplateResult {
  return icon(stateIcons[style]);
}

/** A button with its label, the main one of several or one of the others. */
export function buttonTemplate(button: Button, page: PageContext, isMain = false): TemplateResult {
  const name = buttonIcon(button, page);
  return html`<vscode-button ?secondary=${!isMain} @click=${() => page.post(button.message)}
    >${name ? icon(name, 'content-before') : nothing}${button.label}</vscode-button
  >`;
}

/** A button that is an icon alone, whose label is read out. */
export function iconButtonTemplate(button: Button, page: PageContext): TemplateResult {
  const name = buttonIcon(button, page);
  return html`<vscode-toolbar-button
    label=${button.label}
    title=${button.tooltip ?? button.label}
    @click=${() => page.post(button.message)}
    >${name ? icon(name) : nothing}</vscode-toolbar-button
  >`;
}

function buttonIcon({ icon: name, message }: Button, { copied }: PageContext): IconName | undefined {
  return message.kind === 'copy' && message.field === copied ? 'check' : name;
}
