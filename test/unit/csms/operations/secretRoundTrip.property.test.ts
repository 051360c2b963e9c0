import fc from 'fast-check';
import assert from 'node:assert/strict';
import type { Secret } from '../../../../src/model/secret';
import { secretJson } from '../../../../src/model/secretFields';
import { readRow } from './readPage';

const text = fc.string({ unit: 'grapheme', maxLength: 10 });
const known = fc.option(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 }), { nil: undefined });
const time = fc.option(fc.integer({ min: 1e11, max: 8.64e15 }), { nil: undefined });
const plain = { noNullPrototype: true };
const tag = fc.record({ key: fc.oneof(fc.constant('__proto__'), fc.string({ minLength: 1 })), value: text }, plain);
const secret: fc.Arbitrary<Secret> = fc.record(
  {
    id: fc.uuid(),
    name: fc.string({ minLength: 1 }),
    state: text,
    type: known,
    description: known,
    kmsKeyId: known,
    createTime: time,
    updateTime: time,
    scheduledDeleteTime: time,
    autoRotation: fc.option(fc.boolean(), { nil: undefined }),
    rotationPeriod: known,
    rotationConfig: known,
    rotationTime: time,
    nextRotationTime: time,
    eventSubscriptions: fc.array(fc.string({ minLength: 1 })),
    enterpriseProjectId: known,
    rotationFunctionUrn: known,
    tags: fc.array(tag),
    systemTags: fc.array(tag),
  },
  plain,
);

describe('A secret as JSON', () => {
  it('is read back as the same secret, so that the copy says all that is known', () => {
    fc.assert(
      fc.property(secret, (wanted) => {
        const wire: unknown = JSON.parse(JSON.stringify(secretJson(wanted)));
        assert.deepEqual(readRow(wire), wanted);
      }),
    );
  });
});
