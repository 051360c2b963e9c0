import * as vscode from 'vscode';
import { settings } from '../settings';
import type { DocumentReferences } from '../references/documentReferences';
import type { KnownSecrets } from '../references/knownSecrets';
import { goneCard, secretCard } from './secretCard';

/** Explains a secret wherever its ID stands, and its name where the language says that a name stands there. */
export class SecretHover implements vscode.HoverProvider {
  constructor(
    private readonly references: DocumentReferences,
    private readonly secrets: KnownSecrets,
  ) {}

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    if (!this.secrets.isSignedIn || !settings.hoverEnabled()) return undefined;
    const reference = this.references.at(document, position);
    if (!reference) return undefined;
    const secret = await this.secrets.findLoaded(reference, token);
    if (token.isCancellationRequested) return undefined;
    const now = Date.now();
    if (secret) {
      const { loadedAt, canOpenConsole } = this.secrets;
      return new vscode.Hover(secretCard(secret, { now, loadedAt, canOpenConsole }), reference.range);
    }
    const gone = this.secrets.findGone(reference);
    return gone && new vscode.Hover(goneCard(gone, now), reference.range);
  }
}
