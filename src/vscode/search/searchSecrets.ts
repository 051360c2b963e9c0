import * as vscode from 'vscode';
import { commandIds } from '../../ids';
import type { Inventory } from '../../inventory/inventory';
import type { SecretIndex } from '../../inventory/secretIndex';
import { parseQuery, SecretSearch } from '../../inventory/secretSearch';
import type { Secret } from '../../model/secret';
import type { SecretFilter } from '../../model/secretFilter';
import { isServiceError } from '../../model/serviceError';
import type { Command } from '../command';
import type { ActiveConnection, Session } from '../connections/session';
import { UserFacingError } from '../errorPresenter';
import { showInput } from '../quickInput/steps';
import type { RecentSecrets } from './recentSecrets';
import { searchCompletions, searchItems, secretItem, separator, type SearchItem } from './searchItems';

interface SearchDeps {
  readonly session: Session;
  readonly inventory: Inventory;
  readonly recents: RecentSecrets;
  readonly onError: (error: unknown) => void;
}

/** What the quick pick is handed at a keystroke. */
const maxHits = 200;

/** The service is asked this long after the last keystroke (ms). */
const debounceMs = 250;

/** Rows asked of the service while the inventory is still loading. */
const serverHits = 50;

export function searchSecretsCommand(deps: SearchDeps): Command {
  return {
    id: commandIds.searchSecrets,
    run: async () => {
      const { session, recents } = deps;
      const { active } = session;
      if (!active) throw new UserFacingError(vscode.l10n.t('Sign in first: there are no secrets to search.'));
      const outcome = await new SearchPrompt(deps, active).ask();
      if (!outcome || session.active !== active) return;
      if (outcome.kind === 'filter') {
        await vscode.commands.executeCommand(commandIds.filterSecrets, outcome.filter);
      } else {
        await recents.add(active.connection.id, outcome.secret.id);
        await vscode.commands.executeCommand(commandIds[outcome.kind], outcome.secret.id);
      }
    },
  };
}

type Outcome =
  | { readonly kind: 'openDetails' | 'revealInTree'; readonly secret: Secret }
  | { readonly kind: 'filter'; readonly filter: SecretFilter };

