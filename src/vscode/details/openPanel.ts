import * as vscode from 'vscode';
import type { DetailsSubject, HostMessage } from '../../model/detailsPage';

interface PanelListener {
  readonly hear: (message: unknown) => void;
  readonly update: () => void;
  readonly closed: () => void;
}

/** The age of the data is told anew this often (ms). */
const ageIntervalMs = 30_000;

/** A panel and what its page was told last. A hidden panel has no page: one is made anew when the panel is shown. */
export class OpenPanel {
  private isLive = false;
  private drawn = '';
  private readonly timer: NodeJS.Timeout;
  private readonly subscriptions: readonly vscode.Disposable[];

  constructor(
    readonly panel: vscode.WebviewPanel,
    public subject: DetailsSubject,
    listener: PanelListener,
  ) {
    this.subscriptions = [
      panel.webview.onDidReceiveMessage(listener.hear),
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.isLive = false;
        listener.update();
      }),
      panel.onDidDispose(listener.closed),
    ];
    this.timer = setInterval(listener.update, ageIntervalMs);
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
    this.tell(message);
  }

  tell(message: HostMessage): void {
    // Not awaited: a page that is gone by now asks again when it comes back.
    void this.panel.webview.postMessage(message);
  }

  release(): void {
    clearInterval(this.timer);
    vscode.Disposable.from(...this.subscriptions).dispose();
  }
}
