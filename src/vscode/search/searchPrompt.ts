import * as vscode from 'vscode';
import { commandIds } from '../../ids';
import type { InventoryState } from '../../inventory/inventory';
import { SecretIndex } from '../../inventory/secretIndex';
import { mergedHits, SecretSearch, type SearchResult } from '../../inventory/secretSearch';
import { filterLimits } from '../../model/limits';
import type { Secret } from '../../model/secret';
import { isEmptyFilter, type SecretFilter } from '../../model/secretFilter';
import type { SecretPage } from '../../model/secretPage';
import { isServiceError } from '../../model/serviceError';
import { completeSearch } from '../../query/completion';
import { filterOfSearch } from '../../query/searchText';
import type { ProjectTagKey } from '../../query/tagKeys';
import { runCommand } from '../core/commands';
import { messageText } from '../core/escapeText';
import type { OpenProject } from '../core/openProject';
import { back, OpenPrompt } from '../quickInput/prompt';
import { LatestRequest, TagKeys, typingPause } from '../quickInput/requests';
import { foundItems, restingItems, type SearchButtons, type SearchItem } from './searchItems';

export type SearchOutcome =
  | { readonly kind: 'openDetails' | 'revealInTree'; readonly secret: Secret }
  | { readonly kind: 'filter'; readonly filter: SecretFilter }
  /** The service wants to know who is asking; then the search goes on with the text. */
  | { readonly kind: 'signIn'; readonly text: string };

/** What the quick pick is handed at a keystroke. */
const maxHits = 200;

const maxCompletions = 5;

/** Rows asked of the service at once. */
const servicePageSize = 50;

/** One run of the search over the whole inventory, and over the service for what is not loaded yet. */
export class SearchPrompt {
  private readonly list: OpenPrompt<SearchItem, SearchOutcome>;
  private readonly buttons: SearchButtons = {
    copyId: { iconPath: new vscode.ThemeIcon('copy'), tooltip: vscode.l10n.t('Copy ID') },
    reveal: { iconPath: new vscode.ThemeIcon('list-tree'), tooltip: vscode.l10n.t('Reveal in Secrets View') },
    showLog: { iconPath: new vscode.ThemeIcon('output'), tooltip: vscode.l10n.t('Show Log') },
  };
  private readonly tagKeys: TagKeys;
  private search: SecretSearch | undefined;
  private drawn: InventoryState | undefined;
  private readonly serviceRequest = new LatestRequest<SecretPage>(typingPause);
  /** What the service found on pages that are not loaded, and how many it says match there. */
  private foundByService: { readonly secrets: readonly Secret[]; readonly total: number } = { secrets: [], total: 0 };

  /**
   * @param recentIds of the secrets picked last, the latest first
   * @param signal ends the prompt as if it was dismissed
   */
  constructor(
    private readonly project: OpenProject,
    private readonly recentIds: readonly string[],
    private readonly onError: (error: unknown) => void,
    signal: AbortSignal,
  ) {
    // The load that runs beside it has a row that tells what is wrong with the service.
    const onDefect = (error: unknown): void => (isServiceError(error) ? undefined : onError(error));
    this.tagKeys = new TagKeys(project, onDefect);
    this.list = new OpenPrompt({
      title: vscode.l10n.t('Search Secrets'),
      placeholder: vscode.l10n.t('Name, ID, tag or description; env:prod narrows by tag'),
      items: (typed) => this.items(typed),
      onText: (typed) => void this.askService(typed), // It never rejects.
      onEnter: (row) => this.onEnter(row),
      onRowButton: (row, button) => this.onRowButton(row, button),
      onButton: () => ({ kind: 'filter', filter: this.typedFilter() }),
      signal,
    });
    this.list.input.buttons = [
      { iconPath: new vscode.ThemeIcon('filter'), tooltip: vscode.l10n.t('Turn into a Filter') },
    ];
  }

  /**
   * @param text what stands in the box at the start
   * @returns `undefined` when dismissed
   */
  async run(text: string): Promise<SearchOutcome | undefined> {
    const { all } = this.project;
    const subscription = this.project.onDidChange(() => this.onInventoryChange(all.state));
    this.list.input.value = text;
    all.load().catch(this.onError);
    void this.tagKeys.settled.then(() => this.list.redraw()); // It never rejects.
    try {
      const outcome = await this.list.ask();
      return outcome === back ? undefined : outcome;
    } finally {
      vscode.Disposable.from(subscription, this.serviceRequest, this.tagKeys).dispose();
    }
  }

