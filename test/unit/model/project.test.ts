import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isProjectId } from '../../../src/model/project';

describe('the id of a project', () => {
  it('is 32 to 64 letters and digits, and nothing else', () => {
    for (const text of ['a0'.repeat(16), 'F9'.repeat(32)]) assert.ok(isProjectId(text), text);
    for (const text of ['', 'a', 'a'.repeat(31), 'a'.repeat(65), `-${'a'.repeat(32)}`, `${'a'.repeat(32)}\n`]) {
      assert.ok(!isProjectId(text), text);
    }
  });
});