/** One run of the search over the whole inventory, and over the service for what is not loaded yet. */
class SearchPrompt {
  private search: SecretSearch | undefined;
  private searched: SecretIndex | undefined;
  private fromService: readonly Secret[] = [];
  private asking = new AbortController();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly deps: SearchDeps,
    private readonly active: ActiveConnection,
  ) {}

  async ask(): Promise<Outcome | undefined> {
    const { inventory, onError } = this.deps;
    const buttons = {
      copyId: { iconPath: new vscode.ThemeIcon('copy'), tooltip: vscode.l10n.t('Copy ID') },
      reveal: { iconPath: new vscode.ThemeIcon('list-tree'), tooltip: vscode.l10n.t('Reveal in Secrets View') },
    };
    const toFilter = { iconPath: new vscode.ThemeIcon('filter'), tooltip: vscode.l10n.t('Turn into a Filter') };
    const input = vscode.window.createQuickPick<SearchItem>();
    input.title = vscode.l10n.t('Search Secrets');
    input.placeholder = vscode.l10n.t('Name, ID, tag or description; env:prod narrows by tag');
    input.buttons = [toFilter];
    const draw = (): void => {
      input.busy = inventory.state.loading;
      input.items = this.items(input.value, buttons);
    };
    const subscription = inventory.onDidChange(draw);
    inventory.load().catch(onError);
    draw();
    const outcome = await showInput<Outcome>(input, (resolve) => [
      { dispose: () => this.end(subscription) },
      input.onDidChangeValue((text) => {
        this.askService(text, draw);
        draw();
      }),
      input.onDidTriggerButton(() => resolve({ kind: 'filter', filter: this.filterOf(input.value) })),
      input.onDidTriggerItemButton(({ item, button }) => {
        if (!item.secret) return;
        if (button === buttons.reveal) resolve({ kind: 'revealInTree', secret: item.secret });
        else void vscode.commands.executeCommand(commandIds.copyId, { kind: 'secret', secret: item.secret });
      }),
      input.onDidAccept(() => {
        const [item] = input.activeItems;
        if (item?.secret) resolve({ kind: 'openDetails', secret: item.secret });
        if (item?.text === undefined) return;
        input.value = item.text;
        this.askService(item.text, draw);
        draw();
      }),
    ]);
    return typeof outcome === 'symbol' ? undefined : outcome;
  }

  private items(text: string, buttons: Parameters<typeof secretItem>[1]): readonly SearchItem[] {
    const { index } = this.deps.inventory.state;
    const now = Date.now();
    if (text.trim() === '') {
      const recent = this.deps.recents.get(this.active.connection.id).flatMap((id) => index.byId(id) ?? []);
      const all = this.searchIn(index).search('', maxHits);
      if (recent.length === 0) return searchItems(all, [], buttons, now);
      const others = all.hits.filter(({ secret }) => !recent.includes(secret));
      return [
        separator(vscode.l10n.t('Picked last')),
        ...recent.map((secret) => secretItem(secret, buttons, now)),
        separator(vscode.l10n.t('All secrets')),
        ...searchItems({ hits: others, total: all.total - recent.length }, [], buttons, now),
      ];
    }
    const result = this.searchIn(index).search(text, maxHits);
    const unloaded = this.fromService.filter(({ id }) => index.byId(id) === undefined);
    const completions = searchCompletions(text, index);
    const hits = [...result.hits, ...unloaded.map((secret) => ({ secret, field: undefined }))];
    return searchItems({ hits, total: result.total + unloaded.length }, completions, buttons, now);
  }

  private searchIn(index: SecretIndex): SecretSearch {
    if (this.searched !== index || !this.search) {
      this.search = new SecretSearch(index);
      this.searched = index;
    }
    return this.search;
  }

  /** While pages are missing, the service is asked too; an answer to older words is dropped. */
  private askService(text: string, draw: () => void): void {
    clearTimeout(this.timer);
    this.asking.abort();
    this.fromService = [];
    const filter = this.filterOf(text);
    if (this.deps.inventory.state.completeness === 'whole' || filter.nameContains.length + filter.tags.length === 0)
      return;
    const asking = new AbortController();
    this.asking = asking;
    const answer = async (): Promise<void> => {
      try {
        const page = await this.active.client.listPage(filter, { limit: serverHits, offset: 0 }, asking.signal);
        if (asking.signal.aborted) return;
        this.fromService = page.secrets;
        draw();
      } catch (error) {
        // The load that runs beside it tells what is wrong with the service.
        if (!isServiceError(error)) this.deps.onError(error);
      }
    };
    this.timer = setTimeout(() => void answer(), debounceMs);
  }

  /** What was typed, as the service can be asked for it: words are parts of the name, tag words their tags. */
  private filterOf(text: string): SecretFilter {
    const { index } = this.deps.inventory.state;
    const { words, tags } = parseQuery(text, index);
    const conditions = new Map<string, readonly string[]>();
    for (const { key, valuePrefix } of tags) {
      const known = index.tagKeys.find((each) => each.key === key)?.values ?? [];
      conditions.set(
        key,
        valuePrefix === ''
          ? []
          : known
              .map(({ value }) => value)
              .filter((value) => value.toLowerCase().startsWith(valuePrefix))
              .slice(0, 10),
      );
    }
    return { tags: Array.from(conditions, ([key, values]) => ({ key, values })), nameContains: words.slice(0, 10) };
  }

  private end(subscription: { dispose(): void }): void {
    subscription.dispose();
    clearTimeout(this.timer);
    this.asking.abort();
  }
}
