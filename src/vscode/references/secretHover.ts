import * as vscode from 'vscode';
import type { CurrentProject } from '../core/currentProject';
import { settings } from '../core/settings';
import type { DocumentReferences } from './documentReferences';
import { deletedCard, secretCard } from './secretCard';

/** Explains a secret wherever its ID stands, and its name where the language says that a name stands there. */
export class SecretHover implements vscode.HoverProvider {
  constructor(
    private readonly references: DocumentReferences,
    private readonly current: CurrentProject,
  ) {}

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const project = this.current.value;
    if (!project || !settings.hoverEnabled()) return undefined;
    const reference = this.references.at(document, position);
    if (!reference) return undefined;
    const secret = await project.findLoaded(reference, token);
    if (token.isCancellationRequested) return undefined;
    const now = Date.now();
    if (secret) {
      const { all, canOpenConsole } = project;
      const { loadedAt } = all.state;
      return new vscode.Hover(secretCard(secret, { now, loadedAt, canOpenConsole }), reference.range);
    }
    const deleted = project.findDeleted(reference);
    return deleted && new vscode.Hover(deletedCard(deleted, now), reference.range);
  }
}
