import assert from 'node:assert/strict';
import { describe } from 'mocha';
import { openWorkbenchForSuite, scenario } from '../support/workbenchSuite';
import { waitFor } from '../support/workbenchWait';

describe('with the keyboard alone', () => {
  const workbench = openWorkbenchForSuite();

  scenario('the tree is walked through, copied from and grouped', (step) => {
    step('the sample secrets are opened, walked through and copied, several at once', async () => {
      await workbench().runCommand('CSMS: Explore Sample Secrets');
      const view = await workbench().openView('CSMS', 'Secrets');
      await view.waitForRows('groups', (rows) => rows.some(({ label }) => label === 'app'));
      await workbench().runCommand('CSMS: Focus on Secrets View');
      await workbench().quickInput.waitUntilClosed();
      // A view that is just being shown may take the focus anew, and a key is lost then: as a person, press it again.
      const unfold = (at: number, ...way: readonly string[]) =>
        waitFor(`row ${at} to unfold`, async () => {
          await workbench().press('Home', ...way);
          const row = (await view.rows())[at];
          if (row?.expanded === true) return true;
          if (row?.focused === true) await workbench().press('ArrowRight');
          return undefined;
        });
      await unfold(0);
      await view.waitForRows('the values', (shown) => shown[1]?.level === 2);
      await unfold(1, 'ArrowDown');
      const rows = await view.waitForRows('the secrets', (shown) => shown[2]?.level === 3 && shown[3]?.level === 3);
      await workbench().press('ArrowDown', 'Space', 'Shift+ArrowDown');
      await view.waitForRows('two selected', (shown) => shown.filter(({ selected }) => selected).length === 2);
      await workbench().press('Control+C');
      const copied = await workbench().waitForClipboard(/^[0-9a-f-]{36}\n[0-9a-f-]{36}$/u);
      assert.notEqual(copied.split('\n')[0], copied.split('\n')[1]);
      assert.ok(rows.length > 3);
    });

    step('the names and the metadata of a selection are copied from its menu', async () => {
      const view = await workbench().openView('CSMS', 'Secrets');
      const rows = await view.rows();
      const path = [rows[0]!.label, rows[1]!.label, rows[2]!.label] as const;
      assert.deepEqual(await view.menuOf(path), [
        'Open Details',
        'Copy ID',
        'Copy Name',
        'Copy as JSON',
        'Find in Workspace',
      ]);
      await view.pickFromMenu(path, 'Copy Name');
      const names = await workbench().waitForClipboard(/^audit-log-\S+\naudit-log-\S+$/u);
      await view.pickFromMenu(path, 'Copy as JSON');
      const json = JSON.parse(await workbench().waitForClipboard(/^\[/u)) as { readonly resource_name: string }[];
      assert.deepEqual(
        json.map((secret) => secret.resource_name),
        names.split('\n'),
      );
    });

    step('groups by several tag keys in the order of ticking', async () => {
      const view = await workbench().openView('CSMS', 'Secrets');
      await workbench().runCommand('CSMS: Group By…');
      await workbench().quickInput.pick('Several Tag Keys…');
      await workbench().quickInput.waitUntilOpen('Group Secrets by Several Tag Keys');
      await workbench().quickInput.pick('team');
      await workbench().quickInput.pick('env');
      await workbench().quickInput.waitUntilOpen('Group Secrets by Several Tag Keys: team › env');
      await workbench().quickInput.accept();
      await view.waitForRows('the teams', (rows) => rows.some(({ label }) => label === 'No team'));
      await view.expand(['payments']);
      await view.row(['payments', 'prod']);
    });
  });
});
