import { commandIds } from '../../ids';
import type { Inventory } from '../../inventory/inventory';
import type { Command } from '../command';
import type { SecretsTree } from './secretsTree';

/** Refresh, cancel and Show more: what moves the rows of the view. */
export function loadCommands(inventory: Inventory, tree: SecretsTree): readonly Command[] {
  return [
    { id: commandIds.refresh, run: () => inventory.refresh() },
    { id: commandIds.retry, run: () => inventory.refresh() },
    { id: commandIds.cancelLoading, run: () => inventory.cancel() },
    {
      id: commandIds.showMore,
      run: (groupId) => tree.showMore(typeof groupId === 'string' ? groupId : undefined),
    },
  ];
}
