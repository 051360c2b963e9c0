import { html, nothing, type TemplateResult } from 'lit';
import type { CopyButton, Fact, FactGroup, SecretPage } from '../model/detailsPage';
import { icon } from './icons';
import type { ViewActions, ViewState } from './pageTemplate';
import { stateIcons } from './stateIcons';

export function overviewTemplate(page: SecretPage, state: ViewState, actions: ViewActions): TemplateResult {
  return html`${page.overview.map((group) => groupTemplate(group, page, state, actions))}`;
}

function groupTemplate(
  { title, facts }: FactGroup,
  page: SecretPage,
  state: ViewState,
  actions: ViewActions,
): TemplateResult {
  return html`<section>
    <h2>${title}</h2>
    <dl>
      ${facts.map(
        (fact) =>
          html`<div class="fact">
            <dt>${fact.label}</dt>
            <dd>
              <div class="value">
                ${valueTemplate(fact)}
                ${fact.note === undefined ? nothing : html`<span class="note">${fact.note}</span>`}
              </div>
              ${fact.copy ? copyTemplate(fact.copy, page, state, actions) : nothing}
            </dd>
          </div>`,
      )}
    </dl>
  </section>`;
}

function valueTemplate({ look, values }: Fact): TemplateResult {
  switch (look) {
    case 'text':
      return html`${values}`;
    case 'code':
      return html`<span class="code">${values}</span>`;
    case 'list':
    case 'tags':
      return html`<ul class=${look}>
        ${values.map((value) => html`<li>${value}</li>`)}
      </ul>`;
    default:
      return html`<span class="state ${look}">${icon(stateIcons[look])}${values}</span>`;
  }
}

function copyTemplate(
  { field, label }: CopyButton,
  { subject: { secretId } }: SecretPage,
  { copied }: ViewState,
  { send }: ViewActions,
): TemplateResult {
  return html`<vscode-toolbar-button
    label=${label}
    title=${label}
    @click=${() => send({ kind: 'copy', secretId, field })}
    >${icon(copied === field ? 'check' : 'copy')}</vscode-toolbar-button
  >`;
}
