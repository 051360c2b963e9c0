import { filterLimits } from '../model/limits';
import type { FilterLimits, LimitsEdition } from '../model/limits';
import { createAccount, projectIds, Tokens } from './account';
import type { Account, Project } from './account';
import { Authentication } from './authentication';
import { withDefaults } from './openChoices';
import type { OpenChoiceOptions, OpenChoices } from './openChoices';
import { sampleId, sampleSecrets } from './sampleSecrets';
import { parseSecretSpecs } from './secretSpec';
import { SecretStore } from './secretStore';
import { storedSecret } from './storedSecret';
import { Throttle } from './throttle';

export interface EmulatorOptions extends OpenChoiceOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number | undefined;
  /** How many sample secrets there are. */
  readonly secrets?: number | undefined;
  readonly seed?: number | undefined;
  /** Whose limits a filter must keep. */
  readonly edition?: LimitsEdition | undefined;
  readonly latencyMs?: number | undefined;
  readonly ratePerSecond?: number | undefined;
  /** How long a token lasts that IAM issues. The one that the emulator starts with lasts as long as the emulator. */
  readonly tokenLifetimeSeconds?: number | undefined;
  /** Secrets of one's own, an array of `SecretSpec`, in place of the samples. */
  readonly data?: unknown;
  /** The token that the emulator starts with, in place of a random one. */
  readonly token?: string | undefined;
  readonly now?: (() => number) | undefined;
}

/** What every route works on. */
export interface Emulation {
  readonly account: Account;
  readonly project: Project;
  readonly tokens: Tokens;
  readonly tokenLifetimeMs: number;
  readonly authentication: Authentication;
  readonly edition: LimitsEdition;
  readonly limits: FilterLimits;
  readonly choices: OpenChoices;
  readonly latencyMs: number;
  readonly throttle: Throttle | undefined;
  readonly now: () => number;
}

/** @throws {Error} when `data` is not what `SecretSpec` says */
export function createEmulation(options: EmulatorOptions): Emulation {
  const { edition = 'current', ratePerSecond, tokenLifetimeSeconds = 24 * 60 * 60, now = Date.now } = options;
  const choices = withDefaults(options);
  const project = { id: projectIds.region, name: 'cn-north-4', secrets: createStore(options, choices, now()) };
  // Empty: what a project looks like before its first secret.
  const sandbox = { id: projectIds.sandbox, name: 'cn-north-4_sandbox', secrets: new SecretStore([], choices.order) };
  const account = createAccount([project, sandbox]);
  const tokens = new Tokens(now);
  return {
    account,
    project,
    tokens,
    tokenLifetimeMs: tokenLifetimeSeconds * 1000,
    authentication: new Authentication(account, tokens, now),
    edition,
    limits: filterLimits[edition],
    choices,
    latencyMs: options.latencyMs ?? 0,
    throttle: ratePerSecond === undefined ? undefined : new Throttle(ratePerSecond, now),
    now,
  };
}

function createStore(options: EmulatorOptions, { order }: OpenChoices, now: number): SecretStore {
  const { data, secrets = 300, seed = 1 } = options;
  const specs = data === undefined ? sampleSecrets(secrets, seed) : parseSecretSpecs(data);
  const stored = specs.map((spec, index) => storedSecret(spec, sampleId(seed, index), now));
  return new SecretStore(stored, order);
}
