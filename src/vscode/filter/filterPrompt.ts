import * as vscode from 'vscode';
import { settingIds, settingSection } from '../../ids';
import { filterLimits } from '../../model/limits';
import { noFilter, type SecretFilter } from '../../model/secretFilter';
import { isServiceError } from '../../model/serviceError';
import { interpretDraft, type FilterDraft, type InterpretedDraft } from '../../query/filterText';
import { describeServiceError, isSignInNeeded } from '../core/errors';
import { formatCount } from '../core/format';
import type { OpenProject } from '../core/openProject';
import { back, OpenPrompt, type StepOutcome } from '../quickInput/prompt';
import { LatestRequest, TagKeys, typingPause } from '../quickInput/requests';
import { askNameParts, askTagCondition } from './conditionSteps';
import { draftItems, type FilterIntent, type FilterItem, type MatchCount } from './filterItems';
import { askAndSaveFilter, removeSavedFilter, savedFilters } from './filterStorage';
import type { RequestDocuments } from './requestDocuments';
import { typedItems } from './typedFilterItems';

type FilterList = OpenPrompt<FilterItem, FilterIntent>;

/** How the prompt ended: with a filter, of which an empty one clears, or to sign in; `undefined` when dismissed. */
export type FilterOutcome = Extract<FilterIntent, { kind: 'apply' | 'signIn' }> | undefined;

/**
 * Lets the person build a filter, by picking and by typing, with the number of matches told live. The draft stays while
 * steps come and go, so that nothing entered is lost on the way.
 */
export class FilterPrompt {
  private count: MatchCount | undefined;
  private readonly counting = new LatestRequest<MatchCount>(typingPause);
  private readonly tagKeys: TagKeys;
  private readonly buttons = {
    request: { iconPath: new vscode.ThemeIcon('code'), tooltip: vscode.l10n.t('Show Filter Request') },
    json: { iconPath: new vscode.ThemeIcon('json'), tooltip: vscode.l10n.t('Copy as JSON') },
  };
  /** The name under which the draft was saved, if it comes from there. */
  private savedName = '';

  /** @param draft what stands there at the start, and what was put together since */
  constructor(
    public draft: FilterDraft,
    private readonly project: OpenProject,
    private readonly requests: RequestDocuments,
    private readonly onError: (error: unknown) => void,
  ) {
    this.tagKeys = new TagKeys(project, onError);
  }

  /** @param signal ends the prompt as if it was dismissed */
  async run(signal: AbortSignal): Promise<FilterOutcome> {
    try {
      for (;;) {
        const intent = await this.showList(signal);
        if (intent === undefined || intent === back) return undefined;
        if (intent.kind === 'apply' || intent.kind === 'signIn') return intent;
        if ((await this.runStep(intent, signal)) === undefined) return undefined;
      }
    } finally {
      this.tagKeys.dispose();
    }
  }

  /** The main list, until a row is chosen that leads elsewhere. */
  private async showList(signal: AbortSignal): Promise<StepOutcome<FilterIntent>> {
    const list: FilterList = new OpenPrompt({
      title: vscode.l10n.t('Filter Secrets'),
      placeholder: vscode.l10n.t('Choose below, or type: prod, or env=prod,staging team=* name~db'),
      text: this.draft.text,
      items: () => this.items(),
      onText: (text) => this.onText(text, list),
      onEnter: ({ intent }) => this.onIntent(intent, list),
      onButton: (button) => void this.onTitleButton(button).catch(this.onError),
      onRowButton: ({ buttons }, pressed) => this.onIntent(buttons?.find((button) => button === pressed)?.intent, list),
      signal,
    });
    void this.tagKeys.settled.then(() => list.redraw()); // It never rejects.
    try {
      return await list.ask();
    } finally {
      this.counting.cancel();
    }
  }

  private items(): readonly FilterItem[] {
    const { draft, count, project, tagKeys } = this;
    const appliedFilter = project.filter ?? noFilter;
    const interpreted = this.interpret();
    const state = { draft, interpreted, appliedFilter, count, tagKeys: tagKeys.keys, saved: savedFilters() };
    return draft.text.trim() === '' ? draftItems(state) : typedItems(state);
  }

