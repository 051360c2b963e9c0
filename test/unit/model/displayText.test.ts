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

  it('makes fillers, selectors and tags visible, but for the selector that makes an emoji colourful', () => {
    assert.equal(displayText('a\u3164b\u2800c\u034f\ufe0f ❤\ufe0f'), 'a\\u3164b\\u2800c\\u034f\\ufe0f ❤\ufe0f');
    assert.equal(displayText('a\u{e0041}\u{f0000}\uffff'), 'a\\u{e0041}\\u{f0000}\\uffff');
  });

  it('cuts towers of marks, and leaves the marks of languages alone', () => {
    assert.equal(displayText(`o${'\u0301'.repeat(99)}k`), `o${'\u0301'.repeat(6)}…k`);
    assert.equal(displayText('น้ำ Viê\u0323t ཧཱུྃ שָׁ֑'), 'น้ำ Viê\u0323t ཧཱུྃ שָׁ֑');
  });

  it('shows a text of blanks alone', () => {
    assert.equal(displayText(' \u3000'), '\\u0020\\u3000');
    assert.equal(displayText(''), '');
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
        assert.doesNotMatch(
          shown,
          /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}\u2028\u2029\u3164]|\u034f|\p{M}{7}/u,
        );
        assert.ok(Array.from(shown).length <= 300);
      }),
    );
  });
});
