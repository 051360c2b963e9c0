import * as vscode from 'vscode';
import { commandIds, viewIds } from '../../ids';
import type { Command } from '../command';
import type { SampleService } from './sampleService';
import type { Session } from './session';

/** Shows the sample secrets. A sign-in to the cloud that would be lost is asked about first. */
export function exploreSampleSecretsCommand(session: Session, sample: SampleService): Command {
  return {
    id: commandIds.exploreSampleSecrets,
    run: async () => {
      const kind = session.active?.connection.kind;
      if (kind === 'cloud' && !(await confirmReplacing())) return;
      if (kind !== 'sample') {
        const stored = sample.newConnection();
        await sample.start(stored); // If it cannot be started, a sign-in to the cloud is not given up for it.
        await session.signIn(stored);
      }
      await vscode.commands.executeCommand(`${viewIds.secrets}.focus`);
    },
  };
}

async function confirmReplacing(): Promise<boolean> {
  const proceed: vscode.MessageItem = { title: vscode.l10n.t('Sign Out and Explore') };
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Sign out of the current project to explore the sample secrets?'),
    { modal: true, detail: vscode.l10n.t('The stored token is deleted. The project itself is not touched.') },
    proceed,
  );
  return chosen === proceed;
}
