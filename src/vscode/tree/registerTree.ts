import * as vscode from 'vscode';
import { commandIds, type SecretTarget } from '../../ids';
import type { Secret } from '../../model/secret';
import { secretJson } from '../../model/secretFields';
import type { CommandHandlers } from '../core/commands';
import { type Core, registerCommands, SelectedSecrets } from '../core/core';
import { UserFacingError } from '../core/errors';
import { groupBy, GroupingStore } from './grouping';
import { SecretsTree } from './secretsTree';
import { revealInTree, SecretsView } from './secretsView';

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

/** The status bar says for this long (ms) that something was copied. */
const confirmationMs = 3000;

/** What moves the rows of the view, and what copies or opens the secrets of the selected ones. */
export function treeCommands({ project, log }: Core, tree: SecretsTree, selected: SelectedSecrets) {
  const refresh = (): Promise<void> => project.require().refresh();
  return {
    [commandIds.refresh]: refresh,
    [commandIds.retry]: refresh,
    [commandIds.cancelLoading]: () => project.value?.cancel(),
    [commandIds.showMore]: (groupId) => tree.showMore(groupId),
    [commandIds.copyId]: copying(selected, (secrets) => secrets.map(({ id }) => id).join('\n')),
    [commandIds.copyName]: copying(selected, (secrets) => secrets.map(({ name }) => name).join('\n')),
    [commandIds.copyAsJson]: copying(selected, (secrets) => {
      const [first, ...others] = secrets.map(secretJson);
      return JSON.stringify(others.length === 0 ? first : [first, ...others], undefined, 2);
    }),
    [commandIds.openInConsole]: () => openInConsole(project.value?.connection.region),
    [commandIds.showLog]: () => log.show(),
  } satisfies Partial<CommandHandlers>;
}

/** Copies several secrets one a line, as JSON an array. */
function copying(selected: SelectedSecrets, write: (secrets: readonly Secret[]) => string) {
  return async (target?: SecretTarget, rows?: readonly unknown[]): Promise<void> => {
    const secrets = selected.of(target, rows);
    if (secrets.length === 0) return; // A keybinding on a selection without secrets has nothing to say.
    await vscode.env.clipboard.writeText(write(secrets));
    vscode.window.setStatusBarMessage(
      secrets.length === 1 ? vscode.l10n.t('Copied') : vscode.l10n.t('Copied {0} secrets', secrets.length),
      confirmationMs,
    );
  };
}

/**
 * Opens the console's page of Data Encryption Workshop, which CSMS is part of, in the connection's region. The console
 * documents no address of a single secret.
 */
async function openInConsole(region: string | undefined): Promise<void> {
  // `Uri` takes encoding away again, so nothing that needs any may stand in it.
  if (region === undefined || !/^[a-z\d-]+$/u.test(region))
    throw new UserFacingError(vscode.l10n.t('Only secrets of a Huawei Cloud region have a page in the console.'));
  const url = new URL('https://console.huaweicloud.com/dew/');
  url.searchParams.set('region', region);
  await vscode.env.openExternal(vscode.Uri.parse(url.href, true));
}
