import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { DetailsSubject, HostMessage } from '../../protocol/details';

interface PanelListener {
  readonly onMessage: (message: unknown) => void;
  readonly update: () => void;
  readonly closed: () => void;
}

/** The age of the data is updated this often (ms). */
const ageIntervalMs = 30_000;

/** A panel and what its page drew last. A hidden panel has no page: one is made anew when the panel is shown. */
export class DetailsPanel {
  private isLive = false;
  private drawn = '';
  private readonly timer: NodeJS.Timeout;
  private readonly subscriptions: readonly vscode.Disposable[];

  constructor(
    readonly panel: vscode.WebviewPanel,
    public subject: DetailsSubject,
    extensionUri: vscode.Uri,
    listener: PanelListener,
  ) {
    this.subscriptions = [
      panel.webview.onDidReceiveMessage(listener.onMessage),
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.isLive = false;
        listener.update();
      }),
      panel.onDidDispose(listener.closed),
    ];
    this.timer = setInterval(listener.update, ageIntervalMs);
    const folder = vscode.Uri.joinPath(extensionUri, 'dist');
    panel.webview.options = {
      enableScripts: true,
      enableCommandUris: false,
      enableForms: false,
      localResourceRoots: [folder],
    };
    panel.webview.html = pageHtml(panel.webview, folder);
  }

  /** The page is there and has drawn nothing yet. */
  begin(): void {
    this.isLive = true;
    this.drawn = '';
  }

  /** Draws only what differs from what is on screen. */
  draw(message: HostMessage): void {
    const text = JSON.stringify(message);
    if (!this.isLive || text === this.drawn) return;
    this.drawn = text;
    this.post(message);
  }

  post(message: HostMessage): void {
    // Not awaited: a page that is gone by now asks again when it comes back.
    void this.panel.webview.postMessage(message);
  }

  /** Ends what listens and leaves the panel open. */
  release(): void {
    clearInterval(this.timer);
    vscode.Disposable.from(...this.subscriptions).dispose();
  }
}

/**
 * The empty page: one script, one style sheet, and a policy that allows nothing else. Nothing of a secret stands in it;
 * that comes in messages and is drawn as text.
 */
function pageHtml(webview: vscode.Webview, folder: vscode.Uri): string {
  const nonce = randomBytes(16).toString('base64');
  const file = (name: string): string => attribute(webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString());
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}';`;
  return `<!DOCTYPE html>
<html lang="${attribute(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${attribute(vscode.l10n.t('Secret Details'))}</title>
<link rel="stylesheet" href="${file('details.css')}">
</head>
<body>
<main id="page"></main>
<div id="announcements" role="status"></div>
<script nonce="${nonce}" src="${file('details.js')}"></script>
</body>
</html>`;
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
