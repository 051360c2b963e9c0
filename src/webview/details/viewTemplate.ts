import { html, nothing, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-badge/index.js';
import '@vscode-elements/elements/dist/vscode-progress-ring/index.js';
import '@vscode-elements/elements/dist/vscode-tab-header/index.js';
import '@vscode-elements/elements/dist/vscode-tab-panel/index.js';
import '@vscode-elements/elements/dist/vscode-tabs/index.js';
import { detailsTabs, type DetailsView, type MessageView, type SecretDetailsView } from '../../protocol/details';
import { buttonTemplate, icon, iconButtonTemplate, stateIcon, type PageContext } from './controls';
import { jsonTemplate, overviewTemplate, tagsTemplate } from './tabPanels';

export function viewTemplate(view: DetailsView, page: PageContext): TemplateResult {
  switch (view.kind) {
    case 'loading':
      return html`<div class="notice">
        <vscode-progress-ring aria-hidden="true"></vscode-progress-ring>
        <h1 class="status" role="status" tabindex="-1">${view.text}</h1>
      </div>`;
    case 'message':
      return messageTemplate(view, page);
    case 'secret':
      return html`${headerTemplate(view, page)}${tabsTemplate(view, page)}`;
  }
}

function messageTemplate(view: MessageView, page: PageContext): TemplateResult {
  return html`<div class="notice">
    <span class="mark ${view.icon}">${icon(view.icon)}</span>
    <h1 tabindex="-1">${view.title}</h1>
    <p>${view.text}</p>
    <div class="actions">${view.buttons.map((button, index) => buttonTemplate(button, page, index === 0))}</div>
  </div>`;
}

function headerTemplate(view: SecretDetailsView, page: PageContext): TemplateResult {
  const { state, due, warning, labels } = view;
  return html`<header>
    <h1 tabindex="-1">${view.name}</h1>
    <ul class="marks">
      <li class="state ${state.style}">
        ${stateIcon(state.style)}<span class="spoken">${labels.state}: </span>${state.label}
      </li>
      <li>${view.type}</li>
      ${due === undefined ? nothing : html`<li class="due">${icon('clockface')}${due}</li>`}
    </ul>
    <div class="actions" role="group" aria-label=${labels.actions}>
      ${view.buttons.map((button) => buttonTemplate(button, page))}
    </div>
    ${warning === undefined ? nothing : html`<p class="warning">${icon('warning')}<span>${warning}</span></p>`}
    <p class="age">
      <span>${view.asOf}</span>
      ${iconButtonTemplate(view.refresh, page)}
    </p>
  </header>`;
}

function tabsTemplate(view: SecretDetailsView, page: PageContext): TemplateResult {
  const { labels } = view;
  return html`<vscode-tabs
    selected-index=${detailsTabs.indexOf(page.tab)}
    @vsc-tabs-select=${(event: CustomEvent<{ readonly selectedIndex: number }>) => {
      selectAt(event.detail.selectedIndex, page);
    }}
    @keydown=${(event: KeyboardEvent) => moveBetweenTabs(event, page)}
  >
    <vscode-tab-header slot="header">${labels.overview}</vscode-tab-header>
    <vscode-tab-header slot="header"
      >${labels.tags}<vscode-badge slot="content-after" variant="counter"
        >${view.tags.rows.length + (view.systemTags?.rows.length ?? 0)}</vscode-badge
      ></vscode-tab-header
    >
    <vscode-tab-header slot="header">${labels.json}</vscode-tab-header>
    <vscode-tab-panel>${overviewTemplate(view, page)}</vscode-tab-panel>
    <vscode-tab-panel>${tagsTemplate(view, page)}</vscode-tab-panel>
    <vscode-tab-panel>${jsonTemplate(view, page)}</vscode-tab-panel>
  </vscode-tabs>`;
}

function selectAt(index: number, { select }: PageContext): void {
  const tab = detailsTabs[index];
  if (tab) select(tab);
}

/**
 * A tab is chosen when the focus comes to it, as is usual where its content is there at once. The element itself moves
 * the focus with the arrow keys, and has done so by now; it knows no Home, End and Space.
 */
function moveBetweenTabs(event: KeyboardEvent, page: PageContext): void {
  const headers = [...(event.currentTarget as HTMLElement).querySelectorAll('vscode-tab-header')];
  const focused = headers.findIndex((header) => header === document.activeElement);
  if (focused < 0) return;
  const wanted: Readonly<Record<string, number>> = {
    ArrowLeft: focused,
    ArrowRight: focused,
    ' ': focused,
    Home: 0,
    End: headers.length - 1,
  };
  const index = wanted[event.key];
  if (index === undefined) return;
  event.preventDefault();
  selectAt(index, page);
  headers[index]?.focus();
}
