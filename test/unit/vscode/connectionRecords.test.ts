import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Memento } from 'vscode';
import { storageKeys } from '../../../src/ids';
import { forgetRecords } from '../../../src/vscode/core/connectionRecords';

describe('what is stored of a connection that is removed', () => {
  it('is forgotten, of whatever kind, and nothing of another one', async () => {
    // Credentials are removed by signing out; what was said of expiry is kept as notes of its own.
    const others: readonly string[] = [
      storageKeys.connections,
      storageKeys.unreadableConnections,
      storageKeys.announcedExpiries,
    ];
    const keys = Object.values(storageKeys).filter((key) => !others.includes(key));
    const values = new Map<string, unknown>(
      keys.map((key) => [
        key,
        [
          ['removed', 'a'],
          ['kept', 'b'],
        ],
      ]),
    );
    const state = {
      get: (key: string) => values.get(key),
      update: (key: string, value: unknown) => Promise.resolve(void values.set(key, value)),
    } as unknown as Memento;
    await forgetRecords(state, 'removed');
    for (const [key, value] of values) assert.deepEqual(value, [['kept', 'b']], key);
  });
});
