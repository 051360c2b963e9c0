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
    ['in quotes of two kinds', `"'MIIabc+/=='"`],
    ['with its scheme in front', 'Bearer  MIIabc+/=='],
    ['as a line of headers in quotes', "'X-Auth-Token: MIIabc+/=='"],
    ['with its value in quotes', 'x-auth-token: "MIIabc+/=="'],
    ['as a member of JSON', '"X-Subject-Token" : "MIIabc+/==",'],
    ['in a command', "curl -H 'X-Auth-Token: MIIabc+/==' https://kms.example.com/v1"],
    [
      'among headers',
      'HTTP/1.1 201 Created\r\nX-Subject-Token: MIIa\r\n bc+/==\r\nDate: Tue, 24 Nov 2026 10:00:00 GMT\r\n',
    ],
    ['among headers of another system', 'X-Subject-Token: MIIabc+/==\nDate: Tue, 24 Nov 2026 10:00:00 GMT\n'],
    ['with marks that no one sees', '\ufeffMIIa\u200bbc+/==\u00a0'],
  ] as const) {
    it(`takes a token ${what}`, () => assert.deepEqual(cleanToken(pasted), { token: 'MIIabc+/==' }));
  }

  it('takes the names of header and scheme for a part of the token where they do not stand alone', () => {
    for (const token of ['MII-x-auth-token', 'x-auth-token-MII', 'MIIbearer'])
      assert.deepEqual(cleanToken(`${token}\n`), { token });
    assert.deepEqual(cleanToken('MIIbearer abc'), { token: 'MIIbearerabc' });
  });

  it('refuses nothing at all', () => {
    for (const pasted of ['', ' "" ', 'X-Auth-Token:', "'X-Auth-Token: '"]) {
      assert.deepEqual(cleanToken(pasted), { problem: 'empty' });
    }
  });

  it('refuses what is no token', () => {
    for (const pasted of [
      'X-Auth-Token',
      'Date: today',
      '{"token":{"expires_at":"2026"}}',
      'a,b',
      'MIIa"bc',
      'https://x/y?z',
    ]) {
      assert.deepEqual(cleanToken(pasted), { problem: 'notAToken' }, pasted);
    }
  });

  it('refuses what cannot stand in a header', () => {
    assert.deepEqual(cleanToken('MII“abc”'), { problem: 'notAToken' });
    assert.deepEqual(cleanToken('MII\u0000abc'), { problem: 'notAToken' });
  });
});
