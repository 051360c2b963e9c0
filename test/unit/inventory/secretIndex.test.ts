import assert from 'node:assert/strict';
import { SecretIndex } from '../../../src/inventory/secretIndex';
import type { Secret } from '../../../src/model/secret';
import { secret, secrets, tags } from '../../support/builders';

function names(list: readonly Secret[]): readonly string[] {
  return list.map(({ name }) => name);
}

describe('SecretIndex', () => {
  it('sorts by name, then by id', () => {
    const index = SecretIndex.from([
      secret({ name: 'db-10' }),
      secret({ name: 'DB-9' }),
      secret({ name: 'api', id: 'b' }),
      secret({ name: 'API', id: 'a' }),
    ]);
    assert.deepEqual(names(index.secrets), ['API', 'api', 'DB-9', 'db-10']);
  });

  it('keeps the last of several secrets with one id, in whatever case', () => {
    const index = SecretIndex.from([secret({ id: 'abc', name: 'old' }), secret({ id: 'ABC', name: 'new' })]);
    assert.equal(index.size, 1);
    assert.deepEqual(names(index.secrets), ['new']);
  });

  it('finds an id in any case, and nothing else', () => {
    const wanted = secret({ id: 'abcd-ef' });
    const index = SecretIndex.from([wanted, secret()]);
    assert.equal(index.byId('ABCD-ef'), wanted);
    assert.equal(index.byId('abcd'), undefined);
    assert.equal(index.byId('__proto__'), undefined);
  });

  it('finds all secrets of exactly that name', () => {
    const index = SecretIndex.from([secret({ name: 'a' }), secret({ name: 'A' }), secret({ name: 'a' })]);
    assert.deepEqual(names(index.byName('a')), ['a', 'a']);
    assert.deepEqual(index.byName('constructor'), []);
  });

  it('counts tag keys and values, a secret once each', () => {
    const index = SecretIndex.from([
      secret({ tags: tags('env=prod', 'zone=10') }),
      secret({ tags: tags('env=prod', 'env=dev', 'zone=9', 'zone=9') }),
      secret({ tags: tags('env=') }),
      secret(),
    ]);
    assert.deepEqual(index.tagKeys, [
      {
        key: 'env',
        count: 3,
        values: [
          { value: '', count: 1 },
          { value: 'dev', count: 1 },
          { value: 'prod', count: 2 },
        ],
      },
      {
        key: 'zone',
        count: 2,
        values: [
          { value: '9', count: 1 },
          { value: '10', count: 1 },
        ],
      },
    ]);
  });

  it('takes __proto__ for a tag key like any other', () => {
    const index = SecretIndex.from([secret({ tags: tags('__proto__=x', 'constructor=y') })]);
    assert.deepEqual(
      index.tagKeys.map(({ key }) => key),
      ['__proto__', 'constructor'],
    );
  });

  describe('equals', () => {
    const some = secrets(3);

    it('holds for copies in another order', () => {
      const copies = some.map((each) => structuredClone(each)).reverse();
      assert.ok(SecretIndex.from(some).equals(SecretIndex.from(copies)));
    });

    // Every field, so that no change of a secret is ever taken for none.
    const changed: Secret = {
      id: 'another',
      name: 'another',
      state: 'FROZEN',
      type: 'RDS-FG',
      description: 'text',
      kmsKeyId: 'key',
      createTime: 1,
      updateTime: 2,
      scheduledDeleteTime: 3,
      autoRotation: true,
      rotationPeriod: '1d',
      rotationConfig: '{}',
      rotationTime: 4,
      nextRotationTime: 5,
      eventSubscriptions: ['event'],
      enterpriseProjectId: '0',
      rotationFunctionUrn: 'urn',
      tags: tags('a=b'),
      systemTags: tags('c=d'),
    };
    for (const field of Object.keys(changed) as (keyof Secret)[]) {
      it(`fails when ${field} differs`, () => {
        const others = some.with(1, { ...some[1]!, [field]: changed[field] });
        assert.ok(!SecretIndex.from(some).equals(SecretIndex.from(others)));
      });
    }

    it('looks into lists of the same length', () => {
      const one = secret({ tags: tags('a=b'), systemTags: tags('c=d'), eventSubscriptions: ['e'] });
      const differs = (facts: Partial<Secret>) =>
        !SecretIndex.from([one]).equals(SecretIndex.from([{ ...one, ...facts }]));
      for (const other of ['a=c', 'c=b']) {
        assert.ok(differs({ tags: tags(other) }), other);
        assert.ok(differs({ systemTags: tags(other) }), other);
      }
      assert.ok(differs({ eventSubscriptions: ['f'] }));
      assert.ok(!differs({ tags: tags('a=b'), systemTags: tags('c=d'), eventSubscriptions: ['e'] }));
    });

    it('fails when a secret is missing', () => {
      assert.ok(!SecretIndex.from(some).equals(SecretIndex.from(some.slice(1))));
    });
  });
});
