import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { CommandId } from '../../src/ids';
import { chosenSecrets } from '../../src/vscode/core/chosenSecrets';
import { type ErrorPresenter, UserFacingError } from '../../src/vscode/core/errors';
import { registerCommands } from '../../src/vscode/core/commands';
import { RecordingLogger, secret } from '../support/builders';

describe('a command that failed', () => {
  /** Runs a command that fails once, and gives what would repeat it. */
  async function failedOnce(connectionId: () => string) {
    const runs: (readonly unknown[])[] = [];
    const repeats: (() => Promise<unknown>)[] = [];
    const errors = {
      present: (_: unknown, repeat: () => Promise<unknown>) => void repeats.push(repeat),
    } as unknown as ErrorPresenter;
    const id = 'csmsExplorer.failsOnce' as CommandId;
    const run = (...args: readonly unknown[]): string => {
      if (runs.push(args) === 1) throw new Error('once');
      return 'done';
    };
    const registered = registerCommands([{ id, run }], {
      logger: new RecordingLogger(),
      errors,
      ready: Promise.resolve(),
      connectionId,
    });
    try {
      assert.equal(await vscode.commands.executeCommand(id, 'argument'), undefined);
    } finally {
      registered.dispose();
    }
    return { runs, repeat: repeats[0]! };
  }

  it('can be repeated with its arguments', async () => {
    const { runs, repeat } = await failedOnce(() => 'one');
    assert.equal(await repeat(), 'done');
    assert.deepEqual(runs, [['argument'], ['argument']]);
  });

  it('is not repeated in another connection', async () => {
    let current = 'one';
    const { runs, repeat } = await failedOnce(() => current);
    current = 'two';
    assert.equal(await repeat(), undefined);
    assert.equal(runs.length, 1);
  });
});

describe('the secrets that a command is about', () => {
  const row = (id: string) => ({ kind: 'secret', secret: secret({ id }) });
  const choose = (isWhole = true) =>
    chosenSecrets(
      () => [],
      (id) => (id === 'known' ? secret({ id }) : undefined),
      () => isWhole,
    );
  const idsOf = (args: readonly unknown[]) => choose()(args).map(({ id }) => id);

  it('are those of the rows, each once, or the one that is named', () => {
    assert.deepEqual(idsOf([row('a'), [row('a'), row('b'), row('a'), { kind: 'group' }]]), ['a', 'b']);
    assert.deepEqual(idsOf([row('a')]), ['a']);
    assert.deepEqual(idsOf(['known']), ['known']);
    assert.deepEqual(idsOf([]), []);
  });

  it('are said to be gone only when all secrets are known', () => {
    const says = (isWhole: boolean, pattern: RegExp) =>
      assert.throws(
        () => choose(isWhole)(['other']),
        (error) => error instanceof UserFacingError && pattern.test(error.message),
      );
    says(true, /not in the project any more/u);
    says(false, /not loaded/u);
  });
});
