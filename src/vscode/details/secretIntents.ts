import * as vscode from 'vscode';
import { commandIds, viewIds } from '../../ids';
import type { CopyField, SecretAction } from '../../model/detailsPage';
import type { Secret, Tag } from '../../model/secret';
import { secretJsonText } from './secretPage';

/** What the page's copy buttons copy: the text of the service itself, not the one that is made safe to look at. */
export function copyText(secret: Secret, field: CopyField): string | undefined {
  return field === 'json' ? secretJsonText(secret) : secret[field];
}

export async function runOn({ id }: Secret, action: SecretAction): Promise<void> {
  await vscode.commands.executeCommand(commandIds[action], id);
}

/** Narrows the tree to one of the secret's tags, and shows it. */
export async function filterBy({ tags }: Secret, { key, value }: Tag): Promise<void> {
  if (!tags.some((tag) => tag.key === key && tag.value === value)) return;
  await vscode.commands.executeCommand(commandIds.filterByTag, { key, value });
  await vscode.commands.executeCommand(`${viewIds.secrets}.focus`);
}
