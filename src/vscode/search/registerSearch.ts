import type * as vscode from 'vscode';
import * as z from 'zod';
import { commandIds, storageKeys } from '../../ids';
import { ConnectionRecords } from '../core/connectionRecords';
import { runCommand, signInThen } from '../core/commands';
import { registerCommands, type Core } from '../core/core';
import { untilConnectionChanges } from '../core/currentProject';
import { SearchPrompt } from './searchPrompt';

/** Search Secrets…, over all that is loaded and, beyond that, at the service. */
export function registerSearch(context: vscode.ExtensionContext, core: Core): void {
  const recents = new RecentSecrets(context.globalState);
  context.subscriptions.push(
    registerCommands(core, { [commandIds.searchSecrets]: () => searchSecrets(core, recents, '') }),
  );
}

/** @param text what stands in the box at the start */
async function searchSecrets(core: Core, recents: RecentSecrets, text: string): Promise<void> {
  const project = core.project.require();
  const { id } = project.connection;
  const outcome = await untilConnectionChanges(core.project, (open, signal) =>
    new SearchPrompt(open, recents.get(id), (error) => core.errors.present(error), signal).run(text),
  );
  if (!outcome || core.project.value !== project) return;
  if (outcome.kind === 'signIn') {
    await signInThen(() => searchSecrets(core, recents, outcome.text));
  } else if (outcome.kind === 'filter') {
    await runCommand(commandIds.filterSecrets, outcome.filter);
  } else {
    await recents.add(id, outcome.secret.id);
    await runCommand(commandIds[outcome.kind], outcome.secret.id);
  }
}

const maxRecent = 10;

/** The secrets that were picked last, by connection: ids only. */
export class RecentSecrets {
  private readonly records: ConnectionRecords<readonly string[]>;

  /** A list of ids is not worth a message: what cannot be read counts as none. */
  constructor(state: vscode.Memento) {
    this.records = new ConnectionRecords(state, storageKeys.recents, z.array(z.string()));
  }

  /** The latest first. */
  get(connectionId: string): readonly string[] {
    return this.records.get(connectionId) ?? [];
  }

  async add(connectionId: string, secretId: string): Promise<void> {
    const others = this.get(connectionId).filter((id) => id !== secretId);
    await this.records.set(connectionId, [secretId, ...others].slice(0, maxRecent));
  }
}
