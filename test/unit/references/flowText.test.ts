import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { contentOfQuoted, scanFlow } from '../../../src/references/flowText';
import { unquoted } from '../../../src/references/mappedText';

/** What is told, in one line, and where the value ends. */
function told(text: string, start = 0): readonly [string, number] {
  const heard: string[] = [];
  const end = scanFlow(text, start, {
    open: () => heard.push('<'),
    close: () => heard.push('>'),
    key: (name) => heard.push(`${name}:`),
    value: ({ start: from, end: to, quote }) => heard.push(`${quote}${text.slice(from, to)}${quote}`),
  });
  return [heard.join(' '), end];
}

describe('what stands in brackets', () => {
  for (const [text, heard, end = text.length] of [
    ['{a: b}', '< a: b >'],
    ['{"a": "b", "c":1}', '< a: "b" c: 1 >'],
    [`{'a' :\t'b'}`, "< a: 'b' >"],
    ['{"a"\n:\r\nb}', '< a: b >'],
    ['[1, [2], {a: 3}]', '< 1 < 2 > < a: 3 > >'],
    ['{a: b} c', '< a: b >', 6],
    ['a b', 'a', 1],
    ['"a" b', '"a"', 3],
    [', : a', 'a'],
    ['} a', '', 1],
    ['{a', '< a'],
    ['[', '<'],
    ['', ''],
    ['[a:b, c: d]', '< a:b c: d >'],
    ['[a:]', '< a: >'],
    ['[a:"b"]', '< a: "b" >'],
    [`[a:'b']`, "< a: 'b' >"],
    ['[a:{b:[c]}]', '< a: < b: < c > > >'],
    ['[a:,b]', '< a: b >'],
    ['[a:', '< a:'],
    ['[a"b]', '< a "b]"'],
    ['[# }\na]', '< a >'],
    ['[// }\na]', '< a >'],
    ['[a // ]', '< a'],
    ['[a, # ]', '< a'],
    ['[/* ] */a]', '< a >'],
    ['[/*/ ] */a]', '< a >'],
    ['[/* ]', '<'],
    ['["a]\nb]', '< "a]" b >'],
    ['["a', '< "a"'],
  ] as const) {
    it(`is told of ${JSON.stringify(text)}`, () => {
      assert.deepEqual(told(text), [heard, end]);
      assert.deepEqual(told(`xx${text}`, 2), [heard, end + 2]);
    });
  }
});

describe('what stands in quotes', () => {
  const content = (text: string, quote: string, options = {}) => {
    const { start, end, isClosed } = contentOfQuoted(text, 0, quote, options);
    assert.equal(start, 1);
    return [text.slice(start, end), isClosed];
  };

  for (const [text, said, isClosed] of [
    ['"a" b"', 'a', true],
    ['"a\\"b"', 'a\\"b', true],
    ['"a\\\\" b"', 'a\\\\', true],
    [`'a\\' b'`, 'a\\', true],
    [`'a''b' c'`, "a''b", true],
    [`"a""b"`, 'a', true],
    [`"it's"`, "it's", true],
    ['"a\nb"', 'a', false],
    ['"a\r\nb"', 'a', false],
    ['"a\\\nb"', 'a\\', false],
    ['"a', 'a', false],
    ['"a\\', 'a\\', false],
    ['"\r\n', '', false],
    ['"', '', false],
    ["''", '', true],
    ["'''", "''", false],
  ] as const) {
    it(`is found in ${JSON.stringify(text)}`, () => assert.deepEqual(content(text, text.charAt(0)), [said, isClosed]));
  }

  it('goes on over lines where it may', () => {
    for (const quote of ['"', "'"]) {
      assert.deepEqual(content(`${quote}a\nb${quote}c`, quote, { lastsOverLines: true }), ['a\nb', true]);
      assert.deepEqual(content(`${quote}a\nb`, quote, { lastsOverLines: true }), ['a\nb', false]);
    }
    assert.deepEqual(content('"a\\\nb"c', '"', { lastsOverLines: true }), ['a\\\nb', true]);
  });

  it('ends where the text is taken to end', () => {
    assert.deepEqual(content('"ab" c', '"', { limit: 3 }), ['ab', false]);
    assert.deepEqual(content('"ab" c', '"', { limit: 4 }), ['ab', true]);
    assert.deepEqual(content('"a\\"b', '"', { limit: 3 }), ['a\\', false]);
  });
});

describe('what a quoted text says', () => {
  for (const [written, quote, text] of [
    ['ab', '"', 'ab'],
    ['a\\nb\\t\\r', '"', 'a\nb\t\r'],
    ['\\"\\\\\\/', '"', '"\\/'],
    ['\\u0041\\x42\\u00e9', '"', 'ABé'],
    ['\\u41\\x4', '"', 'u41x4'],
    ['\\q', '"', 'q'],
    ['a\\', '"', 'a'],
    ['a\n  b', '"', 'a b'],
    ['a\r\n\tb', '"', 'a b'],
    ['a\\\n  b', '"', 'ab'],
    ['a\\\r\n  b', '"', 'ab'],
    ["it's", '"', "it's"],
    ["it''s", "'", "it's"],
    ['a\\nb', "'", 'a\\nb'],
    ['a\n  b', "'", 'a b'],
    ["a'", "'", "a'"],
    ['𠮷\\u0041', '"', '𠮷A'],
  ] as const) {
    it(`is ${JSON.stringify(text)} for ${JSON.stringify(written)} in ${quote}`, () => {
      assert.equal(unquoted(`xx${written}yy`, 2, 2 + written.length, quote).text, text);
    });
  }

  it('knows the place of every character', () => {
    const written = '<a\\n\\u0041\n  b\\\n c>';
    const start = written.indexOf('a');
    const end = written.indexOf('>');
    const mapped = unquoted(written, start, end, '"');
    assert.equal(mapped.text, 'a\nA bc');
    const places = Array.from({ length: mapped.text.length + 2 }, (_, at) => mapped.offsetInDocument(at));
    assert.deepEqual(places, [1, 2, 4, 10, 13, 17, end, end]);
  });
});
