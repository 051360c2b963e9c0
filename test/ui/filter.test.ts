import assert from 'node:assert/strict';
import { describe } from 'mocha';
import { openWorkbenchForSuite, scenario } from '../support/workbenchSuite';

describe('filtering', () => {
  const workbench = openWorkbenchForSuite(() => ({
    settings: {
      'csmsExplorer.savedFilters': { 'Payments in production': 'env=prod team=payments', 'Broken by hand': 'env=' },
    },
  }));
  const view = () => workbench().openView('CSMS', 'Secrets');
  const open = async () => {
    await workbench().runCommand('CSMS: Filter Secrets…');
    await workbench().quickInput.waitUntilOpen('Filter Secrets');
    return workbench().quickInput;
  };
  const matches = (pattern: RegExp) =>
    workbench().quickInput.waitForRows(`the count ${String(pattern)}`, (rows) =>
      pattern.test(rows[0]?.description ?? ''),
    );

  scenario('is built, applied, corrected, saved and removed', (step) => {
    step(
      'is built by picking a key and ticking values, with the matches counted before anything is listed',
      async () => {
        await workbench().runCommand('CSMS: Explore Sample Secrets');
        await (await view()).waitForRows('groups', (rows) => rows.some(({ label }) => label === 'env'));
        const quickInput = await open();
        await quickInput.pick('Add Tag Condition…');
        await quickInput.waitUntilOpen('Tag Condition: Key');
        assert.equal((await quickInput.waitForRow('env')).description, '274 secrets');
        await quickInput.pick('env');
        await quickInput.waitUntilOpen('Tag Condition: Values of env');
        await quickInput.accept();
        await quickInput.waitUntilOpen('Tick a value, or "Any value".');
        await quickInput.pick('prod');
        await quickInput.pick('staging');
        await quickInput.waitForRows('the ticks', (rows) => rows.filter(({ ticked }) => ticked).length === 2);
        await quickInput.accept();
        await matches(/^180 secrets match$/u);
        await quickInput.waitForRow('env = prod or staging');
      },
    );

    step('goes back from a step with nothing lost', async () => {
      const { quickInput } = workbench();
      await quickInput.pick('Add Tag Condition…');
      await quickInput.pick('team');
      await quickInput.waitUntilOpen('Tag Condition: Values of team');
      await quickInput.back();
      await quickInput.waitUntilOpen('Tag Condition: Key');
      await quickInput.back();
      await quickInput.waitForRow('env = prod or staging');
    });

    step('keeps what was ticked while values are looked for, and takes a typed one with Enter', async () => {
      const { quickInput } = workbench();
      await quickInput.pick('env = prod or staging');
      await quickInput.waitUntilOpen('Tag Condition: Values of env');
      await quickInput.type('qa-of-mine');
      await quickInput.waitForRows('the typed one', (rows) => rows.length === 1 && rows[0]?.description === 'as typed');
      await quickInput.accept();
      await quickInput.waitForRow('env = prod or staging or qa-of-mine');
      await quickInput.pick('env = prod or staging or qa-of-mine');
      await quickInput.pick('Any value');
      await quickInput.waitForRows('one tick', (rows) => rows.filter(({ ticked }) => ticked).length === 1);
      await quickInput.accept();
      await quickInput.waitForRow('env = any value');
      await quickInput.type('prod');
      await quickInput.pick('env = prod');
      await quickInput.waitForValue('');
      await quickInput.type('staging');
      await quickInput.pick('env = prod or staging');
      await matches(/^180 secrets match$/u);
    });

    step('a key that has a condition leads to that condition', async () => {
      const { quickInput } = workbench();
      await quickInput.pick('Add Tag Condition…');
      await quickInput.waitUntilOpen('Tag Condition: Key');
      await quickInput.type('en');
      const rows = await quickInput.waitForRows('the rows', (shown) => shown.at(-1)?.label === 'en');
      assert.equal(rows[0]?.label, 'env', 'what is known stands before what was typed');
      await quickInput.accept();
      await quickInput.waitForRows('the ticked values', (shown) => shown.filter(({ ticked }) => ticked).length === 2);
      await quickInput.back();
      await quickInput.waitUntilOpen('Tag Condition: Key');
      await quickInput.back();
      await quickInput.waitForRow('env = prod or staging');
    });

    step('a slip of Escape in a step costs nothing', async () => {
      const { quickInput } = workbench();
      await quickInput.pick('Add Name Condition…');
      await quickInput.waitUntilOpen('Name Condition');
      await quickInput.cancel();
      await open();
      await quickInput.waitForRow('env = prod or staging');
    });

    step('takes several words of a name, which all must occur, and removes a condition in place', async () => {
      const { quickInput } = workbench();
      await quickInput.pick('Add Name Condition…');
      await quickInput.waitUntilOpen('Name Condition');
      await quickInput.type('db  password');
      await quickInput.accept();
      await quickInput.waitForRow('name contains db');
      await quickInput.clickRowButton('name contains password', 'Remove Condition');
      await quickInput.waitForRows('one name', (rows) => !rows.some(({ label }) => label === 'name contains password'));
    });

    step('is applied by the service: the view shows filter, matches and total', async () => {
      await workbench().quickInput.pick('Apply Filter');
      const tree = await view();
      await tree.waitForMessage(/^sample secrets: env = prod or staging, name contains db: \d+ of 300 secrets$/u);
      const rows = await tree.waitForRows('the values', (shown) => shown.some(({ label }) => label === 'env'));
      assert.ok(Number(rows.find(({ label }) => label === 'env')?.description) < 180);
    });

    step('survives a reload', async () => {
      await workbench().reload();
      await (await view()).waitForMessage(/env = prod or staging, name contains db: \d+ of 300 secrets$/u);
    });

    step('is shown as the exact request, without a credential', async () => {
      await workbench().runCommand('CSMS: Show Filter Request');
      const text = await workbench().editor.waitForText(/"matches"/u);
      assert.match(text, /^\/\/ POST http:\/\/127\.0\.0\.1:\d+\/v1\/[0-9a-f]{32}\/csms\/resource_instances\/action/u);
      assert.doesNotMatch(text, /x-auth-token|authorization/iu);
      assert.match(text, /"tags": \[\s*\{\s*"key": "env",\s*"values": \[\s*"prod",\s*"staging"/u);
    });

    step('says what is wrong while typing, at its place, and keeps the prompt open', async () => {
      const quickInput = await open();
      for (const [text, words] of [
        ['env=prod team=', /Write a value/u],
        ['env="prod', /closing quotation mark/u],
        ['env=a env=b', /appears twice/u],
        ['env=a,a', /The value a appears twice/u],
        ['a=1 b=1 c=1 d=1 e=1 f=1 g=1 h=1 i=1 j=1 k=1', /At most 10 tag conditions/u],
        ['k=1,2,3,4,5,6,7,8,9,10,11', /At most 10 values/u],
        [`${'k'.repeat(129)}=v`, /129 characters; 128 are allowed/u],
      ] as const) {
        await quickInput.type(text);
        const rows = await quickInput.waitForRows(text, (shown) => words.test(shown[0]?.label ?? ''));
        assert.match(rows[0]?.description ?? '', /^at character \d+$/u);
        await quickInput.accept();
        assert.equal(await quickInput.value(), text);
      }
    });

    step('completes keys and values while typing', async () => {
      const { quickInput } = workbench();
      await quickInput.type('env=prod te');
      const rows = await quickInput.waitForRows('the completions', (shown) =>
        shown.some(({ label }) => label === 'team'),
      );
      assert.equal(rows[0]?.label, 'team', 'rows keep their order while a text stands there');
      assert.equal(rows[0].heading, 'Continue with');
      await quickInput.accept();
      await quickInput.waitForValue('env=prod team=');
      await quickInput.type('team=');
      await quickInput.pick('payments');
      await quickInput.waitForValue('team=payments');
      await matches(/^\d+ secrets match$/u);
    });

    step('with no match has its own words and two ways out', async () => {
      const { quickInput } = workbench();
      await quickInput.type('env=nowhere');
      await matches(/^0 secrets match$/u);
      await quickInput.pick('Apply Filter');
      const tree = await view();
      await tree.waitForWelcome(/No secret matches the filter/u);
      await tree.clickWelcome('clear the filter');
      await tree.waitForMessage(/^sample secrets: 300 secrets$/u);
    });

    step('offers saved filters first, and a broken one with its reason', async () => {
      const quickInput = await open();
      assert.match((await quickInput.waitForRow('Broken by hand')).description, /Write a value/u);
      await quickInput.pick('Broken by hand');
      await quickInput.waitForValue('env=');
      await quickInput.type('');
      await quickInput.pick('Payments in production');
      await (await view()).waitForMessage(/env = prod, team = payments: \d+ of 300 secrets$/u);
    });

    step('by a tag of the tree adds to what is on; Clear Filter shows everything', async () => {
      const tree = await view();
      await tree.expand(['app']);
      await tree.clickRowAction(['app', 'checkout'], 'Filter by This Tag');
      await tree.waitForMessage(/env = prod, team = payments, app = checkout: \d+ of 300 secrets$/u);
      await tree.clickTitleAction('Clear Filter');
      await tree.waitForMessage(/^sample secrets: 300 secrets$/u);
    });

    step('needs few steps: words that name values and parts of names are added with Enter', async () => {
      const quickInput = await open();
      for (const [word, condition] of [
        ['prod', 'env = prod'],
        ['payments', 'team = payments'],
        ['checkout', 'app = checkout'],
        ['password', 'name contains password'],
      ] as const) {
        await quickInput.type(word);
        await quickInput.waitForRows(condition, (rows) => rows[0]?.label === condition);
        await quickInput.accept();
        await quickInput.waitForValue('');
        await quickInput.waitForRow(condition);
      }
      await matches(/^\d+ secrets? match(?:es)?$/u);
      await quickInput.accept();
      await (
        await view()
      ).waitForMessage(/env = prod, team = payments, app = checkout, name contains password: \d+ of 300 secrets$/u);
    });

    step('Group By after a reload offers the keys of what is shown', async () => {
      await workbench().reload();
      await (await view()).waitForMessage(/app = checkout/u);
      await workbench().runCommand('CSMS: Group By…');
      await workbench().quickInput.waitForRow('team');
      await workbench().quickInput.cancel();
    });

    step('is saved for the workspace, edited, and removed', async () => {
      const quickInput = await open();
      await quickInput.pick('Save Filter…');
      await quickInput.waitUntilOpen('Save Filter');
      await quickInput.type('Checkout passwords');
      await quickInput.accept();
      await quickInput.waitForRow('User Settings');
      await quickInput.back();
      await quickInput.waitForValue('Checkout passwords');
      await quickInput.accept();
      await quickInput.pick('User Settings');
      await quickInput.waitUntilOpen('Filter Secrets');
      await quickInput.pick('Remove All Conditions');
      await quickInput.clickRowButton('Checkout passwords', 'Edit Saved Filter');
      await quickInput.waitForRow('app = checkout');
      await quickInput.pick('Remove All Conditions');
      await quickInput.clickRowButton('Checkout passwords', 'Remove Saved Filter');
      await quickInput.waitForRows('one fewer', (rows) => !rows.some(({ label }) => label === 'Checkout passwords'));
    });

    step('without conditions shows all secrets again', async () => {
      const { quickInput } = workbench();
      const [first] = await quickInput.waitForRows('the way out', (rows) => rows[0]?.label === 'Show All Secrets');
      assert.ok(first);
      await quickInput.accept();
      await (await view()).waitForMessage(/^sample secrets: 300 secrets$/u);
    });

    step('Escape leaves everything as it was', async () => {
      const quickInput = await open();
      await quickInput.type('env=prod');
      await matches(/^\d+ secrets match$/u);
      await quickInput.cancel();
      await workbench().runCommand('CSMS: Refresh');
      await (await view()).waitForMessage(/^sample secrets: 300 secrets$/u);
    });
  });
});
