import assert from 'node:assert/strict';
import { sampleId, sampleSecrets } from '../../../src/emulator/sampleSecrets';
import { parseSecretSpecs } from '../../../src/emulator/secretSpec';
import { storedSecret } from '../../../src/emulator/storedSecret';
import { wellKnownSecrets } from '../../../src/emulator/wellKnownSecrets';
import { filterLimits } from '../../../src/model/limits';
import { secretStates } from '../../../src/model/secret';

const dayMs = 24 * 60 * 60 * 1000;
const now = Date.UTC(2030, 5, 1);
const stored = sampleSecrets(300, 1).map((spec, index) => storedSecret(spec, sampleId(1, index), now));
const share = (count: number): number => count / stored.length;

describe('sample secrets', () => {
  it('are the same for the same seed and others for another', () => {
    assert.deepEqual(sampleSecrets(50, 7), sampleSecrets(50, 7));
    assert.notDeepEqual(sampleSecrets(50, 7), sampleSecrets(50, 8));
    assert.equal(sampleId(7, 3), sampleId(7, 3));
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
