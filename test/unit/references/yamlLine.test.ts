import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isIdle, literalScalar, yamlLineAt } from '../../../src/references/yamlLine';

/** Columns of dashes, column of the text, key and value, with offsets counted from the line. */
function line(text: string, start = 0): readonly unknown[] {
  const { end, dashes, content, column, key, value } = yamlLineAt(text, start);
  assert.equal(content - start, column);
  return [[...dashes], column, key, text.slice(value, end)];
}

describe('a line of YAML', () => {
  for (const [text, dashes, column, key, value] of [
    ['', [], 0, undefined, ''],
    ['  ', [], 2, undefined, ''],
    ['a: b', [], 0, 'a', 'b'],
    [' \ta :\t b ', [], 2, 'a', 'b '],
    ['a:', [], 0, 'a', ''],
    ['a:b', [], 0, undefined, ''],
    ['a:b: c', [], 0, 'a:b', 'c'],
    [': b', [], 0, '', 'b'],
    ['a # b: c', [], 0, undefined, ''],
    ['a#b: c', [], 0, 'a#b', 'c'],
    ['a: b # c', [], 0, 'a', 'b # c'],
    ['# a: b', [], 0, '# a', 'b'],
    ['- a: b', [0], 2, 'a', 'b'],
    [' - - a: b', [1, 3], 5, 'a', 'b'],
    ['-', [0], 1, undefined, ''],
    ['- -', [0, 2], 3, undefined, ''],
    ['-a: b', [], 0, '-a', 'b'],
    ['--- a: b', [], 0, '--- a', 'b'],
    ['"a: x": b', [], 0, 'a: x', 'b'],
    [`'a': b`, [], 0, 'a', 'b'],
    [`'a''b' : c`, [], 0, `a''b`, 'c'],
    ['"a: b', [], 0, undefined, ''],
    ['"a":b', [], 0, undefined, ''],
    ['"', [], 0, undefined, ''],
  ] as const) {
    it(`is read from ${JSON.stringify(text)}`, () => {
      for (const [before, after] of [
        ['', ''],
        ['x:\n', '\ny: "z'],
        ['x:\r\n', '\r\ny'],
      ] as const) {
        const whole = before + text + after;
        assert.deepEqual(line(whole, before.length), [dashes, column, key, value]);
        const { end, next } = yamlLineAt(whole, before.length);
        assert.equal(end, before.length + text.length);
        assert.equal(next, after === '' ? whole.length : whole.indexOf('\n', before.length) + 1);
      }
    });
  }

  it('says nothing of the structure when it is empty, a comment or of a template', () => {
    const idle = (text: string) => isIdle(text, yamlLineAt(text, 0));
    for (const text of ['', '  ', '# a: b', '  #', '{{- if x }}', '  {{ x }}: b']) assert.ok(idle(text), text);
    for (const text of ['a', 'a # b', '- ', '- # a', '- {{ x }}', 'a: {{ x }}', '{a: b}']) assert.ok(!idle(text), text);
  });
});

describe('a scalar on a line of YAML', () => {
  for (const [text, said, quote = ''] of [
    ['', ''],
    ['ab c', 'ab c'],
    ['ab  # c', 'ab'],
    ['ab\t# c', 'ab'],
    ['ab#c', 'ab#c'],
    ['# c', ''],
    ['ab \t', 'ab'],
    ['"ab" # c', 'ab', '"'],
    ["'a''b'", "a''b", "'"],
    ['"*a"', '*a', '"'],
    ['""', '', '"'],
    ['"ab', 'ab', '"'],
    ['"', '', '"'],
  ] as const) {
    it(`is found in ${JSON.stringify(text)}`, () => {
      for (const after of ['', '\n"x"']) {
        const scalar = literalScalar(`k: ${text}${after}`, 3, 3 + text.length);
        assert.ok(scalar);
        assert.deepEqual([`k: ${text}`.slice(scalar.start, scalar.end), scalar.quote], [said, quote]);
      }
    });
  }

  for (const text of [
    '|',
    '>-',
    '&a b',
    '*a',
    '!x y',
    '{a: b}',
    '[a]',
    '%x',
    '@x',
    '`x',
    '{{ x }}',
    'a{{ x }}',
    '"{{ x }}"',
  ]) {
    it(`is none in ${text}`, () => assert.equal(literalScalar(text, 0, text.length), undefined));
  }
});
