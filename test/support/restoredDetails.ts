import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { SecretSource } from '../../src/model/secretPage';
import type { CopyField, SecretDetailsView } from '../../src/protocol/details';
import { ErrorPresenter } from '../../src/vscode/core/errors';
import { Details } from '../../src/vscode/details/details';
import { RecordingLogger } from './builders';
import { windowOn } from './currentProjects';
import { FakePanel } from './fakePanel';
import { connectionWith, projectOver } from './projects';

interface Circumstances {
  /** The id of the connection in use; the panel was opened on `one`. */
  readonly signedInTo?: string;
  readonly hasConsole?: boolean;
  /** How long ago the list was read (ms). */
  readonly ageMs?: number;
}

/** The details over a source, in a window that is signed in, with a panel that is restored for the secret. */
export async function restoredDetails(
  source: SecretSource,
  secretId: string,
  { signedInTo = 'one', hasConsole = true, ageMs = 0 }: Circumstances = {},
) {
  const logger = new RecordingLogger();
  const connection = connectionWith({ id: signedInTo, region: hasConsole ? 'cn-north-4' : undefined });
  const opened = projectOver(source, { connection, logger, clock: { now: () => Date.now() - ageMs } });
  const project = windowOn(opened);
  const inventory = opened.all;
  const errors: unknown[] = [];
  const presenter = Object.assign(new ErrorPresenter(logger), {
    present: (error: unknown): void => void errors.push(error),
  });
  const log = Object.assign(logger, { show: () => undefined, dispose: () => undefined });
  const details = new Details({ project, log, errors: presenter }, vscode.Uri.file('/extension'));
  const fake = new FakePanel();
  /** What the page keeps. */
  const kept = { secretId, connection: '7692c3ad3540bb80', tab: 'json' };
  await details.deserializeWebviewPanel(fake.panel, kept);
  fake.say({ kind: 'ready' });
  /** What the page shows of the secret once it is loaded. */
  const loaded = async (): Promise<SecretDetailsView> => {
    await inventory.load();
    assert.ok(fake.view?.kind === 'secret', JSON.stringify(fake.view));
    return fake.view;
  };
  /** Presses a copy button and waits until the page is told that it was copied. */
  const copy = async (field: CopyField): Promise<void> => {
    const before = fake.received.length;
    fake.say({ kind: 'copy', secretId, field });
    while (!fake.received.slice(before).some(({ kind }) => kind === 'copied')) await new Promise(setImmediate);
  };
  const signOut = (): void => project.replace(undefined);
  return { details, fake, inventory, logger, errors, kept, signOut, loaded, copy };
}
