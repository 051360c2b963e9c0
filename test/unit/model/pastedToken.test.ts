import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { cleanToken } from '../../../src/model/pastedToken';

describe('cleanToken', () => {
  for (const [what, pasted] of [
    ['as it is', 'MIIabc+/=='],
    ['with blanks around', '  MIIabc+/==\n'],
    ['broken over lines', 'MIIa\r\nbc+\n/=='],
    ['with a header name in front', 'X-Auth-Token: MIIabc+/=='],
    ['with the answer’s header name in front', 'x-subject-token:MIIabc+/=='],
    ['in quotes', '"MIIabc+/=="'],
  ] as const) {
    it(`takes a token ${what}`, () => assert.deepEqual(cleanToken(pasted), { token: 'MIIabc+/==' }));
  }

  it('refuses nothing at all', () => assert.deepEqual(cleanToken(' "" '), { problem: 'empty' }));

  it('refuses what cannot stand in a header', () => {
    assert.deepEqual(cleanToken('MII“abc”'), { problem: 'notAToken' });
    assert.deepEqual(cleanToken('MII\u0000abc'), { problem: 'notAToken' });
  });
});
