import * as vscode from 'vscode';
import type { ListRequest } from '../../csms/listRequest';
import type { Connection } from '../../model/connection';
import type { SecretFilter } from '../../model/secretFilter';

const scheme = 'csms-request';

export type DescribeRequest = (connection: Connection, filter: SecretFilter) => ListRequest;

/** Shows the exact request of a filter as a read-only document. It holds no credential. */
export class RequestDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  private readonly closing = vscode.workspace.onDidCloseTextDocument(({ uri }) => this.texts.delete(uri.toString()));
  private shown = 0;

  constructor(private readonly describe: DescribeRequest) {}

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? '';
  }

  async show(connection: Connection, filter: SecretFilter): Promise<void> {
    const { method, url } = this.describe(connection, filter);
    this.shown += 1;
    const uri = vscode.Uri.from({ scheme, path: `/${this.shown}/ListResourceInstances.jsonc` });
    this.texts.set(uri.toString(), `// ${method} ${url}\n${this.bodyOf(connection, filter)}\n`);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(await vscode.languages.setTextDocumentLanguage(document, 'jsonc'), {
      preview: true,
    });
  }

  /** The body of the request as JSON. */
  bodyOf(connection: Connection, filter: SecretFilter): string {
    return JSON.stringify(this.describe(connection, filter).body, undefined, 2);
  }

  dispose(): void {
    this.registration.dispose();
    this.closing.dispose();
  }
}
