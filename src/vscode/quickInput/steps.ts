import * as vscode from 'vscode';
import { ask, back, setFrame, showInput, type Prompt, type PromptFrame, type StepOutcome } from './prompt';

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

/** Lets the person choose one item. A step after the first can go back. */
export async function pickStep<T extends vscode.QuickPickItem>(
  options: Omit<Prompt<T, T>, 'onEnter'>,
): Promise<StepOutcome<T>> {
  return ask<T, T>({ canGoBack: options.step !== 1, ...options, onEnter: (item) => item });
}

interface InputStep extends PromptFrame {
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

/** Asks for one text. A step after the first can go back. */
export async function inputStep(options: InputStep): Promise<StepOutcome<string>> {
  const input = vscode.window.createInputBox();
  setFrame(input, { canGoBack: options.step !== 1, ...options });
  input.prompt = options.prompt;
  input.placeholder = options.placeholder;
  input.value = options.value ?? '';
  input.password = options.password ?? false;
  return showInput<string>(
    input,
    {
      onEnter: async (signal) => {
        const text = input.value;
        const problem = options.validate(text) ?? (await options.tryOut?.(text, signal));
        // What was typed meanwhile was not tried.
        if (!signal.aborted && input.value === text) input.validationMessage = problem;
        return problem === undefined ? text : undefined;
      },
      listen: () => [
        input.onDidChangeValue((text) => {
          // An empty box needs no scolding before the person has typed.
          input.validationMessage = text === '' ? undefined : options.validate(text);
        }),
      ],
    },
    options,
  );
}
