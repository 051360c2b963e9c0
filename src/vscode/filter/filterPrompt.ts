import * as vscode from 'vscode';
import type { KnownTagKey } from '../../inventory/knownTags';
import { nameProblem } from '../../model/filterProblem';
import { parseFilter, printFilter } from '../../model/filterText';
import { filterLimits } from '../../model/limits';
import { noFilter, type SecretFilter } from '../../model/secretFilter';
import { back, inputStep, showInput } from '../quickInput/steps';
import { askTagCondition } from './askTagCondition';
import { draftItems, isEmpty, typedItems, type FilterIntent, type FilterItem } from './filterItems';
import { problemSentence } from './filterWords';
import { MatchCounter, type CountMatches, type MatchCount } from './matchCount';
import { saveFilter, savedFilters } from './savedFilters';

export interface FilterPromptDeps {
  readonly count: CountMatches;
  /** Rejects when the tags cannot be had; the prompt then goes on without them. */
  readonly tagKeys: () => Promise<readonly KnownTagKey[]>;
  readonly showRequest: (filter: SecretFilter) => Promise<void>;
  readonly copyAsJson: (filter: SecretFilter) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

const limits = filterLimits.current;

/**
 * Lets the person build a filter, by picking and by typing, with the number of matches told live.
 *
 * @returns the filter to apply (an empty one clears), or `undefined` when dismissed
 */
export async function askFilter(start: SecretFilter, deps: FilterPromptDeps): Promise<SecretFilter | undefined> {
  const prompt = new FilterPrompt(start, deps);
  for (;;) {
    const intent = await prompt.show();
    if (intent === undefined) return undefined;
    if (intent.kind === 'apply') return intent.filter;
    if (!(await prompt.follow(intent))) return undefined;
  }
}

/** One run of the prompt: the draft stays while steps come and go, so that nothing entered is lost on the way. */
class FilterPrompt {
  private keys: readonly KnownTagKey[] = [];
  private text = '';

  constructor(
    private draft: SecretFilter,
    private readonly deps: FilterPromptDeps,
  ) {}

  /** The main list, until a row is chosen that leads elsewhere. */
  async show(): Promise<FilterIntent | undefined> {
    const input = vscode.window.createQuickPick<FilterItem>();
    input.title = vscode.l10n.t('Filter Secrets');
    input.placeholder = vscode.l10n.t('Choose below, or type: env=prod,staging team=* name~db');
    input.ignoreFocusOut = true;
    input.matchOnDescription = true;
    input.value = this.text;
    const buttons = [requestButton(), jsonButton()] as const;
    let count: MatchCount | undefined;
    const draw = (): void => {
      const active = input.activeItems[0]?.label;
      input.items =
        this.text.trim() === ''
          ? draftItems(this.draft, count, savedFilters())
          : typedItems(this.text, count, this.keys);
      const same = input.items.find(({ label }) => label === active);
      if (same) input.activeItems = [same];
      input.buttons = this.current() ? buttons : [];
    };
    const counter = new MatchCounter(this.deps.count, (now) => {
      count = now;
      input.busy = now.kind === 'counting';
      draw();
    });
    const recount = (): void => {
      count = undefined;
      const filter = this.current();
      if (filter) counter.ask(filter);
      else counter.dispose();
      draw();
    };
    recount();
    void this.learnKeys().then(draw);
    const intent = await showInput<FilterIntent>(input, (resolve) => [
      counter,
      input.onDidChangeValue((text) => {
        this.text = text;
        recount();
      }),
      input.onDidTriggerItemButton(({ item }) => {
        if (!item.without) return;
        this.draft = item.without;
        recount();
      }),
      input.onDidTriggerButton((button) => {
        const filter = this.current();
        const run = button === buttons[0] ? this.deps.showRequest : this.deps.copyAsJson;
        if (filter) run(filter).catch(this.deps.onError);
      }),
      input.onDidAccept(() => {
        const [chosen] = input.activeItems;
        if (!chosen || chosen.intent.kind === 'nothing') return;
        if (chosen.intent.kind === 'type' || chosen.intent.kind === 'asText') {
          this.text = chosen.intent.kind === 'type' ? chosen.intent.text : printFilter(this.draft);
          input.value = this.text;
          recount();
        } else resolve(chosen.intent);
      }),
    ]);
    return intent === back ? undefined : intent;
  }

