import { html, nothing, type TemplateResult } from 'lit';
import type { PageWords, SecretPage, TagRow, TagTable } from '../model/detailsPage';
import { icon } from './icons';
import type { ViewActions } from './pageTemplate';

export function tagsTemplate({ tags, systemTags, subject, words }: SecretPage, actions: ViewActions): TemplateResult {
  return html`${
    tags.rows.length > 0
      ? tableTemplate(tags, subject.secretId, words, actions, systemTags === undefined)
      : html`<section>
          <h2>${tags.title}</h2>
          <p>${words.noTags}</p>
        </section>`
  }
  ${systemTags ? tableTemplate(systemTags, subject.secretId, words, actions) : nothing}`;
}

/** A plain table: the text of its cells wraps, can be selected and is read out as what it is. */
function tableTemplate(
  { title, rows }: TagTable,
  secretId: string,
  words: PageWords,
  actions: ViewActions,
  isAlone = false,
): TemplateResult {
  const canFilter = rows.some(({ filter }) => filter !== undefined);
  return html`<section>
    <h2 class=${isAlone ? 'spoken' : ''}>${title}</h2>
    <table aria-label=${title}>
      <thead>
        <tr>
          <th scope="col">${words.key}</th>
          <th scope="col">${words.value}</th>
          ${canFilter ? html`<th scope="col" class="action"><span class="spoken">${words.action}</span></th>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => rowTemplate(row, secretId, words, actions))}
      </tbody>
    </table>
  </section>`;
}

function rowTemplate(
  { key, value, isEmpty, filter }: TagRow,
  secretId: string,
  words: PageWords,
  { send }: ViewActions,
): TemplateResult {
  return html`<tr>
    <th scope="row">${key}</th>
    <td class=${isEmpty ? 'empty' : ''}>${value}</td>
    ${
      filter === undefined
        ? nothing
        : html`<td class="action">
            <vscode-toolbar-button
              label=${filter.label}
              title=${words.filterByTag}
              @click=${() => send({ kind: 'filterByTag', secretId, tag: filter.tag })}
              >${icon('filter')}</vscode-toolbar-button
            >
          </td>`
    }
  </tr>`;
}
