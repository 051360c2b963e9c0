import assert from 'node:assert/strict';
import { attacks } from '../support/attacks';
import { listSurfaces } from './hostile/lists';
import { shownSurfaces } from './hostile/shown';
import { sinkSurfaces } from './hostile/sinks';
import type { Surfaces } from './hostile/subjects';

const surfaces: Surfaces = { ...shownSurfaces, ...listSurfaces, ...sinkSurfaces };

describe('hostile text from the cloud', () => {
  let tried = 0;

  it('is of more than a hundred kinds, each with a name', () => {
    assert.ok(attacks.length > 100);
    assert.equal(new Set(attacks.map(({ name }) => name)).size, attacks.length);
    assert.equal(new Set(attacks.map(({ text }) => text)).size, attacks.length);
  });

  for (const [name, surface] of Object.entries(surfaces)) {
    it(`is harmless in ${name}`, async () => {
      const failures: string[] = [];
      for (const attack of attacks) {
        try {
          await surface(attack);
          tried += 1;
        } catch (error) {
          failures.push(`${attack.name}: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
      assert.equal(failures.length, 0, `${failures.length} of ${attacks.length} got through:\n${failures.join('\n')}`);
    });
  }

  const count = Object.keys(surfaces).length;
  it(`${attacks.length} attacks × ${count} surfaces: nothing got through`, () => {
    assert.equal(tried, attacks.length * count);
  });
});
