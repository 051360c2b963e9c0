import * as vscode from 'vscode';
import { commandIds } from '../../ids';
import type { Command } from '../command';
import type { Session } from '../connections/session';
import { UserFacingError } from '../errorPresenter';

/**
 * Opens the console's page of Data Encryption Workshop, which CSMS is part of, in the connection's region. The console
 * documents no address of a single secret.
 */
export function openInConsoleCommand(
  session: Pick<Session, 'active'>,
  open: (address: vscode.Uri) => Thenable<unknown> = vscode.env.openExternal,
): Command {
  return {
    id: commandIds.openInConsole,
    run: async () => {
      const region = session.active?.connection.region;
      // `Uri` takes encoding away again, so nothing that needs any may stand in it.
      if (region === undefined || !/^[a-z\d-]+$/u.test(region))
        throw new UserFacingError(vscode.l10n.t('Only secrets of a Huawei Cloud region have a page in the console.'));
      const url = new URL('https://console.huaweicloud.com/dew/');
      url.searchParams.set('region', region);
      await open(vscode.Uri.parse(url.href, true));
    },
  };
}
