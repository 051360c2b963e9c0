import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { displayText } from '../../../src/model/displayText';

describe('displayText', () => {
  it('leaves ordinary text of any script alone', () => {
    assert.equal(displayText('支付-prod_db.1 é'), '支付-prod_db.1 é');
  });

  it('makes control, bidirectional and invisible characters visible', () => {
    assert.equal(displayText('a\u202eb\u200bc\u0007'), 'a\\u202eb\\u200bc\\u0007');
  });

  it('keeps text on one line', () => {
    assert.equal(displayText('one\r\ntwo\u2028three'), 'one ↵ two ↵ three');
  });

  it('bounds the length', () => {
    assert.equal(displayText('x'.repeat(2000), 10), `${'x'.repeat(9)}…`);
    assert.equal(displayText('x'.repeat(10), 10), 'x'.repeat(10));
  });

  it('never lets a character through that is not printed as itself', () => {
    const anyUnit = fc.oneof(fc.nat(0xffff), fc.nat(0x10ffff)).map((code) => String.fromCodePoint(code));
    fc.assert(
      fc.property(fc.string({ unit: anyUnit, maxLength: 600 }), (text) => {
        const shown = displayText(text);
        assert.doesNotMatch(shown, /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/u);
        assert.ok(Array.from(shown).length <= 300);
      }),
    );
  });
});
