import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { nextDueDate } from '../../../src/model/secret';
import { secret } from '../../support/builders';

const now = Date.UTC(2026, 0, 1);
const day = 24 * 60 * 60 * 1000;

describe('nextDueDate', () => {
  it('tells the scheduled deletion however far away it is', () => {
    const due = nextDueDate(secret({ state: 'PENDING_DELETE', scheduledDeleteTime: now + 30 * day }), now);
    assert.deepEqual(due, { what: 'deletion', time: now + 30 * day, inMs: 30 * day });
  });

  it('does not take a deletion date for true while the secret is enabled', () => {
    assert.equal(nextDueDate(secret({ state: 'ENABLED', scheduledDeleteTime: now + day }), now), undefined);
  });

  it('says nothing of a deletion without a date', () => {
    assert.equal(nextDueDate(secret({ state: 'PENDING_DELETE' }), now), undefined);
  });

  it('tells a rotation within seven days, and one that is overdue', () => {
    const rotating = (time: number) => secret({ autoRotation: true, nextRotationTime: time });
    assert.equal(nextDueDate(rotating(now + 7 * day), now)?.what, 'rotation');
    assert.equal(nextDueDate(rotating(now - day), now)?.inMs, -day);
    assert.equal(nextDueDate(rotating(now + 8 * day), now), undefined);
  });

  it('says nothing of a rotation that is switched off', () => {
    assert.equal(nextDueDate(secret({ autoRotation: false, nextRotationTime: now + day }), now), undefined);
  });
});
