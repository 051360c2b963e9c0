import * as vscode from 'vscode';
import { orderedQuickPick } from './orderedQuickPick';

/** The person pressed the back button. */
export const back = Symbol('back');
export type Back = typeof back;

/** Outcome of one step: a value, back, or `undefined` when the prompt was dismissed. */
export type StepOutcome<T> = T | Back | undefined;

interface StepFrame {
  readonly title: string;
  /** From 1, where steps are counted. A step after the first can go back. */
  readonly step?: number;
  readonly totalSteps?: number;
  /** Ends the step as if it was dismissed. */
  readonly signal?: AbortSignal;
}

export interface PickStep<T extends vscode.QuickPickItem> extends StepFrame {
  readonly placeholder: string;
  readonly items: readonly T[];
  readonly active?: T | undefined;
}

/** Lets the person choose one item. */
export async function pickStep<T extends vscode.QuickPickItem>(options: PickStep<T>): Promise<StepOutcome<T>> {
  const input = orderedQuickPick<T>();
  frame(input, options);
  input.placeholder = options.placeholder;
  input.items = options.items;
  input.matchOnDescription = true;
  input.matchOnDetail = true;
  if (options.active) input.activeItems = [options.active];
  return showInput(
    input,
    (resolve) => [
      input.onDidAccept(() => {
        const [item] = input.activeItems;
        if (item) resolve(item);
      }),
      input.onDidTriggerButton(() => resolve(back)),
    ],
    options.signal,
  );
}

export interface PickManyStep<T extends vscode.QuickPickItem> extends PickStep<T> {
  /** Ticked at the start. */
  readonly picked: readonly T[];
  /** Tries the ticked ones out; a sentence is shown and keeps the prompt open. The signal ends when it is dismissed. */
  readonly tryOut: (picked: readonly T[], signal: AbortSignal) => Promise<string | undefined>;
}

/** Lets the person tick items. Enter ticks what was typed for; with none ticked, it takes the highlighted one. */
export async function pickManyStep<T extends vscode.QuickPickItem>(
  options: PickManyStep<T>,
): Promise<StepOutcome<readonly T[]>> {
  const input = orderedQuickPick<T>();
  frame(input, options);
  input.placeholder = options.placeholder;
  input.matchOnDescription = true;
  input.matchOnDetail = true;
  input.canSelectMany = true;
  input.items = options.items;
  input.selectedItems = options.picked;
  input.activeItems = options.items.slice(0, 1);
  const accept = async (signal: AbortSignal): Promise<readonly T[] | undefined> => {
    const { activeItems, selectedItems } = input;
    if (input.value !== '') {
      // Whoever looks for a row by typing means that row, beside the ticked ones.
      const fitting = rowsWith(input.value, input.items);
      const found = activeItems.find((item) => fitting.includes(item)) ?? fitting[0];
      if (found) input.selectedItems = [...new Set([...selectedItems, found])];
      if (found) input.value = '';
      return undefined;
    }
    const picked = selectedItems.length > 0 ? selectedItems : activeItems.slice(0, 1);
    if (picked.length === 0) return undefined;
    const problem = await options.tryOut(picked, signal);
    if (problem === undefined || signal.aborted) return picked;
    void vscode.window.showErrorMessage(problem); // Not awaited: the prompt stays open beside it.
    return undefined;
  };
  return showTryingInput(input, accept, [], options.signal);
}

function rowsWith<T extends vscode.QuickPickItem>(text: string, items: readonly T[]): readonly T[] {
  const wanted = text.trim().toLowerCase();
  return items.filter(({ label, description = '' }) => `${label}\n${description}`.toLowerCase().includes(wanted));
}

export interface InputStep extends StepFrame {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  /** Masks what is typed, for credentials. */
  readonly password?: boolean;
  /** A sentence when the text cannot be right, shown while typing. */
  readonly validate: (text: string) => string | undefined;
  /** Tries the text out; a sentence keeps the prompt open with the text in it. The signal ends when it is dismissed. */
  readonly tryOut?: (text: string, signal: AbortSignal) => Promise<string | undefined>;
}

