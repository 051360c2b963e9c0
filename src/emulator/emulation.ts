import { filterLimits } from '../model/limits';
import type { FilterLimits, LimitsEdition } from '../model/limits';
import { createAccount } from './account';
import type { Account } from './account';
import { Authentication } from './authentication';
import { AccessKeys, Tokens } from './credentials';
import { withDefaults } from './openChoices';
import type { OpenChoiceOptions, OpenChoices } from './openChoices';

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
  readonly tokens: Tokens;
  readonly tokenLifetimeMs: number;
  readonly accessKeys: AccessKeys;
  readonly authentication: Authentication;
  readonly edition: LimitsEdition;
  readonly limits: FilterLimits;
  readonly choices: OpenChoices;
  readonly latencyMs: number;
  readonly ratePerSecond: number;
  readonly now: () => number;
}

/** @throws {Error} when `data` is not what `SecretSpec` says */
export function createEmulation(options: EmulatorOptions): Emulation {
  const { edition = 'current', ratePerSecond = Infinity, tokenTtlSeconds = 24 * 60 * 60, latencyMs = 0 } = options;
  const { now: ownClock = Date.now, clockOffsetSeconds = 0 } = options;
  const choices = withDefaults(options);
  const now = (): number => ownClock() + clockOffsetSeconds * 1000;
  const account = createAccount(options, choices, now());
  const tokens = new Tokens(now);
  const accessKeys = new AccessKeys(account, now);
  return {
    account,
    tokens,
    tokenLifetimeMs: tokenTtlSeconds * 1000,
    accessKeys,
    authentication: new Authentication({ tokens, accessKeys }, choices, now),
    edition,
    limits: filterLimits[edition],
    choices,
    latencyMs,
    ratePerSecond,
    now,
  };
}
