import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { openWorkbenchForSuite } from '../support/workbenchSuite';

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

  it('is built by picking a key and ticking values, with the matches counted before anything is listed', async () => {
    await workbench().runCommand('CSMS: Explore Sample Secrets');
    await (await view()).waitForRows('groups', (rows) => rows.some(({ label }) => label === 'env'));
    const quickInput = await open();
    await quickInput.pick('Add Tag Condition…');
    await quickInput.waitUntilOpen('Tag Condition: Key');
    assert.equal((await quickInput.waitForRow('env')).description, '274 secrets');
    await quickInput.pick('env');
    await quickInput.waitUntilOpen('Tag Condition: Values of env');
    await quickInput.pick('prod');
    await quickInput.pick('staging');
    await quickInput.accept();
    await matches(/^180 secrets match$/u);
    await quickInput.waitForRow('env = prod or staging');
  });

  it('goes back from a step with nothing lost', async () => {
    const { quickInput } = workbench();
    await quickInput.pick('Add Tag Condition…');
    await quickInput.pick('team');
    await quickInput.waitUntilOpen('Tag Condition: Values of team');
    await quickInput.back();
    await quickInput.waitUntilOpen('Tag Condition: Key');
    await quickInput.back();
    await quickInput.waitForRow('env = prod or staging');
  });

  it('takes several words of a name, which all must occur, and removes a condition in place', async () => {
    const { quickInput } = workbench();
    await quickInput.pick('Add Name Condition…');
    await quickInput.waitUntilOpen('Name Condition');
    await quickInput.type('db  password');
    await quickInput.accept();
    await quickInput.waitForRow('name contains db');
    await quickInput.clickRowButton('name contains password', 'Remove Condition');
    await quickInput.waitForRows('one name', (rows) => !rows.some(({ label }) => label === 'name contains password'));
  });

  it('is applied by the service: the view shows filter, matches and total', async () => {
    await workbench().quickInput.pick('Apply Filter');
    const tree = await view();
    await tree.waitForMessage(/^sample secrets: env = prod or staging, name contains db: \d+ of 300 secrets$/u);
    const rows = await tree.waitForRows('the values', (shown) => shown.some(({ label }) => label === 'env'));
    assert.ok(Number(rows.find(({ label }) => label === 'env')?.description) < 180);
  });

  it('survives a reload', async () => {
    await workbench().reload();
    await (await view()).waitForMessage(/env = prod or staging, name contains db: \d+ of 300 secrets$/u);
  });

  it('is shown as the exact request, without a credential', async () => {
    await workbench().runCommand('CSMS: Show Filter Request');
    const text = await workbench().editor.waitForText(/"matches"/u);
    assert.match(text, /^\/\/ POST http:\/\/127\.0\.0\.1:\d+\/v1\/[0-9a-f]{32}\/csms\/resource_instances\/action/u);
    assert.doesNotMatch(text, /token/iu);
  });

  it('says what is wrong while typing, at its place, and keeps the prompt open', async () => {
    const quickInput = await open();
    for (const [text, words] of [
      ['env=prod team=', /Write a value/u],
      ['env="prod', /closing quotation mark/u],
      ['env=a env=b', /stands there twice/u],
      ['env=a,a', /The value a stands there twice/u],
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

  it('completes keys and values while typing', async () => {
    const { quickInput } = workbench();
    await quickInput.type('te');
    await quickInput.pick('team');
    await quickInput.waitForValue('team=');
    await quickInput.pick('payments');
    await quickInput.waitForValue('team=payments');
    await matches(/^43 secrets match$/u);
  });

  it('with no match has its own words and two ways out', async () => {
    const { quickInput } = workbench();
    await quickInput.type('env=nowhere');
    await matches(/^0 secrets match$/u);
    await quickInput.pick('Apply Filter');
    const tree = await view();
    await tree.waitForWelcome(/No secret matches the filter/u);
    await tree.clickWelcome('clear the filter');
    await tree.waitForMessage(/^sample secrets: 300 secrets$/u);
  });

  it('offers saved filters first, and a broken one with its reason', async () => {
    const quickInput = await open();
    assert.match((await quickInput.waitForRow('Broken by hand')).description, /Write a value/u);
    await quickInput.pick('Broken by hand');
    await quickInput.waitForValue('env=');
    await quickInput.type('');
    await quickInput.pick('Payments in production');
    await (await view()).waitForMessage(/env = prod, team = payments: \d+ of 300 secrets$/u);
  });

  it('by a tag of the tree adds to what is on; Clear Filter shows everything', async () => {
    const tree = await view();
    await tree.expand(['app']);
    await tree.clickRowAction(['app', 'checkout'], 'Filter by This Tag');
    await tree.waitForMessage(/env = prod, team = payments, app = checkout: \d+ of 300 secrets$/u);
    await tree.clickTitleAction('Clear Filter');
    await tree.waitForMessage(/^sample secrets: 300 secrets$/u);
  });

  it('Escape leaves everything as it was', async () => {
    const quickInput = await open();
    await quickInput.type('env=prod');
    await quickInput.cancel();
    assert.equal(await (await view()).message(), 'sample secrets: 300 secrets');
  });
});
