import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { startEmulator, type RunningEmulator } from '../../src/emulator/emulator';
import { enterSignIn } from '../support/signIn';
import { openWorkbenchForSuite } from '../support/workbenchSuite';

/** What a person takes (s): to decide and press a key or button, and to type a letter. */
const [perStep, perLetter] = [1.2, 0.2];

describe('somebody who knows neither the API nor how filters are written', () => {
  let emulator: RunningEmulator;
  before(async () => {
    emulator = await startEmulator({ secrets: 5000 });
  });
  after(() => emulator.stop());
  const workbench = openWorkbenchForSuite();

  it('narrows 5,000 secrets to the right three within twenty seconds', async () => {
    await enterSignIn(workbench(), emulator);
    const view = await workbench().openView('CSMS', 'Secrets');
    await view.waitForMessage(/: 5,000 secrets$/u);
    const { quickInput } = workbench();
    const words = [
      ['prod', 'env = prod'],
      ['payments', 'team = payments'],
      ['ledger', 'app = ledger'],
      ['api', 'name contains api'],
    ] as const;

    const startedAt = performance.now();
    await view.clickTitleAction('Filter Secrets…');
    await quickInput.waitUntilOpen('Filter Secrets');
    for (const [word, condition] of words) {
      await quickInput.type(word);
      await quickInput.waitForRows(condition, (rows) => rows[0]?.label === condition);
      await quickInput.accept();
      await quickInput.waitForValue('');
    }
    await quickInput.waitForRows('the count', (rows) => rows[0]?.description === '3 secrets match');
    await quickInput.accept();
    await view.waitForMessage(/env = prod, team = payments, app = ledger, name contains api: 3 of 5,000 secrets$/u);
    const waited = (performance.now() - startedAt) / 1000;

    const steps = 1 + 2 * words.length + 1; // the button; each word and its Enter; Enter to apply
    const letters = words.reduce((sum, [word]) => sum + word.length, 0);
    const total = waited + steps * perStep + letters * perLetter;
    assert.ok(total < 20, `${total.toFixed(1)} s, ${waited.toFixed(1)} of them waiting`);
  });
});
