import { filterLimits } from '../model/limits';
import type { FilterLimits, LimitsEdition } from '../model/limits';
import { AccessKeys } from './accessKeys';
import { createAccount } from './account';
import type { Account, Project } from './account';
import { Authentication } from './authentication';
import { withDefaults } from './openChoices';
import type { OpenChoiceOptions, OpenChoices } from './openChoices';
import { createProjects } from './projects';
import { Throttle } from './throttle';
import { Tokens } from './tokens';

export interface EmulatorOptions extends OpenChoiceOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number | undefined;
  /** How many sample secrets there are in the first project. */
  readonly secrets?: number | undefined;
  readonly seed?: number | undefined;
  /** How many of its projects the account has, from the first on. */
  readonly projects?: number | undefined;
  /** Whose limits a filter must keep. */
  readonly edition?: LimitsEdition | undefined;
  readonly latencyMs?: number | undefined;
  readonly ratePerSecond?: number | undefined;
  /** How long a token lasts: 24 hours, or with a `token` of one's own, that one as long as the emulator. */
  readonly tokenTtlSeconds?: number | undefined;
  /** How far the emulator's clock is ahead. */
  readonly clockOffsetSeconds?: number | undefined;
  /** Secrets of one's own for the first project, an array of `SecretSpec`, in place of the samples. */
  readonly data?: unknown;
  /** The token that the emulator starts with, in place of a random one. */
  readonly token?: string | undefined;
  /** The clock: ms since 1970-01-01 UTC. */
  readonly now?: (() => number) | undefined;
}

/** What every route works on. */
export interface Emulation {
  readonly account: Account;
  readonly project: Project;
  readonly tokens: Tokens;
  readonly tokenLifetimeMs: number;
  readonly accessKeys: AccessKeys;
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
  const { edition = 'current', ratePerSecond, tokenTtlSeconds = 24 * 60 * 60, latencyMs = 0 } = options;
  const choices = withDefaults(options);
  const now = clock(options);
  const projects = createProjects(options, choices, now());
  const account = createAccount(projects);
  const tokens = new Tokens(now);
  const accessKeys = new AccessKeys(account, now);
  return {
    account,
    project: projects[0],
    tokens,
    tokenLifetimeMs: tokenTtlSeconds * 1000,
    accessKeys,
    authentication: new Authentication({ tokens, accessKeys }, choices, now),
    edition,
    limits: filterLimits[edition],
    choices,
    latencyMs,
    throttle: ratePerSecond === undefined ? undefined : new Throttle(ratePerSecond, now),
    now,
  };
}

function clock({ now = Date.now, clockOffsetSeconds = 0 }: EmulatorOptions): () => number {
  return () => now() + clockOffsetSeconds * 1000;
}
