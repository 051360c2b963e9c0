import assert from 'node:assert/strict';
import { createRedactor } from '../../../src/csms/redaction';
import { canaryToken } from './clientUnderTest';

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

  it('leaves other text alone, short pieces of the credential included', () => {
    const text = `The token starts with ${canaryToken.slice(0, 9)}.`;
    assert.equal(redact(text), text);
    assert.equal(createRedactor('')('anything'), 'anything');
  });
});
