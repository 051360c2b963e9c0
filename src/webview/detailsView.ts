import { render } from 'lit';
import {
  detailsTabs,
  type CopyField,
  type DetailsPage,
  type DetailsTab,
  type HostMessage,
  type KeptState,
  type PageMessage,
} from '../model/detailsPage';
import { pageTemplate } from './pageTemplate';

/** A copy button shows for this long (ms) that it has copied. */
const copiedMs = 2000;

/** Draws what the host says and tells it what the person does. It keeps the chosen tab and nothing of the secret. */
export class DetailsView {
  private page: DetailsPage | undefined;
  private tab: DetailsTab;
  private copied: CopyField | undefined;
  private copiedTimer: number | undefined;

  constructor(
    private readonly host: ReturnType<typeof acquireVsCodeApi>,
    private readonly root: HTMLElement,
    private readonly announcements: HTMLElement,
  ) {
    this.tab = keptTab(host.getState());
  }

  start(): void {
    // Only VS Code and this page itself can reach this window.
    window.addEventListener('message', ({ data }: MessageEvent<HostMessage>) => this.hear(data));
    this.send({ kind: 'ready' });
  }

  private hear(message: HostMessage): void {
    switch (message.kind) {
      case 'show': {
        const isAnother = this.page !== undefined && this.page.subject.secretId !== message.page.subject.secretId;
        this.page = message.page;
        this.keep();
        this.draw();
        if (isAnother) window.scrollTo(0, 0);
        return;
      }
      case 'copied':
        this.showCopied(message.field, message.text);
        return;
    }
  }

  private showCopied(field: CopyField, text: string): void {
    // An unchanged text is not read out again.
    this.announcements.textContent = '';
    requestAnimationFrame(() => (this.announcements.textContent = text));
    this.copied = field;
    window.clearTimeout(this.copiedTimer);
    this.copiedTimer = window.setTimeout(() => {
      this.copied = undefined;
      this.announcements.textContent = '';
      this.draw();
    }, copiedMs);
    this.draw();
  }

  private select(tab: DetailsTab): void {
    this.tab = tab;
    this.keep();
    this.draw();
  }

  private draw(): void {
    if (!this.page) return;
    const hadFocus = this.root.contains(document.activeElement);
    const actions = {
      send: (message: PageMessage) => this.send(message),
      select: (tab: DetailsTab) => this.select(tab),
    };
    render(pageTemplate(this.page, { tab: this.tab, copied: this.copied }, actions), this.root);
    // What had the focus may be gone, such as Retry while it loads: then the reader stays on the page.
    if (hadFocus && !this.root.contains(document.activeElement)) this.root.querySelector('h1')?.focus();
  }

  private keep(): void {
    if (!this.page) return;
    const { secretId, connection } = this.page.subject;
    const state: KeptState = { secretId, connection, tab: this.tab };
    this.host.setState(state);
  }

  private send(message: PageMessage): void {
    this.host.postMessage(message);
  }
}

function keptTab(state: unknown): DetailsTab {
  const kept = typeof state === 'object' && state !== null && 'tab' in state ? state.tab : undefined;
  return detailsTabs.find((tab) => tab === kept) ?? 'overview';
}
