import { commandIds } from '../../ids';
import { focusSecretsView, runCommand } from '../core/commands';
import type { CopyField, SecretAction } from '../../model/detailsPage';
import type { Secret, Tag } from '../../model/secret';
import { secretJsonText } from './secretPage';

/** What the page's copy buttons copy: the text of the service itself, not the one that is made safe to look at. */
export function copyText(secret: Secret, field: CopyField): string | undefined {
  return field === 'json' ? secretJsonText(secret) : secret[field];
}

export async function runOn({ id }: Secret, action: SecretAction): Promise<void> {
  await runCommand(commandIds[action], id);
}

/** Narrows the tree to one of the secret's tags, and shows it. */
export async function filterBy({ tags }: Secret, { key, value }: Tag): Promise<void> {
  if (!tags.some((tag) => tag.key === key && tag.value === value)) return;
  await runCommand(commandIds.filterByTag, { key, value });
  await focusSecretsView();
}
