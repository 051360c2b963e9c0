import type { Fault } from '../faultServer';
import { bodies } from './bodies';
import { connections } from './connections';
import { redirects } from './redirects';
import { refusals } from './refusals';
import { rows } from './rows';

const table = { ...refusals, ...redirects, ...connections, ...bodies, ...rows };

export type FaultName = keyof typeof table;

/** Every fault by its name. A suite that takes its expectations from a `Record<FaultName, …>` cannot forget one. */
export const faults: Readonly<Record<FaultName, Fault>> = table;
