import * as vscode from 'vscode';
import { commandIds } from '../../ids';
import { type Core, registerCommands } from '../core/core';
import type { SelectedSecrets } from '../core/selectedSecrets';
import { DocumentReferences } from './documentReferences';
import { findReferences } from './findReferences';
import { registerNameCompletion } from './nameCompletion';
import { SecretHover } from './secretHover';
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
