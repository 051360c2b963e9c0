import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
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
  /** Where each timer was started. */
  const timers = new Map<NodeJS.Timeout, string>();
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
          // Below this function stands who starts the timer. Timers of the editor around us are none of ours.
          const [, , starter = ''] = (new Error().stack ?? '').split('\n');
          if (starter.includes('extension-tests')) timers.set(timer, starter);
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
    const running = (): readonly string[] =>
      [...timers].flatMap(([timer, starter]) =>
        (timer as unknown as { _destroyed: boolean })._destroyed ? [] : [starter],
      );
    // A request that was under way ends a moment after it was aborted.
    for (let turn = 0; turn < 100 && running().length > 0; turn++) await setImmediate();
    assert.deepEqual(running(), []);
  });
});
