import * as vscode from 'vscode';
import { settingIds, settingSection } from '../../ids';
import { printFilter } from '../../query/filterText';
import { noFilter, withTagCondition, type SecretFilter } from '../../model/secretFilter';
import { back, OpenPrompt, type StepOutcome } from '../quickInput/prompt';
import { askNameParts } from './askNameParts';
import { askTagKey } from './askTagKey';
import { askTagValues } from './askTagValues';
import { filterOf, type FilterDraft } from './filterDraft';
import { draftItems, type FilterIntent, type FilterItem, type RowAction } from './filterItems';
import { MatchCounter, type CountMatches, type MatchCount } from './matchCount';
import { askAndSaveFilter } from './saveFilterSteps';
import { removeSavedFilter, savedFilters } from './savedFilters';
import { TagKeys, type AskForTagKeys } from '../quickInput/tagKeys';
import { typedItems } from './typedFilterItems';

export interface FilterPromptDeps {
  readonly count: CountMatches;
  readonly tagKeys: AskForTagKeys;
  readonly showRequest: (filter: SecretFilter) => Promise<void>;
  readonly copyAsJson: (filter: SecretFilter) => Promise<void>;
  readonly onError: (error: unknown) => void;
  /** Closes the prompt. */
  readonly signal: AbortSignal;
}

export interface FilterOutcome {
  /** The filter to apply; an empty one clears. `undefined` when the prompt was dismissed, or left to sign in. */
  readonly apply: SecretFilter | undefined;
  readonly signsIn: boolean;
  /** What was put together by then. */
  readonly draft: FilterDraft;
}

/**
 * Lets the person build a filter, by picking and by typing, with the number of matches told live.
 *
 * @param on the filter that is on
 */
export async function askFilter(start: FilterDraft, on: SecretFilter, deps: FilterPromptDeps): Promise<FilterOutcome> {
  const tagKeys = new TagKeys(deps.tagKeys, deps.onError);
  const prompt = new FilterPrompt(start, on, tagKeys, deps);
  try {
    const outcome = await prompt.run();
    return outcome === 'signIn'
      ? { apply: undefined, signsIn: true, draft: prompt.draft }
      : { apply: outcome, signsIn: false, draft: prompt.draft };
  } finally {
    tagKeys.dispose();
  }
}

/** One run of the prompt: the draft stays while steps come and go, so that nothing entered is lost on the way. */
class FilterPrompt {
  /** The name under which the draft was saved, if it comes from there. */
  private savedName = '';

  constructor(
    public draft: FilterDraft,
    private readonly on: SecretFilter,
    private readonly tagKeys: TagKeys,
    private readonly deps: FilterPromptDeps,
  ) {}

  async run(): Promise<SecretFilter | 'signIn' | undefined> {
    for (;;) {
      const intent = await this.show();
      if (intent === undefined || intent === back) return undefined;
      if (intent.kind === 'apply') return intent.filter;
      if (intent.kind === 'signIn') return intent.kind;
      if ((await this.runStep(intent)) === undefined) return undefined;
    }
  }

  /** The main list, until a row is chosen that leads elsewhere. */
  private async show(): Promise<StepOutcome<FilterIntent>> {
    const { deps, tagKeys } = this;
    const buttons = [requestButton(), jsonButton()] as const;
    let count: MatchCount | undefined;
    const counter = new MatchCounter(
      deps.count,
      (now) => {
        count = now;
        list.input.busy = false;
        list.redraw();
      },
      deps.onError,
    );
    /** Another draft: other rows, and another number to ask for. */
    const showDraft = (draft: FilterDraft): void => {
      this.draft = draft;
      list.setText(draft.text);
    };
    const list = new OpenPrompt<FilterItem, FilterIntent>({
      title: vscode.l10n.t('Filter Secrets'),
      placeholder: vscode.l10n.t('Choose below, or type: prod, or env=prod,staging team=* name~db'),
      text: this.draft.text,
      items: () => this.items(count),
      onText: (text) => {
        this.draft = { ...this.draft, text };
        const filter = filterOf(this.draft);
        count = filter && { kind: 'counting' };
        list.input.busy = filter !== undefined;
        list.input.buttons = filter ? buttons : [];
        if (filter) counter.ask(filter);
        else counter.cancel();
      },
      onEnter: (row) => {
        const next = this.nextDraft(row.intent);
        if (next) showDraft(next);
        return next || row.intent.kind === 'nothing' ? undefined : row.intent;
      },
      onButton: (button) => {
        const filter = filterOf(this.draft);
        const run = button === buttons[0] ? deps.showRequest : deps.copyAsJson;
        if (filter) run(filter).catch(deps.onError);
        return undefined;
      },
      onRowButton: (row, button) => {
        const action = row.actions?.[row.buttons?.indexOf(button) ?? -1];
        if (action) this.runRowAction(action, showDraft).catch(deps.onError);
        return undefined;
      },
      signal: deps.signal,
    });
    void tagKeys.settled.then(() => list.redraw()); // It never rejects.
    try {
      return await list.ask();
    } finally {
      counter.dispose();
    }
  }

