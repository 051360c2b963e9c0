import type { Secret } from '../../../src/model/secret';
import { Inventory, type InventoryState } from '../../../src/inventory/inventory';
import { missingCount, unreadableRows } from '../../../src/inventory/loadStatus';
import { noFilter, type SecretFilter } from '../../../src/model/secretFilter';
import type { SecretSource } from '../../../src/model/secretPage';
import { ServiceError } from '../../../src/model/serviceError';
import { pageOf, RecordingLogger, ScriptedSource, type PendingCall } from '../../support/builders';

const pageSize = 5;
export const unavailable = new ServiceError({ kind: 'unavailable', operation: 'test', status: 503 });

export function newInventory(source: SecretSource, filter: SecretFilter = noFilter) {
  const clock = { time: 1000, now: () => clock.time };
  const logger = new RecordingLogger();
  const states: InventoryState[] = [];
  const options = { clock, logger, pageSize, maxConcurrentPages: () => 2 };
  const inventory: Inventory = new Inventory(source, filter, options, { fire: () => states.push(inventory.state) });
  return { inventory, states, clock, logger };
}

/** An inventory that holds the whole list; the source then waits to be answered. */
export async function loadedInventory(all: readonly Secret[]) {
  const source = new ScriptedSource();
  const fixture = newInventory(source);
  const load = fixture.inventory.load();
  await answerAll(source, all);
  await load;
  return { ...fixture, source };
}

/** Answers as many calls as a list takes that does not change. */
export async function answerAll(source: ScriptedSource, all: readonly Secret[]): Promise<void> {
  for (let offset = 0; offset <= all.length; offset += pageSize) {
    const call = await source.next();
    call.answer(pageOf(all, call.request));
    if (all.length < pageSize) return;
  }
}

export function shown({ index }: InventoryState): ReadonlySet<Secret> {
  return new Set(index.secrets);
}

/** Answers the first page of a list and gives the calls that follow at once. */
export async function firstPageOnly(source: ScriptedSource, all: readonly Secret[]): Promise<readonly PendingCall[]> {
  const first = await source.next();
  first.answer(pageOf(all, first.request));
  return [await source.next(), await source.next()];
}

/** Lets everything run that is not waiting for an answer. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A state in words that tests compare. */
export function summaryOf(state: InventoryState) {
  const { rows, activity, lastEnd, doubts, expected, loadedAt } = state;
  return {
    rows,
    isLoading: activity !== undefined,
    received: activity?.received,
    expected,
    failure: lastEnd?.kind === 'failed' ? lastEnd.error : undefined,
    isCancelled: lastEnd?.kind === 'cancelled',
    unreadable: unreadableRows(state),
    unsettled: doubts.some(({ kind }) => kind === 'unsettled'),
    missing: missingCount(state),
    loadedAt,
  };
}
