import * as vscode from 'vscode';
import type { RequestDescription } from '../../csms/transport/operation';
import type { Connection } from '../../model/connection';
import type { SecretFilter } from '../../model/secretFilter';

const scheme = 'csms-request';

type DescribeRequest = (connection: Connection, filter: SecretFilter) => RequestDescription;

/**
 * Shows the exact request of a filter as a read-only document. It holds no credential. The address of the document holds
 * its text, so that there is nothing to keep, and the tab still has it after a reload.
 */
export class RequestDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);

  constructor(private readonly describe: DescribeRequest) {}

  provideTextDocumentContent(uri: vscode.Uri): string {
    return uri.query;
  }

  async show(connection: Connection, filter: SecretFilter): Promise<void> {
    const { method, url } = this.describe(connection, filter);
    const note = vscode.l10n.t('When it is sent, a "sequence" is added: an ID that is new each time.');
    const text = `// ${method} ${url}\n// ${note}\n${this.bodyOf(connection, filter)}\n`;
    // The name's end makes it JSON with comments.
    const uri = vscode.Uri.from({ scheme, path: '/ListResourceInstances.jsonc', query: text });
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
  }

  /** Copies the body of the request as JSON, but for the `sequence`. */
  async copyBody(connection: Connection, filter: SecretFilter): Promise<void> {
    await vscode.env.clipboard.writeText(this.bodyOf(connection, filter));
    vscode.window.setStatusBarMessage(vscode.l10n.t('Copied'), 3000);
  }

  private bodyOf(connection: Connection, filter: SecretFilter): string {
    return JSON.stringify(this.describe(connection, filter).body, undefined, 2);
  }

  dispose(): void {
    this.registration.dispose();
  }
}
