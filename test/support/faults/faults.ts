import type { Fault } from '../faultServer';
import { bodies } from './bodies';
import { composed } from './composed';
import { connections } from './connections';
import { type PagingFaultName, pagingFaults } from './paging';
import { redirects } from './redirects';
import { refusals } from './refusals';
import { rows } from './rows';

const table = { ...refusals, ...redirects, ...connections, ...bodies, ...rows, ...composed };

export type FaultName = keyof typeof table;

/** Every fault of a single call by its name. A suite with a `Record<FaultName, …>` of expectations cannot forget one. */
export const faults: Readonly<Record<FaultName, Fault>> = table;

export const faultNames = Object.keys(table) as readonly FaultName[];

export const pagingFaultNames = Object.keys(pagingFaults) as readonly PagingFaultName[];

/** All that are tried, those of a list in several pages included. */
export const faultCount = faultNames.length + pagingFaultNames.length;

/** Those that only a deadline ends. */
export const stalls: ReadonlySet<FaultName> = new Set<FaultName>([
  'silent',
  'silentAfterHeaders',
  'endless',
  'tooSlow',
]);
