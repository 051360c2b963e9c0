import * as vscode from 'vscode';
import { settingIds, settingSection } from '../../ids';
import { noFilter, withTagCondition, type SecretFilter } from '../../model/secretFilter';
import type { OpenProject } from '../core/openProject';
import { LatestRequest, typingPause } from '../quickInput/latestRequest';
import { back, OpenPrompt, type StepOutcome } from '../quickInput/prompt';
import { TagKeys } from '../quickInput/tagKeys';
import { askNameParts, askTagKey, askTagValues } from './conditionSteps';
import { interpretDraft, type FilterDraft, type InterpretedDraft } from './filterDraft';
import { draftItems, type FilterIntent, type FilterItem } from './filterItems';
import { countMatches, type MatchCount } from './matchCount';
import type { RequestDocuments } from './requestDocuments';
import { askAndSaveFilter, removeSavedFilter, savedFilters } from './savedFilters';
import { typedItems } from './typedFilterItems';

type FilterList = OpenPrompt<FilterItem, FilterIntent>;

/** How the prompt ended: with a filter, of which an empty one clears, or to sign in; `undefined` when dismissed. */
export type FilterOutcome = Extract<FilterIntent, { kind: 'apply' | 'signIn' }> | undefined;

/**
 * Lets the person build a filter, by picking and by typing, with the number of matches told live. The draft stays while
 * steps come and go, so that nothing entered is lost on the way.
 */
export class FilterPrompt {
  private interpreted: InterpretedDraft;
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
    this.interpreted = interpretDraft(draft);
    this.tagKeys = new TagKeys(project, onError);
  }

  /** @param signal ends the prompt as if it was dismissed */
  async run(signal: AbortSignal): Promise<FilterOutcome> {
    try {
      for (;;) {
        const intent = await this.showList(signal);
        if (intent === undefined || intent === back) return undefined;
        if (intent.kind === 'apply' || intent.kind === 'signIn') return intent;
        if (!(await this.runStep(intent, signal))) return undefined;
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
      onButton: (button) => {
        if (this.interpreted.kind === 'ready') this.onTitleButton(button, this.interpreted.filter).catch(this.onError);
        return undefined;
      },
      onRowButton: ({ buttons, buttonIntents }, button) => {
        const intent = buttonIntents?.[buttons?.indexOf(button) ?? -1];
        return intent && this.onIntent(intent, list);
      },
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
    const { draft, interpreted, count, project, tagKeys } = this;
    const appliedFilter = project.filter ?? noFilter;
    const state = { draft, interpreted, appliedFilter, count, tagKeys: tagKeys.keys, saved: savedFilters() };
    return draft.text.trim() === '' ? draftItems(state) : typedItems(state);
  }

  /** Another draft: other rows, and another number to ask for. */
  private onText(text: string, list: FilterList): void {
    this.draft = { ...this.draft, text };
    this.interpreted = interpretDraft(this.draft);
    const isReady = this.interpreted.kind === 'ready';
    this.count = isReady ? { kind: 'counting' } : undefined;
    list.input.busy = isReady;
    list.input.buttons = isReady ? [this.buttons.request, this.buttons.json] : [];
    if (this.interpreted.kind === 'ready')
      void this.countFor(this.interpreted.filter, list); // It never rejects.
    else this.counting.cancel();
  }

  private async countFor(filter: SecretFilter, list: FilterList): Promise<void> {
    const count = await this.counting.ask((signal) => countMatches(this.project.client, filter, signal, this.onError));
    if (!count) return;
    this.count = count;
    list.input.busy = false;
    list.redraw();
  }

  private showDraft(draft: FilterDraft, list: FilterList): void {
    this.draft = draft;
    list.setText(draft.text);
  }

  /** Does what stays in the list, and gives what leads elsewhere. */
  private onIntent(intent: FilterIntent, list: FilterList): FilterIntent | undefined {
    switch (intent.kind) {
      case 'replaceDraft':
        this.showDraft(intent.draft, list);
        return undefined;
      case 'editSaved': {
        const { name, text, result } = intent.saved;
        this.savedName = name;
        const draft = 'filter' in result ? { conditions: result.filter, text: '' } : { conditions: noFilter, text };
        this.showDraft(draft, list);
        return undefined;
      }
      case 'removeSaved':
        removeSavedFilter(intent.saved.name).then(() => this.showDraft(this.draft, list), this.onError);
        return undefined;
      case 'nothing':
        return undefined;
      default:
        return intent;
    }
  }

  private async onTitleButton(button: vscode.QuickInputButton, filter: SecretFilter): Promise<void> {
    const { requests, project } = this;
    if (button === this.buttons.request) await requests.show(project.connection, filter);
    else await requests.copyBody(project.connection, filter);
  }

  /** Asks what a row is about. `false` when the person dismissed a step, and with it the prompt. */
  private async runStep(intent: FilterIntent, signal: AbortSignal): Promise<boolean> {
    switch (intent.kind) {
      case 'addTag':
        return this.addTag(signal);
      case 'editTag':
        return (await this.editTag(intent.key, signal)) !== undefined;
      case 'addName':
        return this.editName(undefined, signal);
      case 'editName':
        return this.editName(intent.at, signal);
      case 'save':
        return this.save(intent.filter, signal);
      case 'openSettings': {
        const setting = `${settingSection}.${settingIds.savedFilters}`;
        await vscode.commands.executeCommand('workbench.action.openSettings', setting);
        return false;
      }
      default:
        return true;
    }
  }

  private async addTag(signal: AbortSignal): Promise<boolean> {
    for (;;) {
      const taken = new Set(this.draft.conditions.tags.map(({ key }) => key));
      const key = await askTagKey(this.tagKeys, taken, signal);
      if (typeof key !== 'string') return key === back;
      const outcome = await this.editTag(key, signal);
      if (outcome !== back) return outcome !== undefined;
    }
  }

  private async editTag(key: string, signal: AbortSignal): Promise<StepOutcome<'done'>> {
    const { conditions } = this.draft;
    const before = conditions.tags.find((tag) => tag.key === key)?.values;
    const values = await askTagValues(this.tagKeys, key, before, signal);
    if (values === undefined || values === back) return values;
    this.draft = { conditions: withTagCondition(conditions, { key, values }), text: '' };
    return 'done';
  }

  private async editName(at: number | undefined, signal: AbortSignal): Promise<boolean> {
    const { conditions } = this.draft;
    const nameContains = await askNameParts(conditions.nameContains, at, signal);
    if (nameContains === undefined) return false;
    if (nameContains !== back) this.draft = { ...this.draft, conditions: { ...conditions, nameContains } };
    return true;
  }

  private async save(filter: SecretFilter, signal: AbortSignal): Promise<boolean> {
    try {
      return (await askAndSaveFilter(filter, this.savedName, signal)) !== undefined;
    } catch (error) {
      this.onError(error); // The draft is still here, and can be saved elsewhere.
      return true;
    }
  }
}
