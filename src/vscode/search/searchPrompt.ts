import * as vscode from 'vscode';
import { commandIds } from '../../ids';
import type { Inventory, InventoryState } from '../../inventory/inventory';
import { knownTagKeys, type KnownTagKey } from '../../inventory/knownTags';
import { completeSearch } from '../../inventory/searchCompletion';
import { filterOfSearch } from '../../inventory/searchFilter';
import { SecretIndex } from '../../inventory/secretIndex';
import { mergedHits, SecretSearch, type SearchResult } from '../../inventory/secretSearch';
import { filterLimits } from '../../model/limits';
import type { Secret } from '../../model/secret';
import type { SecretFilter } from '../../model/secretFilter';
import { isServiceError } from '../../model/serviceError';
import type { ActiveConnection } from '../connections/session';
import { messageText } from '../inertText';
import { chosenItem, orderedQuickPick, redrawItems } from '../quickInput/orderedQuickPick';
import { back, showInput } from '../quickInput/steps';
import { TagKeys } from '../quickInput/tagKeys';
import type { RecentSecrets } from './recentSecrets';
import { foundItems, restingItems, type SearchButtons, type SearchItem } from './searchItems';
import { ServiceSearch } from './serviceSearch';

export interface SearchDeps {
  readonly inventory: Inventory;
  readonly recents: RecentSecrets;
  /** The sign-in has ended, as far as this machine's clock tells. */
  readonly isExpired: () => boolean;
  readonly onError: (error: unknown) => void;
}

export type SearchOutcome =
  | { readonly kind: 'openDetails' | 'revealInTree'; readonly secret: Secret }
  | { readonly kind: 'filter'; readonly filter: SecretFilter }
  /** The service wants to know who is asking; then the search goes on with the text. */
  | { readonly kind: 'signIn'; readonly text: string };

/** What the quick pick is handed at a keystroke. */
const maxHits = 200;

const maxCompletions = 5;

/**
 * Lets the person find a secret. `undefined` when dismissed, or ended by the signal.
 *
 * @param text what stands in the box at the start
 */
export async function askForSecret(
  deps: SearchDeps,
  active: ActiveConnection,
  text: string,
  signal: AbortSignal,
): Promise<SearchOutcome | undefined> {
  return new SearchPrompt(deps, active).ask(text, signal);
}

/** One run of the search over the whole inventory, and over the service for what is not loaded yet. */
class SearchPrompt {
  private readonly input = orderedQuickPick<SearchItem>();
  private readonly buttons: SearchButtons = {
    copyId: { iconPath: new vscode.ThemeIcon('copy'), tooltip: vscode.l10n.t('Copy ID') },
    reveal: { iconPath: new vscode.ThemeIcon('list-tree'), tooltip: vscode.l10n.t('Reveal in Secrets View') },
    showLog: { iconPath: new vscode.ThemeIcon('output'), tooltip: vscode.l10n.t('Show Log') },
  };
  private readonly service: ServiceSearch;
  private readonly tagKeys: TagKeys;
  private search: SecretSearch | undefined;
  private searched: SecretIndex | undefined;
  private drawn: InventoryState | undefined;

  constructor(
    private readonly deps: SearchDeps,
    private readonly active: ActiveConnection,
  ) {
    const { inventory, onError } = deps;
    this.service = new ServiceSearch(active.client, () => this.redraw(), onError);
    // The load that runs beside it has a row that tells what is wrong with the service.
    const onDefect = (error: unknown): void => (isServiceError(error) ? undefined : onError(error));
    this.tagKeys = new TagKeys((signal) => knownTagKeys(inventory, active.client, signal), onDefect);
  }

