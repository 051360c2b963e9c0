import { EventEmitter } from 'vscode';
import type { Grouping } from '../../src/inventory/grouping';
import type { CurrentProject } from '../../src/vscode/core/currentProject';
import { SecretsTree } from '../../src/vscode/tree/secretsTree';

/** The tree of a window, with a grouping that is the same for every connection. */
export function treeOf(current: CurrentProject, grouping: Grouping | (() => Grouping)): SecretsTree {
  return new SecretsTree(current, {
    get: () => (typeof grouping === 'function' ? grouping() : grouping),
    onDidChange: new EventEmitter<void>().event,
  });
}
