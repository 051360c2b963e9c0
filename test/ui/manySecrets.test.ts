import assert from 'node:assert/strict';
import { after, before, describe } from 'mocha';
import { startEmulator, type RunningEmulator } from '../../src/emulator/emulator';
import { enterSignIn } from '../support/signIn';
import { openWorkbenchForSuite, scenario } from '../support/workbenchSuite';

describe('20,000 secrets', () => {
  let emulator: RunningEmulator;
  before(async () => {
    emulator = await startEmulator({ secrets: 20_000, latencyMs: 400 });
  });
  after(() => emulator.stop());
  const workbench = openWorkbenchForSuite();

  scenario('come page by page, can be cancelled, and are shown 500 at a time', (step) => {
    step('appear with the first page, count up and can be cancelled', async () => {
      const { endpoint, projectId, token } = emulator;
      await enterSignIn(workbench(), { endpoint, projectId, token });
      const view = await workbench().openView('CSMS', 'Secrets');
      await view.waitForRows('the first rows', (rows) =>
        rows.some(({ description }) => description.endsWith('so far')),
      );
      await view.waitForMessage(/of 20,000 secrets so far$/u);
      await workbench().screenshot('loading');
      await view.clickTitleAction('Cancel Loading');
      const rows = await view.waitForRows('the notice', (shown) => shown[0]?.label === 'Loading was cancelled');
      assert.match(rows[0]?.description ?? '', /^[\d,]+ of 20,000 loaded$/u);
    });

    step('are all there after a refresh, with whole counts', async () => {
      const view = await workbench().openView('CSMS', 'Secrets');
      await view.clickTitleAction('Refresh');
      await view.waitForMessage(/: 20,000 secrets$/u);
      await view.waitForRows('whole counts', (rows) => rows.every(({ description }) => /^[\d,]+$/u.test(description)));
    });

    step('are shown 500 at a time, with a row that shows more', async () => {
      const view = await workbench().openView('CSMS', 'Secrets');
      await workbench().runCommand('CSMS: Group By…');
      await workbench().quickInput.pick('Flat list');
      await view.waitForRows('secrets', (rows) => rows[0]?.icon !== 'tag');
      const [first] = await view.rows();
      await view.click([first!.label]);
      for (const shown of ['500', '1,000']) {
        await workbench().press('End');
        const rows = await view.waitForRows(
          'the last row',
          (now) => now.at(-1)?.description === `${shown} of 20,000 shown`,
        );
        assert.equal(rows.at(-1)?.label, 'Show more');
        await workbench().press('Enter');
        await view.waitForRows('more rows', (now) => now.at(-1)?.description !== `${shown} of 20,000 shown`);
      }
    });

    step('keep the chosen grouping after a reload', async () => {
      await workbench().reload();
      const view = await workbench().openView('CSMS', 'Secrets');
      await view.waitForRows(
        'the flat list',
        (rows) => rows.length > 3 && rows.every(({ level, icon }) => level === 1 && icon !== 'tag'),
      );
    });
  });
});
