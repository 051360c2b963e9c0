import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkAccessKey, checkSecretKey, checkToken } from '../../../src/model/pastedCredential';

const ak = 'P83EVBZJMXCYTMUIIEXA';
const temporaryAk = 'HST3WEXAMPLEEXAMPLE1';
const sk = 'TTqAHPbhWorg9ozx8Dv9MUyzYnOKDppxzHtExamp';

describe('checkAccessKey', () => {
  for (const [what, pasted] of [
    ['as it is', ak],
    ['with blanks and line breaks around', `\ufeff \t${ak}\r\n`],
    ['broken over lines', `${ak.slice(0, 7)}\r\n  ${ak.slice(7)}`],
    ['in quotes', `"${ak}"`],
    ['with its short name', `AK=${ak}`],
    ['with its long name', `Access Key Id: ${ak}`],
    ['with its name in Chinese punctuation around', `ak: '${ak}',`],
    ['as a variable of a shell', `export HUAWEICLOUD_SDK_AK="${ak}"`],
    ['from a file of settings', `access_key = ${ak}`],
  ] as const) {
    it(`takes one ${what}`, () => assert.deepEqual(checkAccessKey(pasted), { accessKey: ak, secretKey: undefined }));
  }

  it('takes a temporary one, and one of another length', () => {
    for (const accessKey of [temporaryAk, 'NOBODY', 'abc-DEF_1']) {
      assert.deepEqual(checkAccessKey(accessKey), { accessKey, secretKey: undefined });
    }
  });

  for (const [what, pasted] of [
    ['with a blank between', `${ak} ${sk}`],
    ['on two lines', `${ak}\n${sk}`],
    ['that a box of one line has joined', `${ak}${sk}`],
    ['as a table that a box of one line has joined', `User Name,Access Key Id,Secret Access Key li,${ak},${sk}`],
    ['the file that the console gives', `User Name,Access Key Id,Secret Access Key\r\nexplorer,${ak},${sk}\r\n`],
    [
      'that file in quotes, with a byte order mark',
      `\ufeff"User Name","Access Key Id","Secret Access Key"\n"a","${ak}","${sk}"`,
    ],
    ['that file from a spreadsheet', `User Name\tAccess Key Id\tSecret Access Key\nexplorer\t${ak}\t${sk}`],
    ['that file with semicolons', `User Name;Access Key Id;Secret Access Key\nexplorer;${ak};${sk}`],
    ['columns in another order', `Secret Access Key,Access Key Id\n${sk},${ak}`],
    ['only its last line', `explorer,${ak},${sk}`],
    ['the two alone', `${ak}\t${sk}`],
    ['variables of a shell', `export HUAWEICLOUD_SDK_AK=${ak}\nexport HUAWEICLOUD_SDK_SK=${sk}`],
    ['lines with names', `Access Key Id: ${ak}\n\nSecret Access Key: ${sk}\n`],
    ['settings of Terraform', `  access_key = "${ak}"\n  secret_key = "${sk}"`],
    ['JSON of temporary keys', `{\n  "access": "${ak}",\n  "secret": "${sk}"\n}`],
  ] as const) {
    it(`takes both parts of ${what}`, () => {
      assert.deepEqual(checkAccessKey(pasted), { accessKey: ak, secretKey: sk });
      assert.deepEqual(checkSecretKey(pasted), { secretKey: sk });
    });
  }

  it('refuses nothing at all', () => {
    for (const pasted of ['', ' \n', '""', 'AK=']) {
      const result = checkAccessKey(pasted);
      assert.ok('problem' in result, pasted);
      if (pasted !== 'AK=') assert.equal(result.problem, 'empty');
    }
  });

  it('tells that it is the secret part', () => {
    for (const pasted of [sk, `"${sk}"`, `SK=${sk}`, `Secret Access Key: ${sk}`]) {
      assert.deepEqual(checkAccessKey(pasted), { problem: 'looksLikeSecretKey' });
    }
  });

  it('takes both parts of a table with empty lines, and of no more than one line without names', () => {
    const table = ` \n\nAccess Key Id,Secret Access Key\n \n${ak},${sk}`;
    assert.deepEqual(checkAccessKey(table), { accessKey: ak, secretKey: sk });
    assert.deepEqual(checkAccessKey(`a,${ak},${sk}\nb,${ak},${sk}`), { problem: 'looksLikeSecretKey' });
  });

  it('takes both parts only where nothing stands around them', () => {
    assert.deepEqual(checkAccessKey(`\n ${ak}: ${sk}\t`), { accessKey: ak, secretKey: sk });
    for (const pasted of [
      `x${ak} ${sk}`,
      `${ak} ${sk}x`,
      `${ak}-${sk}`,
      `x${ak},${sk}`,
      `${ak}x,${sk}`,
      `${ak},x${sk}`,
      `${ak},${sk}x`,
    ]) {
      assert.deepEqual(checkAccessKey(pasted), { problem: 'looksLikeSecretKey' });
    }
  });

  it('takes no parts with letters that no key has', () => {
    for (const [accessKey, secretKey] of [
      [`é${ak}`, sk],
      [`${ak}é`, sk],
      [ak, `é${sk}`],
      [ak, `${sk}é`],
    ]) {
      assert.deepEqual(checkAccessKey(`AK=${accessKey}\nSK=${secretKey}`), { problem: 'looksLikeSecretKey' });
    }
  });

  it('never takes for an ID what may hold the secret part, which would be sent', () => {
    for (const pasted of [`${ak.toLowerCase()} ${sk}`, `${ak}-${sk}`, `x${sk}`, `${sk} ${ak}`]) {
      assert.ok('problem' in checkAccessKey(pasted), pasted);
    }
    assert.ok('problem' in checkSecretKey(`export HUAWEICLOUD_SDK_AK=${ak} export HUAWEICLOUD_SDK_SK=${sk}`));
  });

  it('refuses what no header can hold, and what is no key', () => {
    for (const pasted of [
      `${ak},x`,
      'schlüssel',
      'a"b',
      `User Name,Access Key Id,Secret Access Key`,
      'https://x/?a=b',
    ]) {
      assert.deepEqual(checkAccessKey(pasted), { problem: 'notAKey' }, pasted);
    }
  });
});

