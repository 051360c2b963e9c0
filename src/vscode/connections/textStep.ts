import { inputStep, type Step } from '../quickInput/steps';
import { signInTitle } from './signInLabels';

/** A step of the sign-in that asks for one text. */
interface TextStep<Checked extends object> {
  readonly prompt: string;
  readonly placeholder?: string;
  /** Stands in the box at the start. */
  readonly value?: string | undefined;
  /** Masks what is typed. */
  readonly password?: boolean;
  /** Gives what the text means, or a sentence when it cannot be right. */
  readonly check: (text: string) => Checked | string;
  readonly store?: (checked: Checked) => void;
  /** Tries out what was stored; a sentence keeps the prompt open. The signal ends when the prompt is dismissed. */
  readonly tryOut?: (checked: Checked, signal: AbortSignal) => Promise<string | undefined>;
}

export function textStep<Checked extends object>(step: TextStep<Checked>): Step {
  const { check, store, tryOut, value = '', ...frame } = step;
  return (place) =>
    inputStep({
      title: signInTitle(),
      ...place,
      ...frame,
      value,
      validate: (text) => {
        const checked = check(text);
        return typeof checked === 'string' ? checked : undefined;
      },
      tryOut: async (text, signal) => {
        const checked = check(text);
        if (typeof checked === 'string') return checked;
        store?.(checked);
        return tryOut?.(checked, signal);
      },
    });
}
