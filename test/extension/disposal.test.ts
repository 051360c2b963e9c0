import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activate } from '../../src/extension';
import { commandIds, storageKeys } from '../../src/ids';
import { writeConnections } from '../../src/vscode/connections/storedConnections';
import { FaultServer } from '../support/faultServer';
import { connectionWith } from '../support/projects';
import { WatchedEditor } from '../support/watchedEditor';
import { wellBehaved } from '../support/wellBehaved';

const realTimers = { setTimeout: globalThis.setTimeout, setInterval: globalThis.setInterval };

describe('the extension that is disposed', () => {
  let server: FaultServer;
  let editor: WatchedEditor;
  const timers = new Set<NodeJS.Timeout>();
  before(async () => {
    server = await FaultServer.start();
  });
  after(() => server.dispose());
  beforeEach(() => {
    editor = new WatchedEditor();
    for (const name of ['setTimeout', 'setInterval'] as const) {
      const start = realTimers[name] as (...args: unknown[]) => NodeJS.Timeout;
      Object.assign(globalThis, {
        [name]: (...args: unknown[]) => {
          const timer = start(...args);
          // Timers of the editor around us are none of ours.
          if (new Error().stack?.includes('extension-tests') === true) timers.add(timer);
          return timer;
        },
      });
    }
  });
  afterEach(() => {
    Object.assign(globalThis, realTimers);
    editor.dispose();
  });

  it('leaves no command, provider, view, listener or timer behind', async () => {
    server.play(wellBehaved);
    const expiresAt = Date.now() + 60 * 60_000; // which is waited for
    const connection = connectionWith({ endpoint: server.endpoint });
    const credential = { kind: 'token', token: 'MIItoken', expiresAt } as const;
    const stored = writeConnections({ current: 'one', connections: [{ connection, credential }] });
    await editor.secrets.store(storageKeys.connections, stored);
    const before = editor.registrations.size;
    activate(editor.context);
    editor.showView();
    await editor.run(commandIds.refresh);
    await editor.tree?.getChildren();
    assert.ok(editor.registrations.size > Object.keys(commandIds).length);
    vscode.Disposable.from(...editor.context.subscriptions).dispose();
    assert.deepEqual([...editor.registrations.values()].slice(before), []);
    const running = [...timers].filter((timer) => !(timer as unknown as { _destroyed: boolean })._destroyed);
    assert.equal(running.length, 0, 'timers that still run');
  });
});
