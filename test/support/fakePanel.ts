import { EventEmitter, Uri, type WebviewPanel } from 'vscode';
import type { DetailsView, HostMessage } from '../../src/protocol/details';

/** A panel without an editor around it: the test is the page. */
export class FakePanel {
  /** What the page was sent. */
  readonly received: HostMessage[] = [];
  readonly panel: WebviewPanel;
  isDisposed = false;
  readonly #messages = new EventEmitter<unknown>();
  readonly #viewStates = new EventEmitter<unknown>();
  readonly #disposals = new EventEmitter<void>();

  constructor() {
    const { received } = this;
    this.panel = {
      title: '',
      visible: true,
      webview: {
        options: {},
        html: '',
        cspSource: 'https://csp.example',
        asWebviewUri: (uri: Uri) => Uri.parse(`https://csp.example${uri.path}`),
        onDidReceiveMessage: this.#messages.event,
        postMessage: (message: HostMessage) => {
          received.push(message);
          return Promise.resolve(true);
        },
      },
      onDidChangeViewState: this.#viewStates.event,
      onDidDispose: this.#disposals.event,
      reveal: () => undefined,
      dispose: () => {
        this.isDisposed = true;
        this.#disposals.fire();
      },
    } as unknown as WebviewPanel;
  }

  /** What is on screen. */
  get view(): DetailsView | undefined {
    return this.received.findLast((message) => message.kind === 'show')?.view;
  }

  say(message: unknown): void {
    this.#messages.fire(message);
  }

  setVisible(visible: boolean): void {
    Object.assign(this.panel, { visible });
    this.#viewStates.fire(undefined);
  }
}
