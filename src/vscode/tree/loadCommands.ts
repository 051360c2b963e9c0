import * as vscode from 'vscode';
import { commandIds } from '../../ids';
import type { ShownSecrets } from '../../inventory/shownSecrets';
import type { Command } from '../command';
import type { Session } from '../connections/session';
import { UserFacingError } from '../errorPresenter';
import type { SecretsTree } from './secretsTree';

/** Refresh, cancel and Show more: what moves the rows of the view. */
export function loadCommands(session: Session, shown: ShownSecrets, tree: SecretsTree): readonly Command[] {
  const refresh = async (): Promise<void> => {
    if (!session.active) throw new UserFacingError(vscode.l10n.t('Sign in first: there is nothing to refresh.'));
    session.active.client.resetCredential(); // A person asks, who may have set the clock or the key right.
    await shown.refresh();
  };
  return [
    { id: commandIds.refresh, run: refresh },
    { id: commandIds.retry, run: refresh },
    { id: commandIds.cancelLoading, run: () => shown.cancel() },
    {
      id: commandIds.showMore,
      run: (groupId) => tree.showMore(typeof groupId === 'string' ? groupId : undefined),
    },
  ];
}
