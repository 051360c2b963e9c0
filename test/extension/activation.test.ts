import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds } from '../../src/ids';
import type { Core } from '../../src/vscode/core/core';
import { registerTree } from '../../src/vscode/tree/registerTree';
import { FakeSource, page, RecordingLogger, secret } from '../support/builders';
import { windowOn } from '../support/currentProjects';
import { connectionWith, projectOver } from '../support/projects';
import { WatchedEditor } from '../support/watchedEditor';

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

  it('copies what a row stands for, the same secret under two tags once', async () => {
    const row = (id: string) => ({ kind: 'secret', secret: secret({ id, name: `name-of-${id}` }) });
    await vscode.commands.executeCommand(commandIds.copyId, row('a'), [
      row('a'),
      row('b'),
      row('a'),
      { kind: 'group' },
    ]);
    assert.equal(await vscode.env.clipboard.readText(), 'a\nb');
    await vscode.commands.executeCommand(commandIds.copyAsJson, row('c'));
    const json = JSON.parse(await vscode.env.clipboard.readText()) as { readonly resource_name: string };
    assert.equal(json.resource_name, 'name-of-c');
  });

  it('opens the console in the region of the connection, and only that address', async () => {
    const inRegion = async (region: string | undefined) => {
      const editor = new WatchedEditor();
      const project = windowOn(projectOver(new FakeSource(() => page([])), { connection: connectionWith({ region }) }));
      const errors: unknown[] = [];
      registerTree(editor.context, {
        project,
        errors: { present: (error: unknown) => errors.push(error) },
        log: new RecordingLogger(),
      } as unknown as Core);
      await editor.run(commandIds.openInConsole);
      editor.dispose();
      return [editor.sinks.get('addresses'), errors.map(String)];
    };
    assert.deepEqual(await inRegion('cn-north-4'), [['https://console.huaweicloud.com/dew/?region=cn-north-4'], []]);
    const [opened, errors] = await inRegion(undefined);
    assert.equal(opened, undefined);
    assert.match(String(errors), /Huawei Cloud region/u);
  });

  it('takes no network setting from a workspace', async () => {
    const configuration = vscode.workspace.getConfiguration('csmsExplorer');
    await assert.rejects(async () =>
      configuration.update('endpoint', 'https://evil.example', vscode.ConfigurationTarget.Workspace),
    );
  });
});
