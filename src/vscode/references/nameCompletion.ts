import * as vscode from 'vscode';
import { documentsWithNames } from '../../references/secretNames';
import { displayText } from '../../model/displayText';
import type { Secret } from '../../model/secret';
import type { CurrentProject } from '../core/currentProject';
import { stateName } from '../core/secretLabels';
import type { DocumentReferences } from './documentReferences';
import { secretCard } from './secretCard';

/** What the editor is handed at once; it asks again as the person types on. */
const maxItems = 500;

/**
 * Names as the service allows them. Another one, from whatever answers in its place, is not offered: accepted text
 * goes into code as it is.
 */
const plainName = /^[\w.-]{1,64}$/u;

class SecretNameItem extends vscode.CompletionItem {
  constructor(
    readonly secret: Secret,
    range: vscode.Range,
  ) {
    const tags = secret.tags.map(({ key, value }) => (value === '' ? key : `${key}=${value}`)).join(' · ');
    super({ label: secret.name, description: stateName(secret.state) }, vscode.CompletionItemKind.Reference);
    this.range = range;
    this.detail = [stateName(secret.state), displayText(tags, 120)].filter((text) => text !== '').join(' · ');
    this.sortText = `${isPendingDeletion(secret) ? 1 : 0}${secret.name}`;
    if (isPendingDeletion(secret)) this.tags = [vscode.CompletionItemTag.Deprecated];
  }
}

export function registerNameCompletion(references: DocumentReferences, current: CurrentProject): vscode.Disposable {
  const { languageIds, extensions } = documentsWithNames;
  const documents = [...languageIds, { pattern: `**/*.{${extensions.join(',')}}` }];
  const provider = new SecretNameCompletion(references, current);
  return vscode.languages.registerCompletionItemProvider(documents, provider, '"', "'");
}

/** Offers the names of secrets where a document of a known language wants one. */
class SecretNameCompletion implements vscode.CompletionItemProvider<SecretNameItem> {
  constructor(
    private readonly references: DocumentReferences,
    private readonly current: CurrentProject,
  ) {}

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.CompletionList<SecretNameItem> | undefined> {
    const project = this.current.value;
    if (!project) return undefined;
    const place = this.references.nameAt(document, position);
    if (!place) return undefined;
    if (!(await project.loadAll(token))) return undefined;
    const typed = document.getText(place.range.with({ end: position })).toLowerCase();
    const fitting = project.all.state.index.secrets
      .filter(({ name }) => plainName.test(name) && name.toLowerCase().includes(typed))
      .sort((a, b) => Number(isPendingDeletion(a)) - Number(isPendingDeletion(b)));
    const items = fitting.slice(0, maxItems).map((secret) => new SecretNameItem(secret, place.range));
    return new vscode.CompletionList(items, fitting.length > maxItems);
  }

  resolveCompletionItem(item: SecretNameItem): SecretNameItem {
    const project = this.current.value;
    item.documentation = secretCard(item.secret, project?.all.state.loadedAt, project?.canOpenConsole);
    return item;
  }
}

function isPendingDeletion({ state }: Secret): boolean {
  return state === 'PENDING_DELETE';
}
