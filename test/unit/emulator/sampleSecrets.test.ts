import assert from 'node:assert/strict';
import { sampleSecrets } from '../../../src/emulator/sampleSecrets';
import { parseSecretSpecs } from '../../../src/emulator/storedSecret';
import { wellKnownSecrets } from '../../../src/emulator/wellKnownSecrets';
import { filterLimits } from '../../../src/model/limits';
import { secretStates } from '../../../src/model/secret';
import { EmulatorUnderTest } from './emulatorUnderTest';

const dayMs = 24 * 60 * 60 * 1000;
const now = Date.UTC(2030, 5, 1);

interface Row {
  readonly resource_detail: {
    readonly id: string;
    readonly name: string;
    readonly state: string;
    readonly secret_type: string;
    readonly create_time: number;
    readonly update_time: number;
    readonly scheduled_delete_time: number | null;
    readonly auto_rotation: boolean;
    readonly rotation_time: number | null;
    readonly next_rotation_time: number | null;
  };
  readonly tags: readonly { readonly key: string; readonly value: string }[];
}

async function rowsOf(seed: number): Promise<readonly Row[]> {
  const under = await EmulatorUnderTest.start({ seed, now: () => now });
  const { body } = await under.list({ action: 'filter', limit: 1000 });
  await under.emulator.stop();
  return (body as { resources: readonly Row[] }).resources;
}

describe('sample secrets', () => {
  let stored: readonly { readonly detail: Row['resource_detail']; readonly tags: Row['tags'] }[] = [];
  const share = (count: number): number => count / stored.length;

  before(async () => {
    stored = (await rowsOf(1)).map(({ resource_detail: detail, tags }) => ({ detail, tags }));
    assert.equal(stored.length, 300);
  });

  it('are the same for the same seed and others for another', async () => {
    assert.deepEqual(await rowsOf(7), await rowsOf(7));
    assert.notDeepEqual(await rowsOf(7), await rowsOf(8));
  });

  it('begin with the well-known ones for every number and seed', () => {
    assert.deepEqual(sampleSecrets(4, 1), wellKnownSecrets.slice(0, 4));
    assert.deepEqual(sampleSecrets(300, 9).slice(0, 10), wellKnownSecrets);
  });

  it('keep to the rules for one’s own data, 5,000 of them without a name twice', () => {
    assert.equal(parseSecretSpecs(sampleSecrets(5000, 1)).length, 5000);
  });

  it('have ids of the form of a UUID, each its own', () => {
    const ids = stored.map(({ detail }) => detail.id);
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
  });

  it('show every state and type, most of them enabled', () => {
    const states = stored.map(({ detail }) => detail.state);
    assert.deepEqual(new Set(states), new Set(secretStates));
    assert.ok(share(states.filter((state) => state === 'ENABLED').length) > 0.8);
    assert.deepEqual(
      new Set(stored.map(({ detail }) => detail.secret_type)),
      new Set(['COMMON', 'RDS-FG', 'GaussDB-FG']),
    );
  });

  it('schedule deletions 2 to 30 days ahead, for the secrets that await one', () => {
    for (const { detail } of stored) {
      assert.equal(detail.scheduled_delete_time !== null, detail.state === 'PENDING_DELETE');
      if (detail.scheduled_delete_time === null) continue;
      const days = (detail.scheduled_delete_time - now) / dayMs;
      assert.ok(days >= 1.99 && days <= 30, `${detail.name}: ${days}`);
    }
  });

  it('rotate some secrets within a week, last time a period before the next', () => {
    const rotating = stored.filter(({ detail }) => detail.auto_rotation);
    const soon = rotating.filter(({ detail }) => detail.next_rotation_time! - now < 7 * dayMs);
    assert.ok(soon.length >= 5);
    for (const { detail } of rotating) assert.ok(detail.rotation_time! <= now);
  });

  it('carry tags that most share, rare ones, none at all, Chinese ones and empty values', () => {
    const withKey = (wanted: string): number =>
      stored.filter(({ tags }) => tags.some(({ key }) => key === wanted)).length;
    for (const key of ['env', 'team', 'app']) assert.ok(share(withKey(key)) > 0.85);
    assert.ok(withKey('pci') > 0 && share(withKey('pci')) < 0.1);
    assert.ok(withKey('团队') > 0);
    assert.ok(stored.some(({ tags }) => tags.length === 0));
    assert.ok(stored.some(({ tags }) => tags.some(({ value }) => value === '')));
  });

  it('can be filtered by every tag in both editions', () => {
    const { maxKeyLength, maxValueLength, forbidden } = filterLimits['2021'];
    for (const { key, value } of stored.flatMap(({ tags }) => tags)) {
      assert.ok(key.length <= maxKeyLength && value.length <= maxValueLength);
      assert.doesNotMatch(key + value, forbidden);
    }
  });

  it('have times of whole seconds, created before updated before now', () => {
    for (const { detail } of stored) {
      assert.ok(detail.create_time <= detail.update_time && detail.update_time <= now);
      for (const [name, value] of Object.entries(detail)) {
        if (name.endsWith('_time') && value !== null) assert.equal(Number(value) % 1000, 0);
      }
    }
  });
});
