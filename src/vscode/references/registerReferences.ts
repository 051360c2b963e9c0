import * as vscode from 'vscode';
import { commandIds } from '../../ids';
import type { Secret } from '../../model/secret';
import { type Core, registerCommands, type SelectedSecrets } from '../core/core';
import { DocumentReferences } from './documentReferences';
import { registerNameCompletion } from './nameCompletion';
import { SecretHover } from './secretCard';
import { SecretMarks } from './secretMarks';

/** What looks at documents: hover, completion, marks, and the search for the places that name a secret. */
export function registerReferences(context: vscode.ExtensionContext, core: Core, selected: SelectedSecrets): void {
  const { project, errors } = core;
  const references = new DocumentReferences();
  context.subscriptions.push(
    registerCommands(core, {
      [commandIds.findReferences]: (target, rows) => findReferences(selected.of(target, rows)),
    }),
    vscode.languages.registerHoverProvider('*', new SecretHover(references, project)),
    registerNameCompletion(references, project),
    new SecretMarks(references, project, (error) => errors.present(error)),
  );
}

/** Opens the editor's own search for the places where the workspace names a secret, by ID or by name. */
export async function findReferences(secrets: readonly Secret[]): Promise<void> {
  if (secrets.length === 0) return;
  await vscode.commands.executeCommand('workbench.action.findInFiles', {
    query: secrets
      .flatMap(({ id, name }) => [id, name])
      .map(literally)
      .join('|'),
    isRegex: true,
    isCaseSensitive: false,
    matchWholeWord: false,
    // What the last search was limited to would hide places.
    filesToInclude: '',
    filesToExclude: '',
    onlyOpenEditors: false,
    triggerSearch: true,
  });
}

/** A pattern for exactly this text that does not match in the middle of a longer name. */
function literally(text: string): string {
  const pattern = text
    .replaceAll(/\p{Cs}/gu, '\ufffd') // as files are read
    .replaceAll(/[\\^$.*+?()[\]{}|]/gu, '\\$&')
    .replaceAll(/\s/gu, '\\s')
    // The search is a program of its own, which cannot be handed a NUL.
    .replaceAll(/\p{Cc}/gu, (control) => `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return `(?<![\\w-])${pattern}(?![\\w-])`;
}