/** Asks for one text. It stays open when the focus moves elsewhere, since people look things up meanwhile. */
export async function inputStep(options: InputStep): Promise<StepOutcome<string>> {
  const input = vscode.window.createInputBox();
  frame(input, options);
  input.prompt = options.prompt;
  input.placeholder = options.placeholder;
  input.value = options.value ?? '';
  input.password = options.password ?? false;
  const validating = input.onDidChangeValue((text) => {
    // An empty box needs no scolding before the person has typed.
    input.validationMessage = text === '' ? undefined : options.validate(text);
  });
  return showTryingInput(input, (signal) => acceptInput(input, options, signal), [validating], options.signal);
}

async function acceptInput(
  input: vscode.InputBox,
  { validate, tryOut }: InputStep,
  signal: AbortSignal,
): Promise<string | undefined> {
  const text = input.value;
  const problem = validate(text) ?? (await tryOut?.(text, signal));
  // What was typed meanwhile was not tried.
  if (!signal.aborted && input.value === text) input.validationMessage = problem;
  return problem === undefined ? text : undefined;
}

type TryingInput = vscode.QuickInput & {
  readonly onDidAccept: vscode.Event<unknown>;
  readonly onDidTriggerButton: vscode.Event<unknown>;
};

/**
 * Shows an input whose Enter may take a while. Back and Escape end the attempt, and nothing of it happens after that.
 *
 * @param accept gives the outcome, or `undefined` to keep the input open
 */
async function showTryingInput<T>(
  input: TryingInput,
  accept: (signal: AbortSignal) => Promise<T | undefined>,
  listeners: readonly vscode.Disposable[],
  signal: AbortSignal | undefined,
): Promise<StepOutcome<T>> {
  const dismissed = new AbortController();
  let attempt: Promise<T | undefined> | undefined;
  const listen = (resolve: (outcome: StepOutcome<T>) => void, reject: (error: unknown) => void) => [
    ...listeners,
    input.onDidTriggerButton(() => resolve(back)),
    input.onDidAccept(() => {
      if (attempt) return;
      input.busy = true;
      attempt = accept(dismissed.signal).finally(() => {
        attempt = undefined;
        input.busy = false;
      });
      attempt.then((outcome) => outcome !== undefined && resolve(outcome), reject);
    }),
  ];
  try {
    return await showInput<T>(input, listen, signal);
  } finally {
    dismissed.abort();
    await attempt;
  }
}

function frame(input: vscode.QuickInput & { buttons: readonly vscode.QuickInputButton[] }, options: StepFrame): void {
  input.title = options.title;
  input.step = options.step;
  input.totalSteps = options.totalSteps;
  input.ignoreFocusOut = true;
  input.buttons = options.step === 1 ? [] : [vscode.QuickInputButtons.Back];
}

/** Shows an input until one of its listeners decides, or it is dismissed or the signal ends it, which gives `undefined`. */
export async function showInput<T>(
  input: vscode.QuickInput,
  listen: (
    resolve: (outcome: StepOutcome<T>) => void,
    reject: (error: unknown) => void,
  ) => readonly { dispose(): void }[],
  signal?: AbortSignal,
): Promise<StepOutcome<T>> {
  const listeners: { dispose(): void }[] = [];
  try {
    return await new Promise<StepOutcome<T>>((resolve, reject) => {
      const end = (): void => resolve(undefined);
      signal?.addEventListener('abort', end, { once: true });
      listeners.push(
        { dispose: () => signal?.removeEventListener('abort', end) },
        input.onDidHide(end),
        ...listen(resolve, reject),
      );
      if (signal?.aborted) end();
      else input.show();
    });
  } finally {
    vscode.Disposable.from(...listeners, input).dispose();
  }
}

/** Where a step stands among the others, for its title. */
export interface StepPlace {
  readonly step: number;
  readonly totalSteps: number;
}

export type Step = (place: StepPlace) => Promise<StepOutcome<unknown>>;

/**
 * Runs steps in order and lets the person go back. A step stores its own answer; it returns `undefined` when the
 * prompt was dismissed, which ends the whole.
 *
 * @param steps asked anew before each step, since an answer may add steps or leave some out
 * @returns whether the last step was passed
 */
export async function runSteps(steps: () => readonly Step[], startAt = 0): Promise<boolean> {
  let index = startAt;
  for (;;) {
    const now = steps();
    const outcome = await now[index]?.({ step: index + 1, totalSteps: now.length });
    if (outcome === undefined) return false;
    index += outcome === back ? -1 : 1;
    if (index < 0) return false;
    if (index >= steps().length) return true;
  }
}
