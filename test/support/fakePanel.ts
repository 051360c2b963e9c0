import { EventEmitter, Uri, type WebviewPanel } from 'vscode';
import type { DetailsPage, HostMessage } from '../../src/model/detailsPage';

/** A panel without an editor around it: the test is the page. */
export class FakePanel {
  readonly told: HostMessage[] = [];
  readonly panel: WebviewPanel;
  isDisposed = false;
  readonly #messages = new EventEmitter<unknown>();
  readonly #viewStates = new EventEmitter<unknown>();
  readonly #disposals = new EventEmitter<void>();

  constructor() {
    const { told } = this;
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
          told.push(message);
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
  get page(): DetailsPage | undefined {
    return this.told.findLast((message) => message.kind === 'show')?.page;
  }

  say(message: unknown): void {
    this.#messages.fire(message);
  }

  setVisible(visible: boolean): void {
    Object.assign(this.panel, { visible });
    this.#viewStates.fire(undefined);
  }
}
