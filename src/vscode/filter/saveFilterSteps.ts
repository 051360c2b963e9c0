import * as vscode from 'vscode';
import type { SecretFilter } from '../../model/secretFilter';
import { messageText } from '../core/escapeText';
import { back } from '../quickInput/prompt';
import { inputStep, pickStep } from '../quickInput/steps';
import { saveFilter } from './savedFilters';

/** Asks for a name and, with a folder open, for the settings to write to. `undefined` when dismissed. */
export async function askAndSaveFilter(
  filter: SecretFilter,
  suggestedName: string,
  signal: AbortSignal,
): Promise<typeof back | 'saved' | undefined> {
  let name = suggestedName;
  for (;;) {
    const entered = await inputStep({
      title: vscode.l10n.t('Save Filter'),
      prompt: vscode.l10n.t('Name of the filter. An existing one of the same name is replaced.'),
      value: name,
      validate: (text) => (text.trim() === '' ? vscode.l10n.t('Enter a name.') : undefined),
      signal,
    });
    if (entered === undefined || entered === back) return entered;
    name = entered.trim();
    const target = await askTarget(signal);
    if (target === undefined) return undefined;
    if (target === back) continue;
    await saveFilter(name, filter, target.target);
    vscode.window.setStatusBarMessage(
      vscode.l10n.t('Saved the filter "{0}" in the {1}', messageText(name, 60), target.label),
      5000,
    );
    return 'saved';
  }
}

async function askTarget(signal: AbortSignal) {
  const user = {
    label: vscode.l10n.t('User Settings'),
    description: vscode.l10n.t('for you, in every window'),
    target: vscode.ConfigurationTarget.Global,
  };
  if (vscode.workspace.workspaceFolders === undefined) return user;
  const workspace = {
    label: vscode.l10n.t('Workspace Settings'),
    description: vscode.l10n.t('shared with everyone who opens this workspace'),
    target: vscode.ConfigurationTarget.Workspace,
  };
  return pickStep({
    title: vscode.l10n.t('Save Filter'),
    placeholder: vscode.l10n.t('Save the filter in'),
    items: [user, workspace],
    signal,
  });
}
