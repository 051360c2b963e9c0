import { render } from 'lit';
import {
  detailsTabs,
  type CopyField,
  type DetailsSubject,
  type DetailsTab,
  type DetailsView,
  type HostMessage,
  type KeptState,
  type PageMessage,
} from '../../protocol/details';
import './page.css';
import { viewTemplate } from './viewTemplate';

/** A copy button shows for this long (ms) that it has copied. */
const copiedMs = 2000;

/** Draws what the host says and posts what the person does. It keeps the chosen tab and nothing of the secret. */
class DetailsPage {
  private lastMessage: { readonly subject: DetailsSubject; readonly view: DetailsView } | undefined;
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
    window.addEventListener('message', ({ data }: MessageEvent<HostMessage>) => this.onMessage(data));
    this.post({ kind: 'ready' });
  }

  private onMessage(message: HostMessage): void {
    switch (message.kind) {
      case 'show': {
        const isAnother =
          this.lastMessage !== undefined && this.lastMessage.subject.secretId !== message.subject.secretId;
        this.lastMessage = message;
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
    if (!this.lastMessage) return;
    const hadFocus = this.root.contains(document.activeElement);
    const page = {
      tab: this.tab,
      copied: this.copied,
      post: (message: PageMessage) => this.post(message),
      select: (tab: DetailsTab) => this.select(tab),
    };
    render(viewTemplate(this.lastMessage.view, page), this.root);
    // What had the focus may be gone, such as Retry while it loads: then the reader stays on the page.
    if (hadFocus && !this.root.contains(document.activeElement)) this.root.querySelector('h1')?.focus();
  }

  private keep(): void {
    if (!this.lastMessage) return;
    const { secretId, connection } = this.lastMessage.subject;
    const state: KeptState = { secretId, connection, tab: this.tab };
    this.host.setState(state);
  }

  private post(message: PageMessage): void {
    this.host.postMessage(message);
  }
}

function keptTab(state: unknown): DetailsTab {
  const kept = typeof state === 'object' && state !== null && 'tab' in state ? state.tab : undefined;
  return detailsTabs.find((tab) => tab === kept) ?? 'overview';
}

const root = document.getElementById('page');
const announcements = document.getElementById('announcements');
if (root && announcements) new DetailsPage(acquireVsCodeApi(), root, announcements).start();
