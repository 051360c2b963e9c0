import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isProjectId } from '../../../src/model/connection';

describe('the id of a project', () => {
  it('is 32 hexadecimal digits, and nothing else: no secret key, for one', () => {
    for (const text of ['a0'.repeat(16), 'F9'.repeat(16)]) assert.ok(isProjectId(text), text);
    const hex = 'a'.repeat(32);
    for (const text of [
      '',
      'a',
      hex.slice(1),
      `${hex}a`,
      `-${hex}`,
      `${hex}\n`,
      `${hex.slice(1)}g`,
      'aB3'.repeat(14),
    ]) {
      assert.ok(!isProjectId(text), text);
    }
  });
});
