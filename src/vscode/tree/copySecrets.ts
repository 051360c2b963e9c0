import * as vscode from 'vscode';
import { commandIds, type CommandId } from '../../ids';
import type { Secret } from '../../model/secret';
import { secretJson } from '../../model/secretFields';
import type { ChooseSecrets } from '../chosenSecrets';
import type { Command } from '../command';

/** The status bar says for this long (ms) that something was copied. */
const confirmationMs = 3000;

/** Copy ID, Copy Name and Copy as JSON: several secrets one a line, as JSON an array. */
export function copyCommands(choose: ChooseSecrets): readonly Command[] {
  const copy = (id: CommandId, write: (secrets: readonly Secret[]) => string): Command => ({
    id,
    run: async (...args) => {
      const secrets = choose(args);
      if (secrets.length === 0) return; // A keybinding on a selection without secrets has nothing to say.
      await vscode.env.clipboard.writeText(write(secrets));
      vscode.window.setStatusBarMessage(
        secrets.length === 1 ? vscode.l10n.t('Copied') : vscode.l10n.t('Copied {0} secrets', secrets.length),
        confirmationMs,
      );
    },
  });
  return [
    copy(commandIds.copyId, (secrets) => secrets.map(({ id }) => id).join('\n')),
    copy(commandIds.copyName, (secrets) => secrets.map(({ name }) => name).join('\n')),
    copy(commandIds.copyAsJson, (secrets) => {
      const [first, ...others] = secrets.map(secretJson);
      return JSON.stringify(others.length === 0 ? first : [first, ...others], undefined, 2);
    }),
  ];
}