describe('checkSecretKey', () => {
  for (const name of ['SK', 'my-sk', 'my ak', 'access', 'accessKey', 'ACCESS_KEY', 'access-key-id', 'secrets']) {
    it(`takes ${name} for a name in front`, () =>
      assert.deepEqual(checkSecretKey(`${name}=abc`), { secretKey: 'abc' }));
  }

  for (const name of ['task', 'skill', 'break', 'akin', 'accessory', 'myaccess', 'access  key']) {
    it(`takes ${name} for no name in front`, () => {
      assert.deepEqual(checkSecretKey(`${name}=abc`), { problem: 'notAKey' });
    });
  }

  it('takes what only holds an ID, or the letters of one', () => {
    for (const secretKey of [`a${ak}`, `${ak}a`, ak.toLowerCase()]) {
      assert.deepEqual(checkSecretKey(secretKey), { secretKey });
    }
  });

  for (const [what, pasted] of [
    ['as it is', sk],
    ['with its name', `SK: ${sk}`],
    ['with its long name', `Secret Access Key=${sk}`],
    ['in quotes, broken over lines', `'${sk.slice(0, 20)}\n${sk.slice(20)}'`],
  ] as const) {
    it(`takes one ${what}`, () => assert.deepEqual(checkSecretKey(pasted), { secretKey: sk }));
  }

  it('takes one of another cloud, with its own letters', () => {
    for (const secretKey of ['wJalr/K7MDENG+bPxRfiCY=', 'wJalr/ak=', 'wrong']) {
      assert.deepEqual(checkSecretKey(`${secretKey}\n`), { secretKey });
    }
  });

  it('tells that it is the other part', () => {
    for (const pasted of [ak, temporaryAk, `AK=${ak}`]) {
      assert.deepEqual(checkSecretKey(pasted), { problem: 'looksLikeAccessKey' });
    }
  });

  it('refuses nothing at all, and what is no key', () => {
    assert.deepEqual(checkSecretKey(' "" '), { problem: 'empty' });
    assert.deepEqual(checkSecretKey('pass wörd'), { problem: 'notAKey' });
    assert.deepEqual(checkSecretKey(`${sk},${sk}`), { problem: 'notAKey' });
  });
});

describe('checkToken', () => {
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
    ['in quotes between such marks', '\u200b"MIIabc+/=="\u200b'],
  ] as const) {
    it(`takes a token ${what}`, () => assert.deepEqual(checkToken(pasted), { token: 'MIIabc+/==' }));
  }

  it('takes the names of header and scheme for a part of the token where they do not stand alone', () => {
    for (const token of ['MII-x-auth-token', 'x-auth-token-MII', 'MIIbearer'])
      assert.deepEqual(checkToken(`${token}\n`), { token });
    assert.deepEqual(checkToken('MIIbearer abc'), { token: 'MIIbearerabc' });
  });

  it('refuses nothing at all', () => {
    for (const pasted of ['', ' "" ', 'X-Auth-Token:', "'X-Auth-Token: '"]) {
      assert.deepEqual(checkToken(pasted), { problem: 'empty' });
    }
  });

  it('refuses what is no token', () => {
    for (const pasted of [
      'X-Auth-Token',
      'X-Auth-Token: x-subject-token=',
      'Date: today',
      '{"token":{"expires_at":"2026"}}',
      'a,b',
      'MIIa"bc',
      'https://x/y?z',
    ]) {
      assert.deepEqual(checkToken(pasted), { problem: 'notAToken' }, pasted);
    }
  });

  it('refuses what cannot stand in a header', () => {
    assert.deepEqual(checkToken('MII“abc”'), { problem: 'notAToken' });
    assert.deepEqual(checkToken('MII\u0000abc'), { problem: 'notAToken' });
  });
});