  private items(count: MatchCount | undefined): readonly FilterItem[] {
    const { draft, on, tagKeys } = this;
    return draft.text.trim() === ''
      ? draftItems({ conditions: draft.conditions, on, count, keys: tagKeys.keys, saved: savedFilters() })
      : typedItems(draft, count, tagKeys.keys);
  }

  /** What a row makes of the draft, where that is all it does. */
  private nextDraft(intent: FilterIntent): FilterDraft | undefined {
    switch (intent.kind) {
      case 'take':
        return { conditions: intent.conditions, text: '' };
      case 'type':
        return { ...this.draft, text: intent.text };
      case 'asText':
        // The conditions move into the text, so that they are there once.
        return { conditions: noFilter, text: printFilter(this.draft.conditions) };
      default:
        return undefined;
    }
  }

  private async runRowAction(action: RowAction, showDraft: (draft: FilterDraft) => void): Promise<void> {
    switch (action.kind) {
      case 'remove':
        showDraft({ ...this.draft, conditions: action.conditions });
        break;
      case 'editSaved':
        this.savedName = action.saved.name;
        showDraft(
          'filter' in action.saved.result
            ? { conditions: action.saved.result.filter, text: '' }
            : { conditions: noFilter, text: action.saved.text },
        );
        break;
      case 'removeSaved':
        await removeSavedFilter(action.saved.name);
        showDraft(this.draft);
    }
  }

  /** Asks what a row is about. `undefined` when the person dismissed a step, and with it the prompt. */
  private async runStep(intent: FilterIntent): Promise<'done' | undefined> {
    switch (intent.kind) {
      case 'addTag':
        return this.addTag();
      case 'tag':
        return this.editTag(intent.key);
      case 'addName':
        return this.editName();
      case 'editName':
        return this.editName(intent.at);
      case 'save':
        return this.save(intent.filter);
      case 'openSettings':
        await vscode.commands.executeCommand(
          'workbench.action.openSettings',
          `${settingSection}.${settingIds.savedFilters}`,
        );
        return undefined;
      default:
        return 'done';
    }
  }

  private async addTag(): Promise<'done' | undefined> {
    for (;;) {
      const taken = new Set(this.draft.conditions.tags.map(({ key }) => key));
      const key = await askTagKey(this.tagKeys, taken, this.deps.signal);
      if (key === undefined) return undefined;
      if (key === back) return 'done';
      const outcome = await this.askValues(key);
      if (outcome !== back) return outcome;
    }
  }

  private async editTag(key: string): Promise<'done' | undefined> {
    return (await this.askValues(key)) && 'done';
  }

  private async askValues(key: string): Promise<StepOutcome<'done'>> {
    const { conditions } = this.draft;
    const before = conditions.tags.find((tag) => tag.key === key);
    const condition = before ?? { key, values: [] };
    const values = await askTagValues(this.tagKeys, condition, !before, this.deps.signal);
    if (values === undefined || values === back) return values;
    this.draft = { conditions: withTagCondition(conditions, { key, values }), text: '' };
    return 'done';
  }

  private async editName(at?: number): Promise<'done' | undefined> {
    const { conditions } = this.draft;
    const nameContains = await askNameParts(conditions.nameContains, at, this.deps.signal);
    if (nameContains === undefined) return undefined;
    if (nameContains !== back) this.draft = { ...this.draft, conditions: { ...conditions, nameContains } };
    return 'done';
  }

  private async save(filter: SecretFilter): Promise<'done' | undefined> {
    try {
      return (await askAndSaveFilter(filter, this.savedName, this.deps.signal)) && 'done';
    } catch (error) {
      this.deps.onError(error); // The draft is still here, and can be saved elsewhere.
      return 'done';
    }
  }
}

function requestButton(): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon('code'), tooltip: vscode.l10n.t('Show Filter Request') };
}

function jsonButton(): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon('json'), tooltip: vscode.l10n.t('Copy as JSON') };
}
