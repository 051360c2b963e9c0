import type * as vscode from 'vscode';
import { commandIds } from '../../ids';
import { type Core, registerCommands } from '../core/core';
import { SelectedSecrets } from '../core/selectedSecrets';
import { groupBy, GroupingStore } from './grouping';
import { revealInTree } from './revealInTree';
import { SecretsTree } from './secretsTree';
import { SecretsView } from './secretsView';
import { treeCommands } from './treeCommands';

/** The Secrets view with its rows and their commands. Gives what is selected in it. */
export function registerTree(context: vscode.ExtensionContext, core: Core): SelectedSecrets {
  const { project, errors } = core;
  const groupings = new GroupingStore(context.globalState);
  const tree = new SecretsTree(project, groupings);
  const view = new SecretsView(tree, project, (error) => errors.present(error));
  const selected = new SelectedSecrets(project, () => view.selection);
  context.subscriptions.push(
    registerCommands(core, {
      ...treeCommands(core, tree, selected),
      [commandIds.groupBy]: () => groupBy(project.require(), groupings),
      [commandIds.revealInTree]: (id) => revealInTree(id, project, tree, view),
    }),
    view,
    tree,
    groupings,
  );
  return selected;
}
