import * as vscode from 'vscode';
import { commandIds, viewIds } from '../../ids';
import type { Command } from '../command';
import type { SampleService } from './sampleService';
import type { Session } from './session';

/** Shows the sample secrets, as a connection beside the others. */
export function exploreSampleSecretsCommand(session: Session, sample: SampleService): Command {
  return {
    id: commandIds.exploreSampleSecrets,
    run: async () => {
      if (session.active?.connection.kind !== 'sample') {
        const known = session.connections.find(({ connection }) => connection.kind === 'sample');
        if (known) {
          await session.switchTo(known.connection.id);
        } else {
          const added = sample.newConnection();
          await sample.start(added); // If it cannot be started, the connection in use is not left for it.
          await session.signIn([added]);
        }
      }
      await vscode.commands.executeCommand(`${viewIds.secrets}.focus`);
    },
  };
}
