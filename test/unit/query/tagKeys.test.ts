import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { matching } from '../../../src/query/tagKeys';

describe('what is looked for among keys or values', () => {
  it('begins with the text, before what holds it, in any letter case', () => {
    assert.deepEqual(
      matching(['xab', 'ABc', 'b', 'abd'], 'aB', (text) => text),
      ['ABc', 'abd', 'xab'],
    );
  });
});