  private interpret(): InterpretedDraft {
    return interpretDraft(this.draft, filterLimits.current);
  }

  /** Another draft: other rows, and another number to ask for. */
  private onText(text: string, list: FilterList): void {
    this.draft = { ...this.draft, text };
    const interpreted = this.interpret();
    const isReady = interpreted.kind === 'ready';
    this.count = isReady ? { label: vscode.l10n.t('counting…') } : undefined;
    list.input.busy = isReady;
    list.input.buttons = isReady ? [this.buttons.request, this.buttons.json] : [];
    if (isReady)
      void this.countFor(interpreted.filter, list); // It never rejects.
    else this.counting.cancel();
  }

  private async countFor(filter: SecretFilter, list: FilterList): Promise<void> {
    const count = await this.counting.ask((signal) => this.countMatches(filter, signal));
    if (!count) return;
    this.count = count;
    list.input.busy = false;
    list.redraw();
  }

  /** Never rejects: what the service refuses is an outcome. */
  private async countMatches(filter: SecretFilter, signal: AbortSignal): Promise<MatchCount> {
    try {
      const count = await this.project.client.count(filter, signal);
      return {
        label: count === 1 ? vscode.l10n.t('1 secret matches') : vscode.l10n.t('{0} secrets match', formatCount(count)),
      };
    } catch (error) {
      if (isServiceError(error)) {
        const isSignInRefused = isSignInNeeded({ kind: 'failed', error });
        return { label: '', failure: { sentence: describeServiceError(error), isSignInRefused } };
      }
      if (!signal.aborted) this.onError(error);
      return {
        label: '',
        failure: { sentence: vscode.l10n.t('The matches cannot be counted.'), isSignInRefused: false },
      };
    }
  }

  private showDraft(draft: FilterDraft, list: FilterList): void {
    this.draft = draft;
    list.setText(draft.text);
  }

  /** Does what stays in the list, and gives what leads elsewhere. */
  private onIntent(intent: FilterIntent | undefined, list: FilterList): FilterIntent | undefined {
    if (intent?.kind === 'replaceDraft') {
      this.savedName = intent.savedName ?? this.savedName;
      this.showDraft(intent.draft, list);
      return undefined;
    }
    if (intent?.kind === 'removeSaved') {
      removeSavedFilter(intent.name).then(() => this.showDraft(this.draft, list), this.onError);
      return undefined;
    }
    return intent;
  }

  private async onTitleButton(button: vscode.QuickInputButton): Promise<void> {
    const { requests, project } = this;
    const interpreted = this.interpret();
    if (interpreted.kind !== 'ready') return;
    if (button === this.buttons.request) await requests.show(project.connection, interpreted.filter);
    else await requests.copyBody(project.connection, interpreted.filter);
  }

  /** Asks what a row is about. `undefined` when the person dismissed a step, and with it the prompt. */
  private async runStep(intent: FilterIntent, signal: AbortSignal): Promise<StepOutcome<unknown>> {
    const { conditions } = this.draft;
    switch (intent.kind) {
      case 'editTag':
        return this.adoptConditions(await askTagCondition(this.tagKeys, conditions, intent.key, signal));
      case 'editName':
        return this.adoptConditions(await askNameParts(conditions, intent.at, signal));
      case 'save':
        return this.save(intent.filter, signal);
      case 'openSettings': {
        const setting = `${settingSection}.${settingIds.savedFilters}`;
        await vscode.commands.executeCommand('workbench.action.openSettings', setting);
        return undefined;
      }
      default:
        return back;
    }
  }

  private adoptConditions(outcome: StepOutcome<SecretFilter>): StepOutcome<SecretFilter> {
    if (typeof outcome === 'object') this.draft = { conditions: outcome, text: '' };
    return outcome;
  }

  private async save(filter: SecretFilter, signal: AbortSignal): Promise<StepOutcome<'saved'>> {
    try {
      return await askAndSaveFilter(filter, this.savedName, signal);
    } catch (error) {
      this.onError(error); // The draft is still here, and can be saved elsewhere.
      return back;
    }
  }
}
