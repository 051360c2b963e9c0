import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds } from '../../src/ids';

const extensionId = 'csms-explorer.csms-explorer';

describe('the extension', () => {
  before(async () => {
    await vscode.extensions.getExtension(extensionId)?.activate();
  });

  it('is there and active', () => {
    assert.equal(vscode.extensions.getExtension(extensionId)?.isActive, true);
  });

  it('registers every command of the manifest', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    for (const id of Object.values(commandIds)) assert.ok(registered.has(id), `${id} is not registered`);
  });

  it('explores the sample secrets and signs out without an error', async () => {
    await vscode.commands.executeCommand(commandIds.exploreSampleSecrets);
    await vscode.commands.executeCommand(commandIds.refresh);
    await vscode.commands.executeCommand(commandIds.signOut);
  });

  it('takes no network setting from a workspace', async () => {
    const configuration = vscode.workspace.getConfiguration('csmsExplorer');
    await assert.rejects(async () =>
      configuration.update('endpoint', 'https://evil.example', vscode.ConfigurationTarget.Workspace),
    );
  });
});
