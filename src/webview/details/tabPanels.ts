import { html, nothing, type TemplateResult } from 'lit';
import type { DetailsLabels, OverviewField, SecretDetailsView, TagRow, TagTable } from '../../protocol/details';
import { buttonTemplate, iconButtonTemplate, stateIcon, type PageContext } from './controls';

export function overviewTemplate({ overview }: SecretDetailsView, page: PageContext): TemplateResult {
  return html`${overview.map(
    ({ title, fields }) =>
      html`<section>
        <h2>${title}</h2>
        <dl>${fields.map((field) => fieldTemplate(field, page))}</dl>
      </section>`,
  )}`;
}

function fieldTemplate(field: OverviewField, page: PageContext): TemplateResult {
  const { label, note, copy } = field;
  return html`<div class="field">
    <dt>${label}</dt>
    <dd>
      <div class="value">
        ${valueTemplate(field)} ${note === undefined ? nothing : html`<span class="note">${note}</span>`}
      </div>
      ${copy ? iconButtonTemplate(copy, page) : nothing}
    </dd>
  </div>`;
}

function valueTemplate({ style, values }: OverviewField): TemplateResult {
  switch (style) {
    case 'text':
      return html`${values}`;
    case 'code':
      return html`<span class="code">${values}</span>`;
    case 'list':
    case 'tags':
      return html`<ul class=${style}>
        ${values.map((value) => html`<li>${value}</li>`)}
      </ul>`;
    default:
      return html`<span class="state ${style}">${stateIcon(style)}${values}</span>`;
  }
}

export function tagsTemplate({ tags, systemTags, labels }: SecretDetailsView, page: PageContext): TemplateResult {
  const own =
    tags.rows.length > 0
      ? tableTemplate(tags, systemTags === undefined, labels, page)
      : html`<section>
          <h2>${tags.title}</h2>
          <p>${labels.noTags}</p>
        </section>`;
  return html`${own}${systemTags ? tableTemplate(systemTags, false, labels, page) : nothing}`;
}

/** A plain table: the text of its cells wraps, can be selected and is read out as what it is. */
function tableTemplate(
  { title, rows }: TagTable,
  isAlone: boolean,
  labels: DetailsLabels,
  page: PageContext,
): TemplateResult {
  const canFilter = rows.some(({ filter }) => filter !== undefined);
  return html`<section>
    <h2 class=${isAlone ? 'spoken' : ''}>${title}</h2>
    <table aria-label=${title}>
      <thead>
        <tr>
          <th scope="col">${labels.key}</th>
          <th scope="col">${labels.value}</th>
          ${canFilter ? html`<th scope="col" class="action"><span class="spoken">${labels.action}</span></th>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => rowTemplate(row, page))}
      </tbody>
    </table>
  </section>`;
}

function rowTemplate({ key, value, isEmpty, filter }: TagRow, page: PageContext): TemplateResult {
  return html`<tr>
    <th scope="row">${key}</th>
    <td class=${isEmpty ? 'empty' : ''}>${value}</td>
    ${filter ? html`<td class="action">${iconButtonTemplate(filter, page)}</td>` : nothing}
  </tr>`;
}

export function jsonTemplate({ json, labels }: SecretDetailsView, page: PageContext): TemplateResult {
  return html`<div class="json">
    <h2 class="spoken">${labels.json}</h2>
    ${buttonTemplate(json.copy, page)}
    <pre tabindex="0" role="region" aria-label=${labels.json}>${json.text}</pre>
  </div>`;
}
