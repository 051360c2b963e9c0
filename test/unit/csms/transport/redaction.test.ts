import assert from 'node:assert/strict';
import { createRedactor } from '../../../../src/csms/transport/redaction';
import { canaryPassword, canaryToken } from '../clientUnderTest';

describe('Redaction', () => {
  const redact = createRedactor(canaryToken);

  for (const [form, echoed] of [
    ['whole', canaryToken],
    ['cut short', canaryToken.slice(0, 100)],
    ['its middle', canaryToken.slice(50, 70)],
    ['URL-encoded', encodeURIComponent(canaryToken)],
    ['URL-encoded in small letters', encodeURIComponent(canaryToken).replaceAll(/%../gu, (hex) => hex.toLowerCase())],
    ['Base64', Buffer.from(canaryToken).toString('base64')],
    ['Base64 of a URL', Buffer.from(canaryToken).toString('base64url')],
    ['twice', `${canaryToken}${canaryToken}`],
  ] as const) {
    it(`takes out the credential: ${form}`, () => {
      assert.equal(redact(`Token >${echoed}< is wrong.`), 'Token >[redacted]< is wrong.');
    });
  }

  for (const shift of [1, 2]) {
    it(`takes out a credential that is ${shift} bytes into a Base64 text`, () => {
      const echoed = Buffer.from('x'.repeat(shift) + canaryToken).toString('base64');
      const shown = redact(echoed);
      assert.ok(shown.length < '[redacted]'.length + 8, shown);
    });
  }

  it('takes out a short credential wherever it stands', () => {
    assert.equal(createRedactor('s3cret')('s3cret and s3cretive'), '[redacted] and [redacted]ive');
  });

  describe('of a password with all kinds of characters', () => {
    const hide = createRedactor(canaryPassword, 'another');
    const asForm = new URLSearchParams({ p: canaryPassword }).toString().slice(2);
    const inJson = JSON.stringify(canaryPassword).slice(1, -1);
    const asciiJson = inJson.replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    for (const [form, echoed] of [
      ['whole', canaryPassword],
      ['in JSON', inJson],
      ['in JSON with slashes escaped', inJson.replaceAll('/', '\\/')],
      ['in JSON of ASCII', asciiJson],
      ['in JSON within JSON', JSON.stringify(inJson).slice(1, -1)],
      ['URL-encoded', encodeURIComponent(canaryPassword)],
      ['in a form', asForm],
      ['in a form in small letters', asForm.replaceAll(/%../gu, (hex) => hex.toLowerCase())],
      ['Base64', Buffer.from(canaryPassword).toString('base64')],
    ] as const) {
      it(`takes it out: ${form}`, () =>
        assert.equal(hide(`password >${echoed}<, another`), 'password >[redacted]<, [redacted]'));
    }

    it('bears half a character', () => assert.equal(createRedactor('\ud83d')('x\ud83dy'), 'x[redacted]y'));
  });

  it('leaves other text alone, short pieces of the credential included', () => {
    const text = `The token starts with ${canaryToken.slice(0, 9)}.`;
    assert.equal(redact(text), text);
    assert.equal(createRedactor('')('anything'), 'anything');
  });
});
