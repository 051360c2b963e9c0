import { html, nothing, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-badge/index.js';
import '@vscode-elements/elements/dist/vscode-tab-header/index.js';
import '@vscode-elements/elements/dist/vscode-tab-panel/index.js';
import '@vscode-elements/elements/dist/vscode-tabs/index.js';
import '@vscode-elements/elements/dist/vscode-toolbar-button/index.js';
import { detailsTabs, type JsonView, type SecretButton, type SecretPage } from '../model/detailsPage';
import { icon } from './icons';
import { overviewTemplate } from './overviewTemplate';
import type { ViewActions, ViewState } from './pageTemplate';
import { stateIcons } from './stateIcons';
import { tagsTemplate } from './tagsTemplate';

export function secretTemplate(page: SecretPage, state: ViewState, actions: ViewActions): TemplateResult {
  const { words } = page;
  const selected = detailsTabs.indexOf(state.tab);
  return html`${headerTemplate(page, state, actions)}
    <vscode-tabs
      selected-index=${selected}
      @vsc-tabs-select=${(event: CustomEvent<{ readonly selectedIndex: number }>) => {
        selectAt(event.detail.selectedIndex, actions);
      }}
      @keydown=${(event: KeyboardEvent) => moveBetweenTabs(event, actions)}
    >
      <vscode-tab-header slot="header">${words.overview}</vscode-tab-header>
      <vscode-tab-header slot="header"
        >${words.tags}<vscode-badge slot="content-after" variant="counter"
          >${page.tags.rows.length + (page.systemTags?.rows.length ?? 0)}</vscode-badge
        ></vscode-tab-header
      >
      <vscode-tab-header slot="header">${words.json}</vscode-tab-header>
      <vscode-tab-panel>${overviewTemplate(page, state, actions)}</vscode-tab-panel>
      <vscode-tab-panel>${tagsTemplate(page, actions)}</vscode-tab-panel>
      <vscode-tab-panel>${jsonTemplate(page.json, page, state, actions)}</vscode-tab-panel>
    </vscode-tabs>`;
}

function headerTemplate(page: SecretPage, state: ViewState, actions: ViewActions): TemplateResult {
  const { words } = page;
  return html`<header>
    <h1 tabindex="-1">${page.name}</h1>
    <ul class="marks">
      <li class="state ${page.state.look}">
        ${icon(stateIcons[page.state.look])}<span class="spoken">${words.state}: </span>${page.state.word}
      </li>
      <li>${page.type}</li>
      ${page.due === undefined ? nothing : html`<li class="due">${icon('clockface')}${page.due}</li>`}
    </ul>
    <div class="actions" role="group" aria-label=${words.actions}>
      ${page.actions.map((button) => actionTemplate(button, page, state, actions))}
    </div>
    ${page.warning === undefined ? nothing : html`<p class="warning">${icon('warning')}<span>${page.warning}</span></p>`}
    <p class="age">
      <span>${page.asOf}</span>
      <vscode-toolbar-button
        label=${words.refresh}
        title=${words.refresh}
        @click=${() => actions.send({ kind: 'run', action: 'refresh' })}
        >${icon('refresh')}</vscode-toolbar-button
      >
    </p>
  </header>`;
}

const actionIcons = { revealInTree: 'listTree', openInConsole: 'linkExternal', findReferences: 'search' } as const;

function actionTemplate(
  { label, does }: SecretButton,
  { subject: { secretId } }: SecretPage,
  { copied }: ViewState,
  { send }: ViewActions,
): TemplateResult {
  if ('copy' in does) {
    const field = does.copy;
    return html`<vscode-button secondary @click=${() => send({ kind: 'copy', secretId, field })}
      >${icon(copied === field ? 'check' : 'copy', 'content-before')}${label}</vscode-button
    >`;
  }
  const action = does.run;
  return html`<vscode-button secondary @click=${() => send({ kind: 'runOn', secretId, action })}
    >${icon(actionIcons[action], 'content-before')}${label}</vscode-button
  >`;
}

function jsonTemplate(
  { text, copy }: JsonView,
  { subject: { secretId }, words }: SecretPage,
  { copied }: ViewState,
  { send }: ViewActions,
): TemplateResult {
  return html`<div class="json">
    <h2 class="spoken">${words.json}</h2>
    <vscode-button secondary @click=${() => send({ kind: 'copy', secretId, field: copy.field })}
      >${icon(copied === copy.field ? 'check' : 'copy', 'content-before')}${copy.label}</vscode-button
    >
    <pre tabindex="0" role="region" aria-label=${words.json}>${text}</pre>
  </div>`;
}

function selectAt(index: number, { select }: ViewActions): void {
  const tab = detailsTabs[index];
  if (tab) select(tab);
}

/**
 * A tab is chosen when the focus comes to it, as is usual where its content is there at once. The element itself moves
 * the focus with the arrow keys, and has done so by now; it knows no Home, End and Space.
 */
function moveBetweenTabs(event: KeyboardEvent, actions: ViewActions): void {
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
  selectAt(index, actions);
  headers[index]?.focus();
}