  async ask(text: string, signal: AbortSignal): Promise<SearchOutcome | undefined> {
    const { input, buttons } = this;
    const { inventory, onError } = this.deps;
    input.title = vscode.l10n.t('Search Secrets');
    input.placeholder = vscode.l10n.t('Name, ID, tag or description; env:prod narrows by tag');
    input.buttons = [{ iconPath: new vscode.ThemeIcon('filter'), tooltip: vscode.l10n.t('Turn into a Filter') }];
    input.value = text;
    const subscription = inventory.onDidChange((state) => this.follow(state));
    inventory.load().catch(onError);
    this.typed();
    void this.tagKeys.settled.then(() => this.redraw()); // It never rejects.
    const outcome = await showInput<SearchOutcome>(
      input,
      (resolve) => [
        subscription,
        this.service,
        this.tagKeys,
        input.onDidChangeValue(() => this.typed()),
        input.onDidTriggerButton(() => resolve({ kind: 'filter', filter: this.typedFilter() })),
        input.onDidTriggerItemButton(({ item, button }) => {
          if (button === buttons.showLog) void vscode.commands.executeCommand(commandIds.showLog);
          if (!item.secret) return;
          if (button === buttons.reveal) resolve({ kind: 'revealInTree', secret: item.secret });
          else void vscode.commands.executeCommand(commandIds.copyId, { kind: 'secret', secret: item.secret });
        }),
        input.onDidAccept(() => {
          const item = chosenItem(input);
          if (item?.secret) resolve({ kind: 'openDetails', secret: item.secret });
          if (item?.signsIn) resolve({ kind: 'signIn', text: input.value });
          if (item?.retries) {
            this.active.client.trustKeyAgain(); // A person asks, who may have set the clock or the key right.
            inventory.refresh().catch(onError);
          }
          if (item?.text === undefined) return;
          input.value = item.text;
          this.typed();
        }),
      ],
      signal,
    );
    return outcome === back ? undefined : outcome;
  }

  private typed(): void {
    if (this.deps.inventory.state.completeness !== 'whole') this.service.ask(this.filterOf(this.input.value).filter);
    this.draw();
  }

  /** Follows the load, and leaves the rows alone when nothing that they show has changed. */
  private follow(state: InventoryState): void {
    const { drawn } = this;
    const isSame =
      drawn?.index === state.index &&
      drawn.loading === state.loading &&
      drawn.failure === state.failure &&
      drawn.completeness === state.completeness &&
      (drawn.received === state.received || state.completeness === 'whole');
    if (!isSame) this.redraw();
  }

  private draw(): void {
    this.input.items = this.items();
  }

  private redraw(): void {
    redrawItems(this.input, this.items());
  }

  private items(): readonly SearchItem[] {
    const { deps, input, buttons } = this;
    const state = { ...deps.inventory.state, isExpired: deps.isExpired() };
    this.drawn = deps.inventory.state;
    input.busy = state.loading;
    const { index } = state;
    const text = input.value;
    const now = Date.now();
    const found = this.searchIn(index).search(text, maxHits);
    if (text.trim() === '') {
      const recent = deps.recents.get(this.active.connection.id).flatMap((id) => index.byId(id) ?? []);
      return restingItems(recent, found, state, buttons, now);
    }
    const all = state.completeness === 'whole' ? found : this.withService(found, index, text);
    return foundItems(all, completeSearch(text, this.knownKeys(), maxCompletions), state, buttons, now);
  }

  /** What the service found beside it on pages that are not loaded, ranked by the same rules. */
  private withService(found: SearchResult, index: SecretIndex, text: string): SearchResult {
    const { secrets, total } = this.service;
    const unloaded = SecretIndex.from(secrets.filter(({ id }) => index.byId(id) === undefined));
    const merged = mergedHits(found, new SecretSearch(unloaded, () => this.knownKeys()).search(text, maxHits), maxHits);
    return { ...merged, total: Math.max(merged.total, total) };
  }

  private searchIn(index: SecretIndex): SecretSearch {
    if (this.searched !== index || !this.search) {
      this.search = new SecretSearch(index, () => this.knownKeys());
      this.searched = index;
    }
    return this.search;
  }

  /** From the inventory once it is whole, and until then from the service. */
  private knownKeys(): readonly KnownTagKey[] {
    const { completeness, index } = this.deps.inventory.state;
    return completeness === 'whole' || this.tagKeys.keys.length === 0 ? index.tagKeys : this.tagKeys.keys;
  }

  private filterOf(text: string) {
    return filterOfSearch(text, this.knownKeys(), filterLimits.current);
  }

  private typedFilter(): SecretFilter {
    const { filter, widened } = this.filterOf(this.input.value);
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