  private onEnter({ secret, signsIn, retries, text }: SearchItem): SearchOutcome | undefined {
    if (secret) return { kind: 'openDetails', secret };
    if (signsIn === true) return { kind: 'signIn', text: this.list.text };
    if (retries === true) this.project.refreshAll().catch(this.onError);
    if (text !== undefined) this.list.setText(text);
    return undefined;
  }

  private onRowButton({ secret }: SearchItem, button: vscode.QuickInputButton): SearchOutcome | undefined {
    if (button === this.buttons.showLog) void runCommand(commandIds.showLog);
    if (!secret) return undefined;
    if (button === this.buttons.reveal) return { kind: 'revealInTree', secret };
    void runCommand(commandIds.copyId, { kind: 'secret', secret });
    return undefined;
  }

  /** Asks the service for secrets on pages that are not loaded yet. */
  private async askService(text: string): Promise<void> {
    if (this.project.all.state.rows === 'whole') return;
    const { filter } = this.filterOf(text);
    const isNothing = isEmptyFilter(filter);
    // Keep the old hits until the answer comes, but not their total.
    this.foundByService = { secrets: isNothing ? [] : this.foundByService.secrets, total: 0 };
    if (isNothing) {
      this.serviceRequest.cancel();
      return;
    }
    try {
      const page = await this.serviceRequest.ask((signal) =>
        this.project.client.listPage(filter, { limit: servicePageSize, offset: 0 }, signal),
      );
      if (!page) return;
      this.foundByService = { secrets: page.secrets, total: page.totalCount ?? page.secrets.length };
      this.list.redraw();
    } catch (error) {
      // The load that runs beside it has a row that tells what is wrong with the service.
      if (!isServiceError(error)) this.onError(error);
    }
  }

  /** Follows the load, and leaves the rows alone when nothing that they show has changed. */
  private onInventoryChange(state: InventoryState): void {
    const { drawn } = this;
    const isSame =
      drawn?.index === state.index &&
      drawn.lastEnd === state.lastEnd &&
      drawn.rows === state.rows &&
      (drawn.activity === undefined) === (state.activity === undefined) &&
      (drawn.activity?.received === state.activity?.received || state.rows === 'whole');
    if (!isSame) this.list.redraw();
  }

  private items(text: string): readonly SearchItem[] {
    const { buttons, project } = this;
    const { state } = project.all;
    const context = { state, isExpired: project.isExpired, buttons, now: Date.now() };
    this.drawn = state;
    this.list.input.busy = state.activity !== undefined;
    const { index } = state;
    if (this.search?.index !== index) this.search = this.searchOver(index);
    const found = this.search.search(text, maxHits);
    if (text.trim() === '') {
      const recent = this.recentIds.flatMap((id) => index.byId(id) ?? []);
      return restingItems(recent, found, context);
    }
    const all = state.rows === 'whole' ? found : this.withService(found, index, text);
    return foundItems(all, completeSearch(text, this.projectTagKeys(), maxCompletions), context);
  }

  /** What the service found beside it on pages that are not loaded, ranked by the same rules. */
  private withService(found: SearchResult, index: SecretIndex, text: string): SearchResult {
    const { secrets, total } = this.foundByService;
    const unloaded = SecretIndex.from(secrets.filter(({ id }) => index.byId(id) === undefined));
    const merged = mergedHits(found, this.searchOver(unloaded).search(text, maxHits), maxHits);
    return { ...merged, total: Math.max(merged.total, total) };
  }

  private searchOver(index: SecretIndex): SecretSearch {
    return new SecretSearch(index, () => this.projectTagKeys());
  }

  /** From the inventory once it is whole, and until then from the service. */
  private projectTagKeys(): readonly ProjectTagKey[] {
    const { rows, index } = this.project.all.state;
    return rows === 'whole' || this.tagKeys.keys.length === 0 ? index.tagKeys : this.tagKeys.keys;
  }

  private filterOf(text: string) {
    return filterOfSearch(text, this.projectTagKeys(), filterLimits.current);
  }

  private typedFilter(): SecretFilter {
    const { filter, widened } = this.filterOf(this.list.text);
    for (const key of widened) {
      // Not awaited: a notification may stay for hours.
      void vscode.window.showInformationMessage(
        vscode.l10n.t(
          'More than {0} values of {1} match, and a filter holds no more: it now asks for any value of the key.',
          filterLimits.current.maxValuesPerTag,
          messageText(key, 60),
        ),
      );
    }
    return filter;
  }
}