  /** Does what a row asked for. `false` when the person dismissed a step, and with it the prompt. */
  async follow(intent: FilterIntent): Promise<boolean> {
    switch (intent.kind) {
      case 'addTag':
        return this.editTag();
      case 'editTag':
        return this.editTag(intent.condition);
      case 'addName':
        return this.editName();
      case 'editName':
        return this.editName(intent.at);
      case 'save':
        return this.save();
      case 'removeAll':
        this.draft = noFilter;
        return true;
      default:
        return true;
    }
  }

  /** The filter on screen: the typed one while it can be read, else the draft. Nothing when there is none. */
  private current(): SecretFilter | undefined {
    if (this.text.trim() === '') return isEmpty(this.draft) ? undefined : this.draft;
    const result = parseFilter(this.text, limits);
    return 'filter' in result ? result.filter : undefined;
  }

  private async learnKeys(): Promise<void> {
    if (this.keys.length > 0) return;
    try {
      this.keys = await this.deps.tagKeys();
    } catch (error) {
      this.deps.onError(error); // Keys can still be typed.
    }
  }

  private async editTag(existing?: SecretFilter['tags'][number]): Promise<boolean> {
    await this.learnKeys();
    const { tags } = this.draft;
    const outcome = await askTagCondition(
      this.keys,
      tags.map(({ key }) => key),
      existing,
    );
    if (outcome === undefined) return false;
    if (outcome === back) return true;
    this.draft = {
      ...this.draft,
      tags: existing ? tags.map((tag) => (tag === existing ? outcome : tag)) : [...tags, outcome],
    };
    return true;
  }

  private async editName(at?: number): Promise<boolean> {
    const names = this.draft.nameContains;
    const outcome = await inputStep({
      title: vscode.l10n.t('Name Condition'),
      prompt: vscode.l10n.t('A part of the name. Several words must all occur in it.'),
      value: at === undefined ? '' : (names[at] ?? ''),
      validate: (text) => {
        const problem = wordsOf(text).map((word) => nameProblem(word, limits))[0];
        if (problem) return problemSentence(problem);
        if (wordsOf(text).length === 0) return problemSentence({ kind: 'emptyName' });
        const others = at === undefined ? names.length : names.length - 1;
        const max = limits.maxNameConditions;
        return others + wordsOf(text).length > max ? problemSentence({ kind: 'tooManyNames', max }) : undefined;
      },
    });
    if (outcome === undefined) return false;
    if (outcome === back) return true;
    const nameContains =
      at === undefined ? [...names, ...wordsOf(outcome)] : names.toSpliced(at, 1, ...wordsOf(outcome));
    this.draft = { ...this.draft, nameContains };
    return true;
  }

  private async save(): Promise<boolean> {
    const name = await inputStep({
      title: vscode.l10n.t('Save Filter'),
      prompt: vscode.l10n.t('Name of the filter. One of the same name is replaced.'),
      validate: (text) => (text.trim() === '' ? vscode.l10n.t('Enter a name.') : undefined),
    });
    if (name === undefined) return false;
    if (name === back) return true;
    const target = await askTarget();
    if (target === undefined) return true;
    await saveFilter(name.trim(), this.draft, target);
    return true;
  }
}

function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/u).filter((word) => word !== '');
}

async function askTarget(): Promise<vscode.ConfigurationTarget | undefined> {
  if (vscode.workspace.workspaceFolders === undefined) return vscode.ConfigurationTarget.Global;
  const targets = [
    {
      label: vscode.l10n.t('User Settings'),
      description: vscode.l10n.t('for you, in every window'),
      target: vscode.ConfigurationTarget.Global,
    },
    {
      label: vscode.l10n.t('Workspace Settings'),
      description: vscode.l10n.t('shared with everyone who opens this workspace'),
      target: vscode.ConfigurationTarget.Workspace,
    },
  ];
  const chosen = await vscode.window.showQuickPick(targets, { placeHolder: vscode.l10n.t('Save the filter in') });
  return chosen?.target;
}

function requestButton(): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon('code'), tooltip: vscode.l10n.t('Show Filter Request') };
}

function jsonButton(): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon('json'), tooltip: vscode.l10n.t('Copy as JSON') };
}
