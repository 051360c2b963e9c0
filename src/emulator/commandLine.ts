import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { ParseArgsOptionsConfig } from 'node:util';
import type { EmulatorOptions } from './emulation';
import { openChoices } from './openChoices';
import { maxProjects } from './account';
import { parseSecretSpecs } from './storedSecret';

/** What the command line asks for is not possible; the message is for the person at the keyboard. */
export class CommandLineError extends Error {
  override readonly name = 'CommandLineError';
}

interface NumberOption {
  readonly option: keyof EmulatorOptions;
  readonly placeholder: string;
  readonly about: string;
  /** 0 when absent. */
  readonly min?: number;
  readonly max: number;
}

const maxDelayMs = 2 ** 31 - 1; // What a timer can wait.
const maxSeconds = 10 * 366 * 24 * 60 * 60;

const numberOptions: Readonly<Record<string, NumberOption>> = {
  port: { option: 'port', placeholder: 'N', about: 'port on 127.0.0.1; 0, the default, takes a free one', max: 65535 },
  secrets: { option: 'secrets', placeholder: 'N', about: 'how many secrets the first project has (300)', max: 1e6 },
  seed: { option: 'seed', placeholder: 'N', about: 'other sample secrets for another number (1)', max: 2 ** 32 - 1 },
  latency: { option: 'latencyMs', placeholder: 'MS', about: 'wait before each answer', max: maxDelayMs },
  rate: {
    option: 'ratePerSecond',
    placeholder: 'PER_SECOND',
    about: 'answer more requests in a second with 429',
    max: 1_000_000,
  },
  projects: {
    option: 'projects',
    placeholder: 'N',
    about: `how many projects: full, empty, in another region, not the user’s, disabled (${maxProjects})`,
    min: 1,
    max: maxProjects,
  },
  'token-ttl': {
    option: 'tokenTtlSeconds',
    placeholder: 'SECONDS',
    about: 'how long tokens last (86400)',
    max: maxSeconds,
  },
  'clock-offset': {
    option: 'clockOffsetSeconds',
    placeholder: 'SECONDS',
    about: 'how far the emulator’s clock is ahead; behind: --clock-offset=-960',
    min: -maxSeconds,
    max: maxSeconds,
  },
};

const editions = ['current', '2021'] as const;

/** Each of `openChoices` under the name it has on the command line: `matchCase` is `--match-case`. */
const choiceOptions = Object.entries(openChoices).map(([option, choice]) => ({
  option,
  name: option.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`),
  values: choice.values,
  about: choice.about,
}));

/** @throws {CommandLineError} */
export function parseCommandLine(args: readonly string[]): EmulatorOptions | 'help' {
  const given = parseOptions(args);
  if (given.help !== undefined) return 'help';
  const options: Record<string, unknown> = {};
  for (const [name, limits] of Object.entries(numberOptions)) {
    options[limits.option] = wholeNumber(name, given[name], limits);
  }
  for (const { name, option, values } of choiceOptions) options[option] = oneOf(name, given[name], values);
  options.edition = oneOf('edition', given.edition, editions);
  options.data = readData(given.data);
  return options;
}

function parseOptions(args: readonly string[]): Readonly<Record<string, string | undefined>> {
  const names = [...Object.keys(numberOptions), ...choiceOptions.map(({ name }) => name), 'edition', 'data'];
  const options: ParseArgsOptionsConfig = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  options.help = { type: 'boolean', short: 'h' };
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true });
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  } catch (error) {
    const [sentence] = (error as Error).message.split('. '); // The rest is advice for other cases.
    throw new CommandLineError(`${sentence ?? ''}; --help lists the options.`);
  }
}

function wholeNumber(name: string, text: string | undefined, { min = 0, max }: NumberOption): number | undefined {
  if (text === undefined) return undefined;
  if (/^-?\d{1,10}$/u.test(text) && Number(text) >= min && Number(text) <= max) return Number(text);
  throw new CommandLineError(`--${name} must be a whole number from ${min} to ${max}, not "${text}".`);
}

function oneOf(name: string, text: string | undefined, values: readonly string[]): string | undefined {
  if (text === undefined || values.includes(text)) return text;
  throw new CommandLineError(`--${name} must be one of ${values.join(', ')}, not "${text}".`);
}

function readData(file: string | undefined): unknown {
  if (file === undefined) return undefined;
  try {
    return parseSecretSpecs(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new CommandLineError(`${file} cannot be used: ${(error as Error).message}`);
  }
}

export function helpText(): string {
  const row = (option: string, about: string): string => `  ${option.padEnd(28)}${about}`;
  return [
    'A local Huawei Cloud CSMS and IAM with made-up secrets. It listens on 127.0.0.1 only, prints one line of JSON when',
    'it is ready, and stops on SIGTERM or SIGINT.',
    '',
    'Usage: node emulator.js [options]',
    '',
    ...Object.entries(numberOptions).map(([name, { placeholder, about }]) => row(`--${name} ${placeholder}`, about)),
    row('--edition current|2021', 'whose limits a filter must keep: 10 tags of 128/255, or 20 of 36/43 characters'),
    row(
      '--data FILE.json',
      'secrets of the first project: an array of objects with "name" and, if you like, "id", "state",',
    ),
    row('', '"type", "description", "tags" {key: value}, "kmsKeyId", "enterpriseProjectId",'),
    row('', '"createdDaysAgo", "updatedDaysAgo", "deletesInDays", "rotatesInDays", "rotationPeriod",'),
    row('', '"rotationConfig", "rotationFunctionUrn", "eventSubscriptions"'),
    row('-h, --help', 'this text'),
    '',
    'What the documents of the service leave open; the first value is the default:',
    '',
    ...choiceOptions.flatMap(({ name, values, about }) => [`  --${name} ${values.join('|')}`, row('', about)]),
    '',
  ].join('\n');
}
