import { html, nothing, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-progress-ring/index.js';
import type { CopyField, DetailsPage, DetailsTab, GeneralAction, MessagePage, PageMessage } from '../model/detailsPage';
import { icon, type IconName } from './icons';
import { secretTemplate } from './secretTemplate';

/** What the page itself knows beside what the host says. */
export interface ViewState {
  readonly tab: DetailsTab;
  /** What was copied a moment ago. */
  readonly copied: CopyField | undefined;
}

export interface ViewActions {
  readonly send: (message: PageMessage) => void;
  readonly select: (tab: DetailsTab) => void;
}

export function pageTemplate(page: DetailsPage, state: ViewState, actions: ViewActions): TemplateResult {
  switch (page.kind) {
    case 'loading':
      return html`<div class="notice">
        <vscode-progress-ring aria-hidden="true"></vscode-progress-ring>
        <h1 class="status" role="status" tabindex="-1">${page.text}</h1>
      </div>`;
    case 'message':
      return messageTemplate(page, actions);
    case 'secret':
      return secretTemplate(page, state, actions);
  }
}

function messageTemplate({ icon: name, title, text, actions }: MessagePage, { send }: ViewActions): TemplateResult {
  return html`<div class="notice">
    <span class="mark ${name}">${icon(name)}</span>
    <h1 tabindex="-1">${title}</h1>
    <p>${text}</p>
    <div class="actions">
      ${actions.map(
        ({ label, action }, index) =>
          html`<vscode-button ?secondary=${index > 0} @click=${() => send({ kind: 'run', action })}
            >${actionIcon(action)}${label}</vscode-button
          >`,
      )}
    </div>
  </div>`;
}

function actionIcon(action: GeneralAction): TemplateResult | typeof nothing {
  const icons: Partial<Record<GeneralAction, IconName>> = { refresh: 'refresh', searchSecrets: 'search' };
  const name = icons[action];
  return name ? icon(name, 'content-before') : nothing;
}
